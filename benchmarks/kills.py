"""kill -9 at random moments of commands that write: after each, verify finds nothing wrong and the next run completes.

    python benchmarks/kills.py --kills 200

Prints a row per command: how often it was killed before it ended, and what was wrong afterwards (nothing, if all
is well). Each command runs in a fresh archive of documents; an article that is there twice or is missing after
the run that follows counts as wrong.
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
DOCUMENTS = 60
Result = TypeVar("Result")
PARAGRAPH = "The ferry costs more since the harbour was dredged, and nobody knows for how long. "


@dataclass(frozen=True)
class Killed:
    """A command, the articles that are there once it has ended, and what to run again after a kill."""

    words: tuple[str, ...]
    needs_articles: bool
    left: int
    # Whether its end may be told again: a removal that had ended says so, with the status of misuse.
    statuses: tuple[int, ...] = (0,)


COMMANDS = {
    "import": Killed(("import", "letters"), False, DOCUMENTS),
    "remove": Killed(("remove", "7", "--reason", "a kill"), True, DOCUMENTS - 1, (0, 2)),
    "backup": Killed(("backup", "copy.db", "--captures", "--force"), True, DOCUMENTS),
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="in all, shared by the commands")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    moments, wrong = random.Random(options.seed), 0
    for name, command in COMMANDS.items():
        found = killed = 0
        whole_seconds = _seconds(command)
        for _ in range(max(1, options.kills // len(COMMANDS))):
            was_killed, problems = kill_once(command, moments.uniform(0.2, 1) * whole_seconds)
            killed, found = killed + was_killed, found + len(problems)
            for problem in problems:
                print(f"{name}: {problem}", flush=True)
        wrong += found
        print(f"{name:8} {killed:4} killed before the end, {found:3} things wrong afterwards", flush=True)
    return 1 if wrong else 0


def kill_once(command: Killed, after_seconds: float) -> tuple[bool, list[str]]:
    """Whether the command was killed before it ended, and what was wrong then and after the run that follows."""
    return _in_fresh_archive(command, lambda folder: _kill(folder, command, after_seconds))


def _kill(folder: Path, command: Killed, after_seconds: float) -> tuple[bool, list[str]]:
    process = subprocess.Popen(
        [*NEWSARCHIVE, *command.words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    was_killed = process.wait() == -9
    problems = _verify(folder) if (folder / "archive.db").exists() else []
    again = _run(folder, *command.words)
    if again.returncode not in command.statuses:
        problems.append(f"the next run ended with {again.returncode}: {again.stderr.strip()}")
    return was_killed, problems + _verify(folder) + _count(folder / "archive.db", command.left)


def _seconds(command: Killed) -> float:
    def measure(folder: Path) -> float:
        begin = time.perf_counter()
        _run(folder, *command.words)
        return time.perf_counter() - begin

    return _in_fresh_archive(command, measure)


def _in_fresh_archive(command: Killed, use: Callable[[Path], Result]) -> Result:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_letters(folder / "letters")
        if command.needs_articles:
            _run(folder, "import", "letters").check_returncode()
        return use(folder)


def _write_letters(folder: Path) -> None:
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"---\n\n## **Letter {number}**\n\n- 09.12.2016\n\n---\n\nCoast Wire, 08 Dec 2016\n\n"
        (folder / f"{number}.txt").write_text(f"{text}Number {number}. {PARAGRAPH * 9}\n", encoding="utf-8")


def _verify(folder: Path) -> list[str]:
    ran = _run(folder, "verify")
    return ran.stdout.splitlines() or ([] if ran.returncode == 0 else [ran.stderr.strip()])


def _count(archive: Path, left: int) -> list[str]:
    conn = sqlite3.connect(archive)
    articles, headlines = conn.execute("SELECT count(*), count(DISTINCT headline) FROM articles").fetchone()
    conn.close()
    if articles == headlines == left:
        return []
    return [f"{articles} articles, {headlines} headlines, where {left} should be"]


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*NEWSARCHIVE, *words], cwd=folder, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
