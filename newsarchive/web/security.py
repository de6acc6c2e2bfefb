"""The security headers of our pages: what a browser may load, run and tell others. No stored text is trusted."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def file_hash(content: bytes) -> str:
    """The hash of a script's bytes, as in a policy and in the attribute integrity of its element."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


# Our own scripts are allowed by their hashes, which their elements must have as integrity (CSP level 3, section
# 6.7.2.3). With 'self', a stored text that the archive serves could be one.
_OUR_SCRIPTS = " ".join(
    f"'{file_hash(script.read_bytes())}'" for script in sorted((Path(__file__).parent / "static").glob("*.js"))
)
# No other scripts, nothing from other hosts, no page in a frame.
PAGES_POLICY = (
    f"default-src 'none'; style-src 'self'; script-src {_OUR_SCRIPTS}; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
COMMON_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

# For answers without any page.
REFUSAL_HEADERS = {**COMMON_HEADERS, "content-security-policy": PAGES_POLICY}

# The templates of Datasette 0.65 with inline scripts. They are allowed by their hash; no other inline script runs.
_TEMPLATES_WITH_SCRIPTS = ("_close_open_menus.html", "_codemirror_foot.html")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def script_hash(script: str) -> str:
    """The CSP source that allows one inline script (CSP level 3, section 2.3.1)."""
    return f"'{file_hash(script.encode())}'"


def datasette_policy(environment: Environment, allow_facet: bool) -> str:
    """The strictest policy with which Datasette's own pages work.

    Their few inline scripts are allowed by hash. Inline styles must be allowed: the pages have style attributes with a
    colour, and a style element with the names of the table's columns.
    """
    scripts = [f"DATASETTE_ALLOW_FACET = {'true' if allow_facet else 'false'};"]
    for name in _TEMPLATES_WITH_SCRIPTS:
        assert environment.loader is not None
        scripts += _SCRIPT.findall(environment.loader.get_source(environment, name)[0])
    hashes = " ".join(script_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def add_headers(app: App, headers_for: Callable[[str], Awaitable[Mapping[str, str]]]) -> App:
    """app with the headers of headers_for(path) added to its responses; a header that a response already has stays."""

    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = await headers_for(scope["path"])
                message = {**message, "headers": _added(message.get("headers", []), extra)}
            await send(message)

        await app(scope, receive, send_with_headers)

    return with_headers


def _added(present: Iterable[tuple[bytes, bytes]], extra: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    headers = [(bytes(name), bytes(value)) for name, value in present]
    names = {name.lower() for name, _ in headers}
    return headers + [(name.encode(), value.encode()) for name, value in extra.items() if name.encode() not in names]
