"""Playwright's own process, which starts Chromium and speaks with it: its files, and what it leaves behind."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Types only: playwright is an extra.
if TYPE_CHECKING:
    from playwright.async_api import Playwright

# What Playwright's connection says when its process has ended.
_LOST = "Connection closed while reading from the driver"

_Handler = Callable[[asyncio.AbstractEventLoop, dict[str, Any]], object]


async def started_driver(folder: Path) -> "Playwright":
    """Playwright with a new process, whose temporary files, and those of its browsers, are in folder."""
    from playwright.async_api import async_playwright

    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    if not isinstance(before, _WithoutPlaywright):
        loop.set_exception_handler(_WithoutPlaywright(before))
    with _temporary_files_in(folder):
        return await async_playwright().start()


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Programs that are started inside have their temporary files in folder. Playwright takes no other environment."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


class _WithoutPlaywright:
    """An event loop's handler of errors that nobody waits for. It drops those of Playwright, and keeps all others.

    When Playwright's process is killed, what waits for its answers waits for ever. Pages notice that in their own way.
    """

    def __init__(self, before: _Handler | None):
        self._before = before

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if _is_of_playwright(context):
            return
        if self._before is None:
            loop.default_exception_handler(context)
        else:
            self._before(loop, context)


def _is_of_playwright(context: dict[str, Any]) -> bool:
    if str(context.get("exception")) == _LOST:
        return True
    task = context.get("task") or context.get("future")
    code = getattr(task.get_coro(), "cr_code", None) if isinstance(task, asyncio.Task) else None
    return code is not None and "playwright" in Path(code.co_filename).parts
