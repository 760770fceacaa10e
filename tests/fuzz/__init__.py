"""Targets for coverage-guided fuzzing: ``python -m tests.fuzz TARGET --runs N``."""
