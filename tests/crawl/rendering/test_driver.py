"""What Playwright's own process leaves in the event loop when it is killed."""

import asyncio
import os
from pathlib import Path
from typing import Any

from newsarchive.crawl.rendering.driver import _temporary_files_in, _WithoutPlaywright


def reported(context: dict[str, Any]) -> bool:
    """Whether the handler before ours gets the error."""
    got: list[dict[str, Any]] = []
    _WithoutPlaywright(lambda loop, context: got.append(context))(asyncio.new_event_loop(), context)
    return bool(got)


async def test_errors_of_a_lost_driver_are_left_out_and_others_are_reported() -> None:
    code = compile("async def waits(): pass", "/x/playwright/_impl/page.py", "exec")
    names: dict[str, Any] = {}
    exec(code, names)

    async def ours() -> None:
        pass

    its, own = asyncio.ensure_future(names["waits"]()), asyncio.ensure_future(ours())
    assert not reported({"message": "Task was destroyed but it is pending!", "task": its})
    assert reported({"message": "Task was destroyed but it is pending!", "task": own})
    assert not reported({"exception": Exception("Connection closed while reading from the driver")})
    assert reported({"exception": Exception("a mistake of ours"), "future": asyncio.Future()})
    await asyncio.gather(its, own)


def test_programs_get_the_folder_and_afterwards_the_usual_one(monkeypatch) -> None:
    for before in (None, "/elsewhere"):
        if before is None:
            monkeypatch.delenv("TMPDIR", raising=False)
        else:
            monkeypatch.setenv("TMPDIR", before)
        with _temporary_files_in(Path("/folder")):
            assert os.environ["TMPDIR"] == "/folder"
        assert os.environ.get("TMPDIR") == before
