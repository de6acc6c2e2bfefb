"""Which Chromium is started, and what is said when none starts; test_tab.py and test_stopping.py have a real one."""

from pathlib import Path

import pytest

from newsarchive.crawl.rendering import chromium
from newsarchive.crawl.rendering.chromium import FOLDER_PREFIX, HEADLESS_SHELL, ChromiumProcess, problem_of

# What Playwright says first; root has no sandbox.
LAUNCHING = "BrowserType.launch: Target closed\n<launching> /usr/bin/chromium --no-sandbox --headless"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("BrowserType.launch: Executable doesn't exist at /x/chrome\n╔═══╗", "no Chromium was found"),
        ("BrowserType.launch: Failed to launch\n[pid=1] No usable sandbox! If you are", "cannot start its sandbox"),
        ("BrowserType.launch: Target closed\nmore\nlines", "does not start: BrowserType.launch: Target closed"),
        (
            f"{LAUNCHING}\n[pid=1][err] [1:1:FATAL:a.cc:3] Disk is full.\n[pid=1] <kill>",
            "does not start: Disk is full.",
        ),
        (f"{LAUNCHING}\n[pid=1][err] [1:1:FATAL:a.cc:3] Socket path too long: /x", "set TMPDIR to a shorter one"),
        ("", "does not start: RuntimeError"),
    ],
)
def test_a_browser_that_does_not_start_is_one_line(message: str, line: str) -> None:
    found = problem_of(RuntimeError(message))
    assert line in found
    assert "\n" not in found


@pytest.mark.parametrize(
    ("installed", "has_own", "started"),
    [
        ([HEADLESS_SHELL, "chromium"], True, f"/usr/bin/{HEADLESS_SHELL}"),
        (["chromium"], True, "own"),
        (["google-chrome", "chromium"], False, "/usr/bin/chromium"),
        (["chrome"], False, "/usr/bin/chrome"),
        ([], False, None),
    ],
)
def test_the_headless_shell_comes_before_playwrights_chromium_and_that_before_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: list[str], has_own: bool, started: str | None
) -> None:
    own = tmp_path / "chrome"
    if has_own:
        own.touch()
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name in installed else None)
    assert chromium._installed(str(own)) == (str(own) if started == "own" else started)


async def test_what_is_left_of_a_killed_process_is_removed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{FOLDER_PREFIX}killed"
    left.mkdir()
    (left / "profile").touch()
    process = ChromiumProcess()
    assert not left.exists()
    assert len(list(tmp_path.iterdir())) == 1
    await process.close()
    assert list(tmp_path.iterdir()) == []
