"""How many requests a client may make: a bucket of tokens by address, off unless the operator sets it."""

import os
import time
from collections import OrderedDict
from threading import Lock

from atlas.api.errors import TooMany

VARIABLE = "ATLAS_API_REQUESTS_PER_MINUTE"
MOST_CLIENTS = 10_000


class Buckets:
    """A bucket of tokens for each client, refilled over a minute; those not seen for longest are forgotten."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._handling = Lock()

    def take(self, client: str, now: float) -> None:
        """Take a token of a client at a time in seconds. Raises `TooMany` if there is none."""
        with self._handling:
            left, then = self._left.pop(client, (float(self.per_minute), now))
            left = min(left + (now - then) * self.per_minute / 60, float(self.per_minute))
            self._left[client] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)
        if left < 1:
            raise TooMany(f"{self.per_minute} requests a minute are allowed; wait a little")


def buckets_wanted() -> Buckets | None:
    """The buckets that the operator asks for by ``ATLAS_API_REQUESTS_PER_MINUTE``, ``None`` without a number there."""
    text = os.environ.get(VARIABLE, "")
    return Buckets(int(text)) if text.isascii() and text.isdigit() and int(text) > 0 else None


def take_token(buckets: Buckets | None, client: str) -> None:
    """Take a token, if there are buckets. Raises `TooMany`."""
    if buckets is not None:
        buckets.take(client, time.monotonic())
