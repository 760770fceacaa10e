"""People who use the app at once, as their browsers would speak to it: ``python -m tests.load --help``."""
