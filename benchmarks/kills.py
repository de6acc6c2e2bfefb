"""Kill commands that write with `kill -9` at random moments; after each kill, verify and the next run must succeed.

    python benchmarks/kills.py --kills 200 [--only reextract] [--seed 1]

Prints a row per command: how often it was killed before it ended, and how much was wrong afterwards. Each kill has a
new archive and its own moment. Half of the moments are between shortly before the first write and the end; the others
are at one of the writes, because some commands read for long and write in a short time. About every other kill takes
the workers of the command with it. A reader looks at the archive all the while. These count as wrong:

- something that the reader saw and that is gone or changed after the kill;
- a text or the bytes of a captured page that differ, after the next run, from those of a run that was not killed;
- an article that is there twice, and a page that a crawl fetches again although it was stored;
- an error message or traceback of a killed command or its workers.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kill_witnesses import Contents, Seen, forgotten, seen_in

from newsarchive import ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue import url_states
from newsarchive.demo.folder import make_folder
from newsarchive.demo.server import DemoServer
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Page

NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
DOCUMENTS = 60
PAGES = 60
PARAGRAPH = "The ferry costs more since the harbour was dredged, and nobody knows for how long. "
# The earliest moment of a kill, as a share of the time before the first write: earlier kills cannot break anything.
EARLIEST = 0.7
LOOK_SECONDS = 0.002
CAPTURED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", domains=("post.example",))
# The rule by which some pages were refused when they were imported.
STRICT = replace(POST, rules=(Rules(prune=("article",)),))
POST_FILE = """
from newsarchive.crawl.spider import OutletSpider


class Post(OutletSpider):
    name = "post"
    title = "Rivertown Post"
    home = "https://post.example/"
    country, language, timezone = "gb", "en", "UTC"
    feeds = ["https://post.example/rss"]
"""


class Scene:
    """A command in an archive of documents: what is there before it, and what must be there after it."""

    words: tuple[str, ...] = ()
    # Whether the next run may fail because the first one had ended: a removal then reports wrong usage.
    statuses: tuple[int, ...] = (0,)
    left = DOCUMENTS
    # The articles that the command deletes.
    deleted: frozenset[int] = frozenset()
    expected: "Contents | None" = None

    def make(self, folder: Path) -> None:
        """Writes everything that is in the folder before the command starts."""
        _write_letters(folder / "letters")
        _run(folder, "import", "letters").check_returncode()

    def popen(self, folder: Path) -> "subprocess.Popen[str]":
        return _popen(folder, *NEWSARCHIVE, *self.words)

    def learn(self, folder: Path) -> None:
        """What is learned from a run that was not killed."""
        self.expected = Contents.of(folder)

    def begin(self) -> None:
        """Forgets what is known about an earlier kill."""

    def look(self, folder: Path) -> None:
        """Notes what must be known before the run after a kill."""

    def problems(self, folder: Path) -> list[str]:
        """What is wrong after the next run, besides what verify reports."""
        articles, headlines = _rows(folder, "SELECT count(*), count(DISTINCT headline) FROM articles")[0]
        is_well = articles == headlines == self.left
        wrong = [] if is_well else [f"{articles} articles, {headlines} headlines, where {self.left} should be"]
        return wrong + (Contents.of(folder).differences(self.expected) if self.expected else [])

    def close(self) -> None:
        """Ends what make started."""


class Import(Scene):
    words = ("import", "letters")

    def make(self, folder: Path) -> None:
        _write_letters(folder / "letters")


class ImportJsonl(Scene):
    words = ("import", "all.jsonl")

    def make(self, folder: Path) -> None:
        super().make(folder)
        _run(folder, "export", "--format", "jsonl", "--output", "all.jsonl").check_returncode()
        _delete_archive(folder)


class Remove(Scene):
    deleted = frozenset({7})
    words = ("remove", "7", "--reason", "a kill", "--yes")
    statuses = (0, 2)
    left = DOCUMENTS - 1


class Backup(Scene):
    words = ("backup", "copy.db", "--captures", "--force")

    def problems(self, folder: Path) -> list[str]:
        copied = Contents.of(folder, "copy.db").differences(self.expected) if self.expected else []
        return super().problems(folder) + [f"in the copy: {problem}" for problem in copied]


class Reextract(Scene):
    """Of six pages, two are read as before, three have another text or other fields, one gave no article."""

    words = ("reextract", "--yes")
    left = PAGES

    def make(self, folder: Path) -> None:
        file = folder / "own" / "gb" / "post.py"
        file.parent.mkdir(parents=True)
        file.write_text(POST_FILE)
        (folder / "newsarchive.toml").write_text('outlets_folder = "own"\nmin_free_gb = 0\n')
        with Archive.open(folder / "archive.db", write=True) as archive:
            saving.register_outlets(archive, [POST])
            for number in range(PAGES):
                page = _page(number)
                url_states.add_url(archive, POST.name, page.requested_url, CAPTURED_AT)
                ingest.ingest(archive, page, STRICT if number % 6 == 0 else POST, CAPTURED_AT)
            with archive.transaction():
                for statement in (
                    "UPDATE articles SET read_by = '0+older'",
                    "UPDATE articles SET headline = headline || ' | Rivertown Post' WHERE id % 5 = 1",
                    "UPDATE bodies SET body = body || ' Read more.' WHERE article_id % 5 = 2",
                    "UPDATE articles SET language = 'de' WHERE id % 5 = 3",
                ):
                    archive.conn.execute(statement)
            # The fingerprints follow the texts, as they would have when the texts were read.
            list(verify(archive, CAPTURED_AT, repair=True))

    def problems(self, folder: Path) -> list[str]:
        expected = {
            "readers": ("SELECT count(DISTINCT read_by) FROM articles", 1),
            "versions of ours": ("SELECT count(*) FROM revisions WHERE cause = 'ours'", 2 * PAGES // 6),
            "versions": ("SELECT count(*) FROM revisions", 2 * PAGES // 6),
            "articles in German": ("SELECT count(*) FROM articles WHERE language = 'de'", 0),
            "captures": ("SELECT count(DISTINCT capture_id) FROM articles", PAGES),
        }
        found = {what: (_rows(folder, statement)[0][0], right) for what, (statement, right) in expected.items()}
        wrong = [f"{is_} {what}, where {right} should be" for what, (is_, right) in found.items() if is_ != right]
        return super().problems(folder) + wrong


class ImportWarc(Scene):
    """The pages of an outlet, exported from another archive."""

    words = ("import", "pages.warc.gz")
    left = PAGES

    def make(self, folder: Path) -> None:
        Reextract().make(folder)
        # A page that gave no article belongs to no export. Read again, each page is an article.
        _run(folder, "reextract", "--yes").check_returncode()
        _run(folder, "export", "--format", "warc", "--output", "pages.warc.gz").check_returncode()
        _delete_archive(folder)


class Crawl(Scene):
    """The sample outlets on loopback, which record the requests they get."""

    def __init__(self) -> None:
        self._server = DemoServer(datetime.now(UTC), ports={})
        self._stored: set[tuple[str, str]] = set()
        self._asked = 0

    def make(self, folder: Path) -> None:
        make_folder(folder, self._server.homes.values())

    def begin(self) -> None:
        self._stored = set()

    def popen(self, folder: Path) -> "subprocess.Popen[str]":
        homes = [f"{outlet}={home}" for outlet, home in self._server.homes.items()]
        return _popen(folder, sys.executable, "-m", "newsarchive.demo.crawl", *homes)

    def learn(self, folder: Path) -> None:
        super().learn(folder)
        ((self.left,),) = _rows(folder, "SELECT count(*) FROM articles")

    def look(self, folder: Path) -> None:
        self._asked = len(self._server.log)
        rows = _rows(folder, "SELECT outlet, url FROM urls WHERE outcome <> 'pending' AND retry_at IS NULL")
        self._stored = {(outlet, urlsplit(url)._replace(scheme="", netloc="").geturl()) for outlet, url in rows}

    def problems(self, folder: Path) -> list[str]:
        asked = {(one.outlet, one.path) for one in self._server.log[self._asked :]}
        again = sorted(asked & self._stored)
        return super().problems(folder) + [f"{outlet}: {path} was stored and fetched again" for outlet, path in again]

    def close(self) -> None:
        self._server.close()


SCENES: dict[str, type[Scene]] = {
    "import": Import,
    "jsonl": ImportJsonl,
    "warc": ImportWarc,
    "remove": Remove,
    "backup": Backup,
    "reextract": Reextract,
    "crawl": Crawl,
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="total number of kills, divided among the commands")
    parser.add_argument("--only", choices=SCENES, action="append", help="only this command; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    names = options.only or list(SCENES)
    found = [kill_often(name, max(1, options.kills // len(names)), random.Random(options.seed)) for name in names]
    return 1 if any(found) else 0


@dataclass(frozen=True)
class Course:
    """A run without a kill: seconds until its first write and until its end, and how many writes were seen."""

    first_write: float
    end: float
    writes: int

    def moments(self, chance: random.Random) -> "Iterator[Moment]":
        while True:
            yield Moment(
                seconds=chance.uniform(EARLIEST * self.first_write, self.end), with_workers=chance.random() < 0.5
            )
            yield Moment(writes=chance.randint(1, max(self.writes, 1)), with_workers=chance.random() < 0.5)


@dataclass(frozen=True)
class Moment:
    """When to kill, after so many seconds or after so many writes were seen; and whether its workers die too."""

    seconds: float | None = None
    writes: int | None = None
    with_workers: bool = False

    def has_come(self, seconds: float, writes: int) -> bool:
        return (self.seconds or seconds + 1) <= seconds or (self.writes or writes + 1) <= writes


def kill_often(name: str, times: int, chance: random.Random) -> int:
    """How much was wrong after so many kills of a command; prints each problem."""
    found = killed = 0
    with closing(SCENES[name]()) as scene, tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        scene.make(made)
        for moment in islice(_measure(scene, made).moments(chance), times):
            was_killed, problems = kill_once(scene, made, moment)
            killed, found = killed + was_killed, found + len(problems)
            for problem in problems:
                print(f"{name}: {problem}", flush=True)
    print(f"{name:9} {killed:4} killed before the end, {found:3} things wrong afterwards", flush=True)
    return found


def kill_once(scene: Scene, made: Path, moment: Moment) -> tuple[bool, list[str]]:
    """Whether the command was killed before it ended, and what was wrong then and after the next run."""
    with _copied(made) as folder:
        scene.begin()
        process, seen = scene.popen(folder), Seen()
        for course in _watch(process, folder):
            seen = seen_in(folder) or seen
            if moment.has_come(course.end, course.writes):
                # Each command is the leader of a group, to which its workers belong.
                os.killpg(process.pid, signal.SIGKILL) if moment.with_workers else process.kill()
                break
        complaints = process.communicate()[1].strip()
        was_killed = process.returncode == -signal.SIGKILL
        # It may have printed what it had done.
        has_complained = "Traceback" in complaints or "newsarchive: " in complaints
        problems = [f"it said: {complaints}"] if was_killed and has_complained else []
        if _is_made(folder):
            problems += forgotten(seen, seen_in(folder) or {}, scene.deleted)
            problems += _verify(folder)
            scene.look(folder)
        again = scene.popen(folder)
        complaints = again.communicate()[1].strip()
        if again.returncode not in scene.statuses:
            problems.append(f"the next run ended with {again.returncode}: {complaints}")
        return was_killed, problems + _verify(folder) + scene.problems(folder)


def _measure(scene: Scene, made: Path) -> Course:
    with _copied(made) as folder:
        process = scene.popen(folder)
        *_, course = _watch(process, folder)
        complaints = process.communicate()[1].strip()
        if process.returncode:
            raise SystemExit(f"{type(scene).__name__}: ended with {process.returncode}: {complaints}")
        scene.learn(folder)
        return course


def _watch(process: "subprocess.Popen[str]", folder: Path) -> Iterator[Course]:
    """The progress of the command, checked often until it ends."""
    began, before = time.perf_counter(), _written(folder)
    course = Course(0, 0, 0)
    while process.poll() is None:
        now, seconds = _written(folder), time.perf_counter() - began
        has_written = now != before
        first = seconds if has_written and not course.writes else course.first_write
        course, before = Course(first, seconds, course.writes + has_written), now
        yield course
        time.sleep(LOOK_SECONDS)


def _written(folder: Path) -> dict[Path, int]:
    """The files of a folder with the times of their last writes, without lock files."""
    with suppress(FileNotFoundError):
        files = (file for file in folder.rglob("*") if not file.name.endswith((".lock", "-shm")))
        return {file: file.stat().st_mtime_ns for file in files}
    return {}


@contextmanager
def _copied(made: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(made, name, dirs_exist_ok=True))


def _delete_archive(folder: Path) -> None:
    """Leaves what was exported alone."""
    for file in folder.glob("archive.db*"):
        file.unlink()
    shutil.rmtree(folder / "captures", ignore_errors=True)


def _write_letters(folder: Path) -> None:
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"---\n\n## **Letter {number}**\n\n- 09.12.2016\n\n---\n\nCoast Wire, 08 Dec 2016\n\n"
        (folder / f"{number}.txt").write_text(f"{text}Number {number}. {PARAGRAPH * 9}\n", encoding="utf-8")


def _page(number: int) -> Page:
    headline, url = f"Ferry {number} costs more", f"{POST.home}news/{number}"
    text = "".join(f"<p>Ferry {number} has {part} decks. {PARAGRAPH}</p>" for part in range(9))
    html = (
        f'<html lang="en"><head><title>{headline}</title></head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )
    return Page(url, url, CAPTURED_AT, 200, (("Content-Type", "text/html; charset=utf-8"),), html.encode())


def _verify(folder: Path) -> list[str]:
    ran = _run(folder, "verify")
    return ran.stdout.splitlines() or ([] if ran.returncode == 0 else [ran.stderr.strip()])


def _is_made(folder: Path) -> bool:
    """Whether there is an archive; the file is empty until the transaction that creates it ends."""
    if not (folder / "archive.db").exists():
        return False
    return bool(_rows(folder, "SELECT name FROM sqlite_master"))


def _rows(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as conn:
        return conn.execute(statement).fetchall()


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    process = _popen(folder, *NEWSARCHIVE, *words)
    out, err = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def _popen(folder: Path, *command: str) -> "subprocess.Popen[str]":
    """Starts command in folder, with the settings there alone, and without proxies, which cannot reach this machine."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSARCHIVE_") and not name.lower().endswith("_proxy")
    }
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environ, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


if __name__ == "__main__":
    sys.exit(main())
