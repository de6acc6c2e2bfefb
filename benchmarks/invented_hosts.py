"""Outlets on loopback, each on a host of its own that notes when it was asked. Linux only.

The hosts are threads of the program. They learn from the kernel when a request arrived, so the times are right on a
busy machine too.
"""

import socket
import struct
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

# When every page was published.
TODAY = datetime.now(UTC) - timedelta(hours=3)
# asm-generic/socket.h: each read comes with the time at which the kernel got its last bytes.
_SO_TIMESTAMPNS = 35
_TIMESPEC = struct.Struct("@ll")
_READ_BYTES = 65_536
_STORY = "/story-"
_OUTLET_FILE = """
from newsarchive.crawl.spider import OutletSpider


class Made(OutletSpider):
    name, title, home = {name!r}, {title!r}, {home!r}
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = [{feed!r}]
"""


@dataclass
class InventedHost:
    """An outlet's web server: its name, its pages, and when each request came."""

    name: str
    stories: Sequence[bytes]
    port: int = 0
    # When (seconds since 1970), and over which connection.
    asked: list[tuple[float, int]] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def shortest_gap(self) -> float:
        """The seconds between two requests at the least."""
        return min((later[0] - earlier[0] for earlier, later in pairwise(self.asked)), default=float("inf"))

    def start(self) -> None:
        """Serves from now on, in threads that end with this process."""
        listening = socket.create_server(("127.0.0.1", 0))
        # Its connections inherit this, so that the first request has a time too.
        listening.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self.port = listening.getsockname()[1]
        threading.Thread(target=self._accept, args=[listening], daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            connection, address = listening.accept()
            threading.Thread(target=self._serve, args=(connection, address[1]), daemon=True).start()

    def _serve(self, connection: socket.socket, client_port: int) -> None:
        with suppress(ConnectionError), connection:
            while True:
                head, at = b"", 0.0
                while not head.endswith(b"\r\n\r\n"):
                    data, extra, _, _ = connection.recvmsg(_READ_BYTES, socket.CMSG_SPACE(_TIMESPEC.size))
                    if not data:
                        return
                    # The first bytes of a request count.
                    at = at or arrival(extra)
                    head += data
                self.asked.append((at, client_port))
                status, kind, body = self._answer(head.split(b" ")[1].decode())
                lines = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                connection.sendall(lines.encode() + body)

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        if path == "/rss":
            return 200, "application/rss+xml", self._feed()
        if path.startswith(_STORY):
            return 200, "text/html; charset=utf-8", self.stories[int(path.removeprefix(_STORY))]
        return 404, "text/plain", b"not here"

    def _feed(self) -> bytes:
        at = format_datetime(TODAY)
        items = "".join(
            f"<item><title>{self.name} {number}</title><link>{self.home}{_STORY[1:]}{number}</link>"
            f"<pubDate>{at}</pubDate></item>"
            for number in range(len(self.stories))
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()


def arrival(extra: Iterable[tuple[int, int, bytes]]) -> float:
    """The time that came with a read, in seconds since 1970."""
    ((_, _, data),) = extra
    seconds, nanoseconds = _TIMESPEC.unpack(data)
    return float(seconds + nanoseconds / 1e9)


def write_outlets(folder: Path, hosts: Iterable[InventedHost]) -> None:
    """Fills a folder for the setting outlets_folder with a file for each host, which must serve already."""
    folder.mkdir()
    for host in hosts:
        facts = {"name": host.name, "title": host.name.title(), "home": host.home, "feed": f"{host.home}rss"}
        (folder / f"{host.name}.py").write_text(_OUTLET_FILE.format(**facts), encoding="utf-8")
