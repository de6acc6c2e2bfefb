"""One page in the browser: it gets the answer that was fetched, its scripts run, and what they made is read.

The page is not scrolled, clicked or typed into. What its scripts see is told by a world of its own, which they cannot
change (Chrome DevTools Protocol, Page.createIsolatedWorld).
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsarchive.crawl.http.failures import BrowserCrashed, NotRendered
from newsarchive.crawl.rendering.browser import Browser
from newsarchive.crawl.rendering.page_parts import Asked, PagePart, PageParts
from newsarchive.records import Outcome

# Types only: playwright is an extra.
if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page, Request, Route

# A page is done when nothing is being fetched and nothing has changed for so long.
QUIET_SECONDS = 0.6
# The browser's answers say how slow the machine is: the longest one counts so many times.
_SLOWER = 4
# A page that never comes to rest is read after this time, or after this share of the time that it has left.
LONGEST_WAIT_SECONDS = 10.0
_SHARE_FOR_WAITING = 0.6
_LOOK_SECONDS = 0.15
# Counting them takes the page's process some milliseconds at each look.
MAX_ELEMENTS = 200_000

# The getters of the prototypes: elements of a page may have the names of a document's own properties.
_GET = """
const of = (type, name, what) => Object.getOwnPropertyDescriptor(type.prototype, name).get.call(what);
const root = of(Document, 'documentElement', document);
"""
_COUNT = "const count = Document.prototype.getElementsByTagName.call(document, '*').length;"
_STATE = f"""(() => {{ {_GET} {_COUNT}
const text = count > {MAX_ELEMENTS} || root === null ? 0 : of(Node, 'textContent', root).length;
return [of(Document, 'readyState', document), count, text];
}})()"""
_HTML = f"""((most) => {{{{ {_GET} {_COUNT}
if (root === null) return '';
if (count > {MAX_ELEMENTS}) return null;
const type = of(Document, 'doctype', document);
const html = (type === null ? '' : '<!DOCTYPE ' + type.name + '>') + of(Element, 'outerHTML', root);
return html.length > most ? null : html;
}}}})({{most}})"""


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """What one page may take: seconds from its first script to its HTML, and bytes of that HTML in UTF-8."""

    seconds: float
    max_bytes: int


async def rendered_html(
    browser: Browser, url: str, answer: PagePart, parts: PageParts, limits: RenderLimits, user_agent: str
) -> bytes:
    """The HTML, in UTF-8, that the page at url has after its scripts have run; answer is what the server sent.

    Raises:
        NotRendered: its scripts do not come to an end, or what they make is too large.
        BrowserCrashed: the browser ended, perhaps because of another page.
        BrowserUnavailable: no browser starts on this machine.
    """
    from playwright.async_api import Error

    async with browser.turn():
        ended_before = browser.ended_processes
        try:
            async with browser.context(user_agent) as context, asyncio.timeout(limits.seconds):
                return await _Tab(context, url, answer, parts, limits).html()
        except TimeoutError as error:
            reason = "its scripts did not come to an end within the time limit (page_timeout_seconds)"
            raise NotRendered(reason, Outcome.TIMED_OUT) from error
        except (Error, _TabCrashed) as error:
            if browser.ended_processes > ended_before:
                raise NotRendered("its scripts take more memory than a page may", Outcome.TOO_LARGE) from error
            raise BrowserCrashed.ended() from error
        finally:
            parts.close()


class _TabCrashed(Exception):
    """The process of a page has ended, and the browser goes on."""


class _Tab:
    """One page while it is rendered."""

    def __init__(self, context: "BrowserContext", url: str, answer: PagePart, parts: PageParts, limits: RenderLimits):
        self._context = context
        self._url, self._answer, self._parts, self._limits = url, answer, parts, limits
        self._began = time.monotonic()
        self._has_answer = False
        self._crashed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def html(self) -> bytes:
        """The HTML after the scripts have run, or until the page has been waited for long enough."""
        running = asyncio.ensure_future(self._run())
        try:
            both: list[asyncio.Future[Any]] = [running, self._crashed]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise _TabCrashed
            return running.result()
        finally:
            if not running.done():
                running.cancel()
                with suppress(BaseException):
                    await running

    async def _run(self) -> bytes:
        await self._context.route("**/*", self._on_request)
        page = await self._context.new_page()
        page.on("crash", self._on_crash)
        self._context.on("page", lambda other: asyncio.ensure_future(_closed(other)))
        session = await self._context.new_cdp_session(page)
        await page.goto(self._url, wait_until="commit", timeout=0)
        world = await _isolated_world(session)
        await self._wait_for_rest(session, world)
        html = await _value(session, world, _HTML.format(most=self._limits.max_bytes))
        if not isinstance(html, str):
            raise _too_large()
        body = html.encode("utf-8", "replace")
        if len(body) > self._limits.max_bytes:
            raise _too_large()
        return body

    async def _wait_for_rest(self, session: "CDPSession", world: int) -> None:
        """Returns when nothing is being fetched and nothing changes, or when that has taken too long."""
        left = self._began + self._limits.seconds - time.monotonic()
        until = time.monotonic() + min(LONGEST_WAIT_SECONDS, left * _SHARE_FOR_WAITING)
        before: Any = None
        quiet_since, slowest = time.monotonic(), 0.0
        while (now := time.monotonic()) < until:
            state = await _value(session, world, _STATE)
            # On a busy machine, what a page asks for is known only some time after it was asked.
            slowest = max(slowest, time.monotonic() - now)
            if isinstance(state, list) and len(state) == 3 and isinstance(state[1], int) and state[1] > MAX_ELEMENTS:
                raise _too_large()
            if state != before or self._parts.in_progress or "complete" not in (state or ()):
                before, quiet_since = state, now
            elif now - quiet_since >= QUIET_SECONDS + _SLOWER * slowest:
                return
            await asyncio.sleep(_LOOK_SECONDS)

    async def _on_request(self, route: "Route", request: "Request") -> None:
        """Hands the browser what it asks for. Nothing that goes wrong here may reach it as a request of its own."""
        part = await self._part_for(request)
        # After the page is done, its routes are gone.
        with suppress(Exception):
            if part is None:
                # Unlike other reasons, this leaves the document in place where a script wants to go elsewhere.
                await route.abort("aborted")
            else:
                await route.fulfill(status=part.status, headers=dict(part.headers), body=part.body)

    async def _part_for(self, request: "Request") -> PagePart | None:
        kind = request.resource_type
        if kind == "document":
            # Only the page itself: no frames, no other page, and not again.
            is_first, self._has_answer = not self._has_answer, True
            return self._answer if is_first else None
        try:
            return await self._parts.answer(Asked(request.url, request.method, kind, dict(request.headers)))
        except Exception:
            return None

    def _on_crash(self, page: "Page") -> None:
        if not self._crashed.done():
            self._crashed.set_result(None)


async def _closed(page: "Page") -> None:
    with suppress(Exception):
        await page.close()


async def _isolated_world(session: "CDPSession") -> int:
    """A world of scripts of our own beside the page's: it sees the document, and the page cannot change what it is."""
    tree = await session.send("Page.getFrameTree")
    frame = tree["frameTree"]["frame"]["id"]
    made = await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "newsarchive"})
    return int(made["executionContextId"])


async def _value(session: "CDPSession", world: int, expression: str) -> Any:
    """What expression gives in that world; None if it fails there, as in a document that is none."""
    parameters = {"expression": expression, "contextId": world, "returnByValue": True}
    found = await session.send("Runtime.evaluate", parameters)
    return None if "exceptionDetails" in found else found["result"].get("value")


def _too_large() -> NotRendered:
    return NotRendered("what its scripts make is larger than the size limit (page_max_mb)", Outcome.TOO_LARGE)
