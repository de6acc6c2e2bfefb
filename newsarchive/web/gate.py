"""What a request must be before Datasette sees it, and under which address the pages are.

Datasette answers some methods and paths with a server error, repeats the Host header in absolute links, and sets
cookies on pages for its own development.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from newsarchive.web.archive_database import HAS_VISITOR_SQL
from newsarchive.web.security import App, Message, Receive, Scope, Send

log = logging.getLogger("newsarchive.web")

READING = ("GET", "HEAD")
# The methods that Datasette's views have.
_DATASETTE_METHODS = (*READING, "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# host or host:port of a Host header (RFC 9110, section 7.2): a name, an IPv4 address, or an IPv6 address in brackets.
_HOST = re.compile(r"([\w.-]{1,255}|\[[0-9a-fA-F:.]{2,45}\])(:\d{1,5})?", re.ASCII)
_COOKIE_FOR_ALL = re.compile(rb"(;\s*path=)/(?=;|$)", re.IGNORECASE)
# The parameters in which Datasette takes SQL.
_SQL_PARAMETERS = ("sql", "_where")


@dataclass(frozen=True, slots=True)
class GateRules:
    """public_url is the address under which visitors reach the pages, if the server cannot know it.

    read_only: only GET and HEAD are answered, and no cookie is set. prefix is Datasette's base_url, with which every
    address of a page begins.
    """

    public_url: str | None = None
    read_only: bool = False
    prefix: str = "/"

    @classmethod
    def from_config(cls, config: Mapping[str, Any] | None, prefix: str = "/") -> GateRules:
        """The rules in Datasette's configuration of this plugin."""
        config = config or {}
        return cls(config.get("public_url") or None, bool(config.get("read_only")), prefix)


def refusal(scope: Scope, rules: GateRules) -> tuple[int, str] | None:
    """The status and the sentence with which a request is refused; None for a request that Datasette may answer."""
    allowed = READING if rules.read_only else _DATASETTE_METHODS
    if scope["method"] not in allowed:
        return 405, f"This server answers only {' and '.join(allowed)} requests."
    if not bytes(scope.get("raw_path") or b"").isascii():
        return 400, "This address is not valid. Letters outside ASCII must be percent-encoded."
    host = _header(scope, b"host")
    if rules.public_url is None and host is not None and not _HOST.fullmatch(host.decode("latin-1")):
        return 400, "The Host header of this request is not valid."
    if not _is_text(_header(scope, b"cookie") or b""):
        return 400, "The Cookie header of this request is not valid. Delete the cookies of this site."
    return None


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def has_visitor_sql(query_string: bytes) -> bool:
    """Whether Datasette would run SQL of the visitor for this address."""
    return any(name in _SQL_PARAMETERS for name in parse_qs(query_string.decode("latin-1"), keep_blank_values=True))


def at_public_url(scope: Scope, public_url: str | None) -> Scope:
    """The request as if it had come to the public address, from which absolute links are made."""
    if public_url is None:
        return scope
    public = urlsplit(public_url)
    headers = [(name, value) for name, value in scope["headers"] if bytes(name).lower() != b"host"]
    return {**scope, "scheme": public.scheme, "headers": [*headers, (b"host", public.netloc.encode())]}


def without_prefix(scope: Scope, prefix: str) -> Scope:
    """The request without the prefix of its path, whether or not a proxy took it away before.

    Datasette would find the page, but repeat the prefix in some links of the page.
    """
    stem = prefix.rstrip("/")
    path, raw_path = str(scope["path"]), bytes(scope.get("raw_path") or str(scope["path"]).encode())
    if not stem or not (path == stem or path.startswith(prefix)):
        return scope
    return {**scope, "path": path[len(stem) :] or "/", "raw_path": raw_path[len(stem) :] or b"/"}


def with_prefix(headers: Iterable[tuple[bytes, bytes]], prefix: str) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, with the prefix in redirects and in the paths of cookies that do not have it."""
    stem = prefix.rstrip("/").encode()
    if not stem:
        return list(headers)
    changed = []
    for name, value in headers:
        is_path = value.startswith(b"/") and not value.startswith(b"//")
        if name.lower() == b"location" and is_path and value != stem and not value.startswith(stem + b"/"):
            value = stem + value
        if name.lower() == b"set-cookie":
            value = _COOKIE_FOR_ALL.sub(b"\\g<1>" + prefix.encode(), value)
        changed.append((name, value))
    return changed


def gated(app: App, rules: GateRules, is_shown: Callable[[], Awaitable[bool]]) -> App:
    """app, with the requests that Datasette can answer; the others are refused. No failure goes without an answer.

    As long as is_shown says that no archive is shown, app answers everything as it would without us.
    """

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not await is_shown():
            await app(scope, receive, send)
            return
        refused = refusal(scope, rules)
        if refused is not None:
            await _answer(send, *refused, allow=READING if rules.read_only else _DATASETTE_METHODS)
            return
        answer = _Answer(send, rules)
        before = HAS_VISITOR_SQL.set(has_visitor_sql(scope.get("query_string", b"")))
        try:
            await app(without_prefix(at_public_url(scope, rules.public_url), rules.prefix), receive, answer.send)
        except Exception:
            if answer.has_begun:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            await _answer(send, 500, "Something went wrong. Details are in the server's log.")
        finally:
            HAS_VISITOR_SQL.reset(before)

    return gate


def at_shutdown(app: App, close: Callable[[], Awaitable[None]]) -> App:
    """app, with close called when the server ends."""

    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_and_close() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await close()
            return message

        await app(scope, receive_and_close if scope["type"] == "lifespan" else receive, send)

    return closing


class _Answer:
    """What is sent to the visitor, by the rules about cookies and the prefix."""

    def __init__(self, send: Send, rules: GateRules) -> None:
        self._send = send
        self._rules = rules
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = with_prefix(message.get("headers", []), self._rules.prefix)
            if self._rules.read_only:
                headers = [one for one in headers if bytes(one[0]).lower() != b"set-cookie"]
            message = {**message, "headers": headers}
        await self._send(message)


async def _answer(send: Send, status: int, sentence: str, allow: tuple[str, ...] = ()) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    headers += [(b"allow", ", ".join(allow).encode())] if status == 405 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode()})


def _header(scope: Scope, wanted: bytes) -> bytes | None:
    return next((bytes(value) for name, value in scope["headers"] if bytes(name).lower() == wanted), None)
