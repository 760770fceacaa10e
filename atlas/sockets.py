"""Answers that leave at once, however small.

Streamlit hands uvicorn a socket that it has bound itself, on which asyncio does not switch off Nagle's algorithm: the
body of a small answer then waits until the client has acknowledged its head, some 40 ms on a connection used again.
"""

import socket

from starlette.types import ASGIApp, Receive, Scope, Send


class SentAtOnce:
    """ASGI middleware that switches the delay off for the connection of a request, where the server shows its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # uvicorn's request knows its transport; another server is left as it is.
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        connection = transport.get_extra_info("socket") if transport is not None else None
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)
