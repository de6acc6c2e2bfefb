"""A response that is sent while it is made, so that it may be longer than memory and begins at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from datasette.utils.asgi import Request, Response

log = logging.getLogger("newsarchive.web")


class StreamedResponse(Response):
    """Text that is sent piece by piece.

    It ends when the visitor goes away. If a piece cannot be made, the connection is broken off, so that nobody takes
    the beginning of a result for all of it.
    """

    def __init__(
        self, request: Request, pieces: AsyncIterator[str], content_type: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(headers=dict(headers or {}), content_type=content_type)  # type: ignore[no-untyped-call]
        self._request = request
        self._pieces = pieces

    async def asgi_send(self, send: Any) -> None:
        """Sends the head, then each piece as soon as it is made."""
        headers = {**self.headers, "content-type": self.content_type}
        raw_headers = [[name.encode(), value.encode()] for name, value in headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": raw_headers})
        if self._request.method != "HEAD":
            try:
                await self._send_pieces(send)
            except Exception:
                # Nothing else can be said: the answer has begun. Without its end, the server closes the connection.
                log.exception("%s could not be sent to its end", self._request.path)
                return
        await send({"type": "http.response.body", "body": b""})

    async def _send_pieces(self, send: Any) -> None:
        gone = asyncio.ensure_future(_disconnect(self._request.receive))
        try:
            async for piece in self._pieces:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": piece.encode(), "more_body": True})
        finally:
            gone.cancel()


async def _disconnect(receive: Any) -> None:
    """Returns when the visitor has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass
