"""What can go wrong in this package."""


class GeodataError(Exception):
    """Base class: something about places could not be used."""


class BadRowError(GeodataError):
    """A row of a data file breaks a rule, found while loading it."""

    def __init__(self, file: str, row: int, value: str, reason: str) -> None:
        super().__init__(f"{file}, row {row}: {value!r} {reason}")


class UnknownPlaceError(GeodataError, KeyError):
    """An id was asked for that no row of the gazetteer has."""

    def __init__(self, place_id: str) -> None:
        super().__init__(f"places.csv has no place {place_id!r}")

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownLayerError(GeodataError):
    """A basemap layer was asked for that is not shipped."""
