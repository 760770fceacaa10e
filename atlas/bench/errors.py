"""What can go wrong in a measurement."""


class BenchError(Exception):
    """A figure could not be measured."""


class BrowserMissing(BenchError):
    """There is no browser to measure with; the message says what to install."""


class AppDidNotStart(BenchError):
    """The app gave no sign of health in time, or ended."""


class NothingMeasured(BenchError):
    """What was to be measured did not happen."""
