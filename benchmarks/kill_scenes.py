"""The commands that kills.py kills: what is there before each of them, and what must be there after it."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from kill_witnesses import Contents, digest_of

from newsarchive import clock, ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue import url_states
from newsarchive.demo.folder import make_folder
from newsarchive.demo.server import DemoServer
from newsarchive.errors import ArchiveError
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import warm_python

NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
DOCUMENTS = 60
PAGES = 60
PARAGRAPH = "The ferry costs more since the harbour was dredged, and nobody knows for how long. "
CAPTURED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", domains=("post.example",))
ECHO = Outlet("echo", "Rivertown Echo", "https://echo.example/", "en", "UTC", "gb", domains=("echo.example",))
FIRST_DAY = datetime(2025, 12, 12, 6, tzinfo=UTC)
WORDS = ("harbour", "ferry", "bridge", "town", "market", "light", "quay", "sailor", "dune", "council", "fare", "tide")
# A split in batches of a few articles, so that a kill of an archive this small can meet it between two of them.
SPLIT = (
    "from newsarchive.archive.splitting import moving; moving.BATCH = 4; from newsarchive.cli.main import main; main()"
)
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
    # Whether worker processes read for the command.
    has_workers = False
    expected: "Contents | None" = None

    def make(self, folder: Path) -> None:
        """Writes everything that is in the folder before the command starts."""
        _write_letters(folder / "letters")
        run(folder, "import", "letters").check_returncode()

    def popen(self, folder: Path) -> "subprocess.Popen[str]":
        return warm_popen(folder, *NEWSARCHIVE, *self.words)

    def learn(self, folder: Path) -> None:
        """What is learned from a run that was not killed."""
        self.expected = self.contents(folder)

    def contents(self, folder: Path) -> Contents:
        """What is in the archive, as it is compared with a run that was not killed."""
        return Contents.of(folder)

    def begin(self) -> None:
        """Forgets what is known about an earlier kill."""

    def look(self, folder: Path) -> None:
        """Notes what must be known before the run after a kill."""

    def problems(self, folder: Path) -> list[str]:
        """What is wrong after the next run, besides what verify reports."""
        articles, headlines = rows_of(folder, "SELECT count(*), count(DISTINCT headline) FROM articles")[0]
        is_well = articles == headlines == self.left
        wrong = [] if is_well else [f"{articles} articles, {headlines} headlines, where {self.left} should be"]
        return wrong + (self.contents(folder).differences(self.expected) if self.expected else [])

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
        run(folder, "export", "--format", "jsonl", "--output", "all.jsonl").check_returncode()
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
    has_workers = True
    left = PAGES

    def make(self, folder: Path) -> None:
        file = folder / "own" / "gb" / "post.py"
        file.parent.mkdir(parents=True)
        file.write_text(POST_FILE)
        (folder / "newsarchive.toml").write_text('outlets_folder = "own"\nmin_free_gb = 0\n')
        with Archive.open(folder / "archive.db", write=True) as archive:
            saving.register_outlets(archive, [POST])
            for number in range(PAGES):
                page = page_of(number)
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
        found = {what: (rows_of(folder, statement)[0][0], right) for what, (statement, right) in expected.items()}
        wrong = [f"{is_} {what}, where {right} should be" for what, (is_, right) in found.items() if is_ != right]
        return super().problems(folder) + wrong


class Split(Scene):
    """Pages of two outlets around New Year: revised ones, and near-duplicates of each other twelve hours later.

    Both archives are verified after the kill, too, and both are compared with those of a run that was not killed.
    """

    words = ("split", "--before", "2026-01-01", "archive-2025.db")

    def __init__(self) -> None:
        self._older: Contents | None = None
        self._wrong: list[str] = []

    def make(self, folder: Path) -> None:
        (folder / "newsarchive.toml").write_text("min_free_gb = 0\n")
        with Archive.open(folder / "archive.db", write=True) as archive:
            saving.register_outlets(archive, [POST, ECHO])
            for number in range(PAGES):
                published = FIRST_DAY + timedelta(hours=12 * number)
                for outlet in (POST, ECHO) if number % 3 == 0 else (POST,):
                    for edition in range(1 + (number % 5 == 0)):
                        later = timedelta(hours=12 if outlet is ECHO else 0)
                        page = dated_page(outlet, number, published + later, edition)
                        ingest.ingest(archive, page, outlet, page.fetched_at)
            ids = archive.conn.execute("SELECT id, published_on < '2026' FROM articles").fetchall()
        self.deleted = frozenset(article_id for article_id, is_older in ids if is_older)
        self.left = len(ids) - len(self.deleted)

    def popen(self, folder: Path) -> "subprocess.Popen[str]":
        return warm_popen(folder, sys.executable, "-c", SPLIT, *self.words)

    def begin(self) -> None:
        self._wrong = []

    def look(self, folder: Path) -> None:
        self._wrong = [f"after the kill: {problem}" for problem in self._verify_older(folder)]

    def learn(self, folder: Path) -> None:
        super().learn(folder)
        self._older = Contents.of(folder, "archive-2025.db")

    def problems(self, folder: Path) -> list[str]:
        wrong = super().problems(folder) + self._wrong + self._verify_older(folder)
        moved = Contents.of(folder, "archive-2025.db").differences(self._older) if self._older else []
        return wrong + [f"in archive-2025.db: {problem}" for problem in moved]

    def _verify_older(self, folder: Path) -> list[str]:
        file = folder / "archive-2025.db"
        if not file.exists() or not rows_of(folder, "SELECT name FROM sqlite_master", file.name):
            return []
        return verified(file)


class ImportWarc(Scene):
    """The pages of an outlet, exported from another archive."""

    words = ("import", "pages.warc.gz")
    has_workers = True
    left = PAGES

    def make(self, folder: Path) -> None:
        Reextract().make(folder)
        # A page that gave no article belongs to no export. Read again, each page is an article.
        run(folder, "reextract", "--yes").check_returncode()
        run(folder, "export", "--format", "warc", "--output", "pages.warc.gz").check_returncode()
        _delete_archive(folder)


class Crawl(Scene):
    """The sample outlets on loopback, which record the requests they get.

    Two articles have two addresses each, with a page of its own at each. Which of the two pages is stored depends on
    which answer comes first. So a page counts as the same if its article is the same and its bytes are those that the
    server sends for its address.
    """

    has_workers = True

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
        return warm_popen(folder, sys.executable, "-m", "newsarchive.demo.crawl", *homes)

    def learn(self, folder: Path) -> None:
        super().learn(folder)
        ((self.left,),) = rows_of(folder, "SELECT count(*) FROM articles")

    def contents(self, folder: Path) -> Contents:
        return Contents.of(folder, page_names=self._page_names(folder), served=self._served())

    def _page_names(self, folder: Path) -> dict[str, str]:
        """The first address of each article with several, by its other addresses."""
        rows = rows_of(folder, "SELECT url, min(url) OVER (PARTITION BY article_id) FROM urls WHERE article_id > 0")
        return dict(rows)

    def _served(self) -> dict[str, str]:
        """The digests of all pages of the server, by address."""
        return {
            urljoin(home, quote(path, safe="/?=&%")): digest_of(resource.body)
            for outlet, home in self._server.homes.items()
            for path, resource in self._server.site(outlet).items()
        }

    def look(self, folder: Path) -> None:
        self._asked = len(self._server.log)
        rows = rows_of(folder, "SELECT outlet, url FROM urls WHERE outcome <> 'pending' AND retry_at IS NULL")
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
    "split": Split,
    "crawl": Crawl,
}


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


def page_of(number: int) -> Page:
    headline, url = f"Ferry {number} costs more", f"{POST.home}news/{number}"
    text = "".join(f"<p>Ferry {number} has {part} decks. {PARAGRAPH}</p>" for part in range(9))
    html = (
        f'<html lang="en"><head><title>{headline}</title></head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )
    return Page(url, url, CAPTURED_AT, 200, (("Content-Type", "text/html; charset=utf-8"),), html.encode())


def dated_page(outlet: Outlet, number: int, published: datetime, edition: int) -> Page:
    """A page that was fetched an hour after its publication, or two days later in another edition."""
    url = f"{outlet.home}news/{number}"
    chosen = random.Random(number)
    words = (" ".join(chosen.choices(WORDS, k=40)) for _ in range(9))
    text = "".join(f"<p>{one.capitalize()}, {number}.</p>" for one in (*words, *["And more of it."] * edition))
    html = (
        f'<html lang="en"><head><title>{outlet.title} on ferry {number}</title>'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
        f"<body><article><h1>{outlet.title} on ferry {number}</h1>{text}</article></body></html>"
    )
    fetched_at = published + timedelta(hours=1, days=2 * edition)
    return Page(url, url, fetched_at, 200, (("Content-Type", "text/html; charset=utf-8"),), html.encode())


def rows_of(folder: Path, statement: str, name: str = "archive.db") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / name)) as conn:
        return conn.execute(statement).fetchall()


def verified(db: Path) -> list[str]:
    """What `newsarchive verify` finds, a line for each problem; in this process, because a start takes seconds."""
    try:
        with write_lock(db, 0), Archive.open(db, write=True) as archive:
            return [f"{one.check}: {one.row}: {one.problem}; {one.advice}" for one in verify(archive, clock.now())]
    except ArchiveError as error:
        return [str(error)]


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    process = warm_popen(folder, *NEWSARCHIVE, *words)
    out, err = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def popen(folder: Path, *command: str) -> "subprocess.Popen[str]":
    """Starts command in folder, with the settings there alone, and without proxies, which cannot reach this machine."""
    return subprocess.Popen(command, **_how(folder))


def warm_popen(folder: Path, *command: str) -> "subprocess.Popen[str]":
    """The same, forked from an interpreter that has loaded what most commands load."""
    return warm_python.Popen(command, **_how(folder))


def _how(folder: Path) -> dict[str, Any]:
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSARCHIVE_") and not name.lower().endswith("_proxy")
    }
    pipe = subprocess.PIPE
    return {"cwd": folder, "env": environ, "stdout": pipe, "stderr": pipe, "text": True, "start_new_session": True}
