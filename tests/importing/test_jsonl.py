"""JSON lines of an export come in again, and nothing that the export has is lost."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.errors import ArchiveFull, ReaderCrashed
from newsarchive.formats.jsonl import write_jsonl
from newsarchive.importing import jsonl
from newsarchive.importing.jsonl import JsonlReport, import_jsonl_files
from newsarchive.ingest import keep_document
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, BlockRun, LeadPicture, LiveEntry, Stamp, Structure, TextLink
from newsarchive.settings import Settings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))

days = st.dates(date(1980, 1, 1), date(2025, 12, 31))
moments = st.datetimes(datetime(1980, 1, 1), datetime(2025, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
stamps = st.builds(Stamp, days) | moments.map(lambda at: Stamp(at.date() + timedelta(days=1), at))
words = st.text("abcdefgh åß漢字'\"\\,;|{}\u2028\u00a0-", min_size=1, max_size=30).filter(
    lambda text: text.strip(" \u00a0\u2028")
)
maybe_words = st.none() | words
articles = st.builds(
    Article,
    outlet=st.just("post"),
    headline=words.map(lambda text: f"Bridge {text}"),
    body=st.lists(words.map(lambda text: f"x {text}"), min_size=1, max_size=4).map("\n\n".join),
    url=st.none() | st.integers(1, 10**9).map(lambda number: f"https://post.example/{number}"),
    canonical_url=st.none() | st.just("https://elsewhere.example/1"),
    standfirst=maybe_words,
    authors=st.lists(st.builds(Author, words, st.sampled_from(["person", "agency", "desk"])), max_size=3).map(tuple),
    byline=maybe_words,
    published=st.none() | stamps,
    modified=st.none() | stamps,
    source=maybe_words,
    source_date=st.none() | days,
    language=st.none() | st.sampled_from(["en", "pt-BR"]),
    section=maybe_words,
    image_url=st.none() | st.just("https://post.example/1.jpg"),
    kind=st.sampled_from(["article", "liveblog", "gallery", "video"]),
    completeness=st.sampled_from(["full", "stub"]),
    is_free=st.none() | st.booleans(),
    # The first block of each text begins with an x.
    structure=st.none()
    | st.builds(
        Structure,
        runs=st.just((BlockRun(0, 0, "quote", None, "A. Reed"),)),
        links=st.just((TextLink(0, 0, 1, "https://post.example/x"),)),
        entries=st.just(()) | moments.map(lambda at: (LiveEntry(0, at),)),
        picture=st.none() | st.builds(LeadPicture, words, maybe_words),
    ),
    provenance=st.dictionaries(words, words, max_size=3),
)  # fmt: skip


def exported(archive: Archive) -> list[dict]:
    """What an export holds, save the ids; articles of one second in any order."""
    out = io.StringIO()
    write_jsonl(iterate(archive.conn), out)
    rows = [json.loads(line) for line in out.getvalue().split("\n") if line]
    return sorted(({name: value for name, value in row.items() if name != "id"} for row in rows), key=json.dumps)


def write_export(archive: Archive, file: Path) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        write_jsonl(iterate(archive.conn), out)
    return file


def bring_in(archive: Archive, file: Path, **more) -> JsonlReport:
    reports: list[JsonlReport] = []
    options = Settings(root=archive.path.parent, db=archive.path, workers=2)
    import_jsonl_files(archive, [file], lambda name: None, options, done=reports.append, **more)
    return reports[0]


def look(archive: Archive, article: Article, at: datetime, read_by: str = "1+abc") -> None:
    addresses = Addresses(article.url, article.url) if article.url else Addresses()
    version = version_of(article, POST.name, read_by)
    saving.save(archive, version, outlet=POST, addresses=addresses, now=at)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


@pytest.fixture
def other(tmp_path: Path):
    (tmp_path / "other").mkdir()
    with Archive.open(tmp_path / "other" / "archive.db", write=True) as archive:
        yield archive


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(articles, moments), max_size=4))
def test_an_archive_filled_from_an_export_gives_the_same_export(given_articles):
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Archive.open(folder / "1.db", write=True) as first, Archive.open(folder / "2.db", write=True) as second:
            for article, at in given_articles:
                look(first, article, at)
            report = bring_in(second, write_export(first, folder / "all.jsonl"))
            assert (report.bad, report.problem) == (0, None), report.line_problems
            assert exported(second) == exported(first)
            assert bring_in(second, folder / "all.jsonl").verdicts.keys() <= {"unchanged"}
            assert exported(second) == exported(first)


def a_story(headline: str = "Bridge opens", body: str = "The bridge opened to traffic on Friday.", **facts) -> Article:
    return Article("post", headline, body, url="https://post.example/1", **facts)


@pytest.mark.parametrize("url", ["https://post.example/1", None], ids=["with an address", "without one"])
def test_what_was_removed_does_not_come_back_with_any_of_its_versions(archive, tmp_path, url):
    story = replace(a_story(body="The bridge opened to traffic on Friday. " * 9), url=url)
    look(archive, replace(story, headline="Bridge to open") if url else story, NOW)
    look(archive, story, NOW + timedelta(hours=1), read_by="1+abc")
    file = write_export(archive, tmp_path / "all.jsonl")
    remove_article(archive, 1, "a court order", NOW)
    assert bring_in(archive, file).verdicts == {"removed": 1}
    assert exported(archive) == []
    assert archive.conn.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


def test_an_article_comes_with_its_versions_and_its_withdrawal(archive, other, tmp_path):
    look(archive, a_story(), NOW)
    look(archive, a_story("Bridge closed again"), NOW + timedelta(hours=1), read_by="2+abc")
    look(archive, a_story("Bridge open once more"), NOW + timedelta(hours=2), read_by="2+abc")
    look(archive, a_story("Bridge open once more"), NOW + timedelta(hours=3), read_by="2+abc")
    archive.conn.execute("UPDATE articles SET gone_at = '2026-11-30T00:00:00Z'")
    bring_in(other, write_export(archive, tmp_path / "all.jsonl"))
    (row,) = exported(other)
    assert [(version["headline"], version["cause"]) for version in row["versions"]] == [
        ("Bridge opens", "unknown"), ("Bridge closed again", "theirs"),
    ]  # fmt: skip
    assert (row["revision"], row["first_seen_at"]) == (3, "2026-11-22T12:00:00Z")
    assert [row] == exported(archive)
    numbers = other.conn.execute("SELECT number FROM article_versions ORDER BY number").fetchall()
    assert numbers == [(1,), (2,), (3,)]
    replaced = "SELECT replaced_at FROM revisions ORDER BY number"
    assert other.conn.execute(replaced).fetchall() == archive.conn.execute(replaced).fetchall()
    assert other.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'once'").fetchone()[0] == 1


def test_a_known_article_gets_the_versions_it_lacks_and_keeps_the_newest(archive, other, tmp_path):
    look(archive, a_story(), NOW)
    look(archive, a_story("Bridge closed again"), NOW + timedelta(hours=1))
    look(other, a_story("Bridge open once more"), NOW + timedelta(days=1))
    file = write_export(archive, tmp_path / "all.jsonl")
    assert bring_in(other, file).verdicts == {"revised": 1}
    versions = "SELECT number, seen_at, headline FROM article_versions ORDER BY number"
    assert other.conn.execute(versions).fetchall() == [
        (1, "2026-11-22T12:00:00Z", "Bridge opens"),
        (2, "2026-11-22T13:00:00Z", "Bridge closed again"),
        (3, "2026-11-23T12:00:00Z", "Bridge open once more"),
    ]
    replaced = other.conn.execute("SELECT replaced_at FROM revisions ORDER BY number").fetchall()
    assert replaced == [("2026-11-22T13:00:00Z",), ("2026-11-23T12:00:00Z",)]
    assert bring_in(other, file).verdicts == {"unchanged": 1}


def test_a_mirror_takes_versions_that_came_too_often_for_a_crawl(archive, other, tmp_path):
    ticker = a_story(kind="liveblog")
    look(archive, ticker, NOW)
    bring_in(other, write_export(archive, tmp_path / "1.jsonl"))
    later = replace(ticker, body="The bridge opened to traffic on Friday. By noon it was closed again.")
    look(archive, later, NOW + timedelta(hours=7))
    look(archive, later, NOW + timedelta(hours=9))
    look(other, replace(ticker, body="The bridge opened to traffic on Friday. Cars queued."), NOW + timedelta(hours=6))
    assert bring_in(other, write_export(archive, tmp_path / "2.jsonl")).verdicts == {"revised": 1}
    versions = other.conn.execute("SELECT seen_at, body FROM article_versions ORDER BY number").fetchall()
    assert [(at, body[40:]) for at, body in versions] == [
        ("2026-11-22T12:00:00Z", ""),
        ("2026-11-22T18:00:00Z", "Cars queued."),
        ("2026-11-22T19:00:00Z", "By noon it was closed again."),
    ]
    assert other.conn.execute("SELECT checked_at FROM articles").fetchone()[0] == "2026-11-22T21:00:00Z"


def test_invalid_lines_are_reported_and_the_others_are_imported(archive, other, tmp_path):
    keep_document(archive, a_story(), POST, NOW)
    good = write_export(archive, tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "all.jsonl").write_bytes(b"\xef\xbb\xbf{\n\n" + b"\xff\n" + good)
    report = bring_in(other, tmp_path / "all.jsonl")
    assert (report.verdicts, report.bad, report.lines) == ({"new": 1}, 2, 3)
    assert [line.partition("line ")[2][:12] for line in report.line_problems] == ["1: not JSON ", "3: not UTF-8"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        pytest.param(b"[" * 100_000, "brackets within brackets", id="nested brackets"),
        pytest.param(
            b'{"outlet": "post", "headline": "A \\ud83d bridge"}', "half a character (\\ud83d)", id="in a value"
        ),
        pytest.param(
            b'{"outlet": "post", "headline": "A", "\\uDE00": 1}', "half a character (\\ude00)", id="in a name"
        ),
    ],
)
def test_a_line_that_no_text_can_contain_is_one_bad_line(archive, other, tmp_path, bad, words):
    keep_document(archive, a_story("A bridge \U0001f309 opens"), POST, NOW)
    good = write_export(archive, tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "all.jsonl").write_bytes(bad + b"\n" + good)
    report = bring_in(other, tmp_path / "all.jsonl")
    assert (report.verdicts, report.bad) == ({"new": 1}, 1)
    assert words in report.line_problems[0]


TABLES = (
    "outlets",
    "articles",
    "bodies",
    "article_authors",
    "urls",
    "revisions",
    "fingerprints",
    "totals",
    "row_totals",
)


def write_many(archive: Archive, file: Path) -> Path:
    """An export, newest first: copies at other outlets, versions, documents; and lines that are there twice or bad."""
    body = "\n\n".join(f"The bridge over harbour {number} opened to traffic on Friday morning." for number in range(12))
    for number in range(24):
        name = ("post", "echo", "star")[number % 3]
        outlet = replace(POST, name=name, title=name.title(), domains=(f"{name}.example",))
        at = NOW + timedelta(hours=number)
        article = Article(
            name, f"Bridge {number // 3} opens", f"{body} Bridge {number // 6}.", published=Stamp(at.date(), at),
            url=None if number % 5 == 4 else f"https://{name}.example/{number}", authors=(Author("A. Reed"),),
        )  # fmt: skip
        addresses = Addresses(article.url, article.url) if article.url else Addresses()
        saving.save(archive, version_of(article, name, "1"), outlet=outlet, addresses=addresses, now=at)
        if number % 4 == 0 and article.url:
            later = version_of(replace(article, headline=f"Bridge {number} closes"), name, "1")
            saving.save(archive, later, outlet=outlet, addresses=addresses, now=at + timedelta(days=9))
    lines = write_export(archive, file).read_bytes().splitlines(keepends=True)
    again = [line.replace(b"https://post.example/", b"https://post.example/again/") for line in lines[:6]]
    file.write_bytes(b"".join([*lines, b"{}\n", *lines[3:9], b"\n", *again]))
    return file


@pytest.mark.parametrize("with_workers", [True, False], ids=["with workers", "without"])
def test_an_import_in_groups_is_the_same_as_line_by_line(archive, other, tmp_path, monkeypatch, with_workers):
    file = write_many(archive, tmp_path / "many.jsonl")
    (tmp_path / "single").mkdir()
    with Archive.open(tmp_path / "single" / "archive.db", write=True) as single:
        monkeypatch.setattr(jsonl, "_MOST_IN_GROUP", 1)
        line_by_line = bring_in(single, file)
        monkeypatch.setattr(jsonl, "_MOST_IN_GROUP", 11)
        monkeypatch.setattr(jsonl, "_CHUNK_LINES", 4)
        monkeypatch.setattr(jsonl, "_BYTES_WITHOUT_WORKERS", 0 if with_workers else 10**9)
        assert bring_in(other, file) == line_by_line
        assert {"new", "unchanged", "known_elsewhere"} <= line_by_line.verdicts.keys()
        assert (line_by_line.lines, line_by_line.bad) == (line_by_line.verdicts.total() + 1, 1)
        for table in TABLES:
            statement = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert other.conn.execute(statement).fetchall() == single.conn.execute(statement).fetchall(), table
        assert single.conn.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone()[0] > 3
    assert [*verify(other, NOW)] == []


def test_a_stopped_import_has_whole_groups_and_the_next_one_finds_them(archive, other, tmp_path, monkeypatch):
    file = write_many(archive, tmp_path / "many.jsonl")
    monkeypatch.setattr(jsonl, "_MOST_IN_GROUP", 5)

    def stop(report: JsonlReport) -> None:
        if report.verdicts.total() == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(other, file, progress=stop)
    urls = "SELECT count(*) FROM urls WHERE outcome IN ('article', 'same_article')"
    assert other.conn.execute(urls).fetchone() == (10,)
    assert bring_in(other, file).verdicts["unchanged"] >= 10
    texts = "SELECT outlet, url, headline, body FROM articles JOIN bodies ON article_id = id ORDER BY 1, 2, 3"
    assert set(archive.conn.execute(texts)) <= set(other.conn.execute(texts))


def test_a_group_that_cannot_be_written_leaves_the_groups_before_it(archive, other, tmp_path, monkeypatch):
    file = write_many(archive, tmp_path / "many.jsonl")
    monkeypatch.setattr(jsonl, "_MOST_IN_GROUP", 5)
    write, calls = NewTexts.write, []

    def write_once(texts: NewTexts) -> None:
        calls.append(texts)
        if len({id(one) for one in calls}) > 1:
            raise ArchiveFull("no room")
        write(texts)

    with monkeypatch.context() as patch:
        patch.setattr(NewTexts, "write", write_once)
        with pytest.raises(ArchiveFull):
            bring_in(other, file)
    assert other.conn.execute("SELECT count(*) FROM urls").fetchone() == (5,)
    assert [*verify(other, NOW)] == []


class DyingPool:
    """Stands in for the workers: a line with a certain word ends the process that reads it."""

    worker_count, in_flight_bytes = 2, 0

    def __init__(self, *_: object, **__: object) -> None:
        pass

    async def __aenter__(self) -> "DyingPool":
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def run(self, function, lines):
        if any(b"Bridge 2 opens" in line for _, line in lines):
            raise ReaderCrashed("the process died")
        return function(lines)


def test_a_line_that_ends_its_worker_is_one_bad_line(archive, other, tmp_path, monkeypatch):
    file = write_many(archive, tmp_path / "many.jsonl")
    dead = [number for number, line in enumerate(file.open("rb"), start=1) if b"Bridge 2 opens" in line]
    monkeypatch.setattr(jsonl, "_BYTES_WITHOUT_WORKERS", 0)
    monkeypatch.setattr(jsonl, "WorkerPool", DyingPool)
    report = bring_in(other, file)
    assert report.bad == len(dead) + 1
    assert [line for line in report.line_problems if "died" in line] == [
        f"{file}: line {number}: the process died" for number in dead
    ]
    assert report.verdicts.total() == report.lines - report.bad


def test_a_line_longer_than_any_article_ends_the_file(archive, other, tmp_path, monkeypatch):
    file = write_many(archive, tmp_path / "many.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", max(map(len, lines)))
    file.write_bytes(b"".join([*lines[:3], b'"' + b"x" * max(map(len, lines)) + b'"\n', *lines[3:]]))
    report = bring_in(other, file)
    assert (report.lines, report.verdicts.total(), report.bad) == (4, 3, 0)
    assert "line 4: longer than" in report.problem


def test_an_absent_file_is_one_line(archive, tmp_path):
    assert "absent.jsonl: cannot be read: No such file" in bring_in(archive, tmp_path / "absent.jsonl").problem


def test_each_version_comes_with_its_own_structure(archive, other, tmp_path):
    quote = Structure(runs=(BlockRun(0, 0, "quote", None, "A. Reed"),))
    linked = Structure(links=(TextLink(0, 4, 10, "https://post.example/b"),))
    look(archive, a_story(structure=quote), NOW)
    look(archive, a_story("Bridge closed again", structure=linked), NOW + timedelta(hours=1))
    file = write_export(archive, tmp_path / "all.jsonl")
    bring_in(other, file)
    for _ in range(2):
        (row,) = exported(other)
        assert row["versions"][0]["structure"]["blocks"][0]["attribution"] == "A. Reed"
        assert row["structure"]["links"][0]["url"] == "https://post.example/b"
        assert bring_in(other, file).verdicts == {"unchanged": 1}


def test_a_structure_that_does_not_belong_to_its_text_is_one_line(archive, other, tmp_path):
    look(archive, a_story(structure=Structure(runs=(BlockRun(0, 0, "code"),))), NOW)
    file = write_export(archive, tmp_path / "all.jsonl")
    file.write_text(file.read_text().replace('"last": 0', '"last": 7'))
    report = bring_in(other, file)
    assert report.bad == 1
    assert report.line_problems == [
        f"{file}: line 1: structure: blocks: 0 to 7 are not in the text of 1 blocks, or not in its order"
    ]
    assert exported(other) == []
