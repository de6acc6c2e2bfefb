"""WARC files come in: the pages of known outlets, with the outcomes of a crawl, resumable anywhere."""

import dataclasses
import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.content_codings import zstd
from newsarchive.archive.captures.tombstones import GZIP_MAGIC
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_reader import Position, read_records
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.queue import url_states
from newsarchive.errors import ArchiveFull
from newsarchive.importing import warc, warc_report
from newsarchive.importing.positions import WarcPositions, file_identity
from newsarchive.importing.warc import import_warc_files
from newsarchive.importing.warc_report import WarcReport
from newsarchive.ingest import ingest
from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.records import Outcome, Page, Sighting, Verdict
from newsarchive.settings import Settings
from tests.importing.conftest import HTML, Make, a_body, chunked

POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",), article_urls=(r"/news/\d+",),
)  # fmt: skip
URL = "https://www.post.example/news/{}"
CAPTURED_AT = datetime(2024, 3, 1, 10, tzinfo=UTC)
LATER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def bring_in(archive: Archive, *files: Path, outlets: Sequence[Outlet] = (POST,), **options) -> list[WarcReport]:
    settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=0, workers=1)
    reports: list[WarcReport] = []
    import_warc_files(
        archive, list(files), OutletIndex(outlets).outlet_for_url, settings, done=reports.append, **options
    )
    return reports


def count(archive: Archive, what: str) -> int:
    return archive.conn.execute(f"SELECT count(*) FROM {what}").fetchone()[0]


def test_pages_of_known_outlets_are_imported_and_all_others_counted_with_reasons(archive, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body(), headers=(*HTML, ("ETag", '"old"')))
    made.page("https://other.example/a", a_body()).page("https://other.example/b", a_body())
    made.page("https://www.post.example/about", a_body())
    made.page(URL.format(2), status="301 Moved").page(URL.format(3), status="404 Not Found")
    made.page(URL.format(4), b"<html><body><p>Short.</p></body></html>")
    made.page(URL.format(5), a_body(number=5), WARC_Truncated="length")
    made.page("dns:post.example", b"")
    (report,) = bring_in(archive, made.save())
    assert (report.pages, dict(report.verdicts), report.problem) == (8, {"new": 1}, None)
    assert report.unknown_hosts == {"other.example": 2}
    reasons = {warc_report.UNKNOWN_HOST: 2, warc_report.NOT_WANTED: 1, warc_report.NO_PAGE: 2, warc_report.TOO_LARGE: 1}
    assert reasons.items() <= dict(report.refused).items()
    assert report.pages == report.verdicts.total() + report.refused.total()
    assert archive.conn.execute("SELECT outcome FROM urls WHERE url LIKE '%/4'").fetchone()[0] in (
        "not_article", "too_short",
    )  # fmt: skip


def test_a_revisit_is_counted_as_an_answer_without_a_page(archive, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body()).page(URL.format(1), kind="revisit")
    (report,) = bring_in(archive, made.save())
    assert (report.pages, dict(report.verdicts), dict(report.refused)) == (2, {"new": 1}, {warc_report.NO_PAGE: 1})


def test_an_article_was_first_seen_when_its_page_was_captured_and_has_a_capture_of_its_own(archive, a_warc: Make):
    file = a_warc().page(URL.format(1), a_body()).save()
    bring_in(archive, file)
    file.unlink()
    stored = get_article(archive.conn, 1)
    assert stored.first_seen_at == stored.checked_at == CAPTURED_AT
    assert stored.article.url == URL.format(1)
    place = archive.conn.execute("SELECT file, offset, length, digest FROM captures").fetchone()
    page = archive.captures.read(CaptureRef(*place))
    assert (page.fetched_at, page.body) == (CAPTURED_AT, a_body())
    assert archive.conn.execute("SELECT etag FROM urls").fetchone()[0] is None


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(chunked(a_body()), [("Transfer-Encoding", "chunked")], id="chunked"),
        pytest.param(gzip.compress(a_body()), [("Content-Encoding", "gzip")], id="gzip"),
        pytest.param(
            chunked(gzip.compress(a_body())), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
            id="both",
        ),
        pytest.param(a_body(), [("Content-Encoding", "gzip")], id="said to be gzip, but undone by its writer"),
        pytest.param(a_body(), [("Content-Encoding", "zstd")], id="said to be zstd, but undone by its writer"),
    ],
)  # fmt: skip
def test_encodings_of_the_answer_are_decoded(archive, a_warc: Make, body, headers):
    (report,) = bring_in(archive, a_warc().page(URL.format(1), body, headers=(*HTML, *headers)).save())
    assert report.verdicts == {"new": 1}, report.page_problems
    assert get_article(archive.conn, 1).article.body.startswith("The bridge number 1")


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(lambda make: make("news.warc", is_gzip=False), id="not compressed"),
        pytest.param(lambda make: make("news.warc.gz"), id="a member a record"),
    ],
)
def test_reading_continues_at_any_record(a_warc: Make, save):
    made = save(a_warc)
    for number in range(3):
        made.page(URL.format(number), a_body(number=number))
    check_every_start(made.save())


def test_reading_continues_inside_one_member_of_many_records(a_warc: Make):
    made = a_warc().page(URL.format(1), a_body()).page(URL.format(2), a_body(number=2))
    check_every_start(made.save_in_one_member())


def check_every_start(file: Path) -> None:
    whole = list(read_records(file))
    assert len(whole) >= 5
    for number, record in enumerate(whole):
        assert [one.raw for one in read_records(file, record.position)] == [one.raw for one in whole[number:]]
    assert list(read_records(file, whole[-1].next)) == []
    assert whole[0].position == Position()


def test_an_import_that_was_stopped_continues_there(archive, a_warc: Make, monkeypatch):
    monkeypatch.setattr(warc, "_MOST_IN_GROUP", 2)
    made = a_warc()
    for number in range(6):
        made.page(URL.format(number), a_body(f"Bridge {number} opens", number))
    file = made.save()

    def stop(report: WarcReport) -> None:
        if report.verdicts.total() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(archive, file, progress=stop)
    kept = count(archive, "articles")
    (report,) = bring_in(archive, file)
    assert count(archive, "articles") == 6 == count(archive, "captures")
    assert kept == 2
    assert report.resumed_at > 0
    assert report.verdicts == {"new": 4}


def test_a_crash_before_the_position_was_saved_stores_no_page_twice(archive, a_warc: Make, monkeypatch):
    file = a_warc().page(URL.format(1), a_body()).page(URL.format(2), b"<html><p>Short.</p></html>").save()
    monkeypatch.setattr(WarcPositions, "save", lambda *_: None)
    bring_in(archive, file)
    (report,) = bring_in(archive, file)
    assert report.refused == {warc_report.KNOWN: 2}
    assert (count(archive, "articles"), count(archive, "captures")) == (1, 2)


def test_pages_are_stored_in_groups_as_they_are_one_by_one(archive, a_warc: Make, tmp_path, monkeypatch):
    made = a_warc()
    for number in (1, 2, 3, 2, 4):
        made.page(URL.format(number), a_body(f"Bridge {number} opens", number))
    made.page(URL.format(5), b"<html><p>Short.</p></html>").page("https://m.post.example/news/1?amp", a_body())
    file = made.save()
    (in_groups,) = bring_in(archive, file)
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(warc, "_MOST_IN_GROUP", 1)
    with Archive.open(tmp_path / "other" / "archive.db", write=True) as other:
        (one_by_one,) = bring_in(other, file)
        assert (in_groups.verdicts, in_groups.refused) == (one_by_one.verdicts, one_by_one.refused)
        for table in ("articles", "bodies", "urls", "fingerprints", "outlets", "totals", "row_totals"):
            statement = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert archive.conn.execute(statement).fetchall() == other.conn.execute(statement).fetchall(), table


def test_a_page_that_cannot_be_stored_loses_no_page_before_it(archive, a_warc: Make, monkeypatch):
    made = a_warc()
    for number in range(4):
        made.page(URL.format(number), a_body(f"Bridge {number} opens", number))
    append = archive.captures.append

    def append_until_full(packed):
        if packed.url == URL.format(2):
            raise ArchiveFull("no room")
        return append(packed)

    with monkeypatch.context() as patch:
        patch.setattr(archive.captures, "append", append_until_full)
        with pytest.raises(ArchiveFull):
            bring_in(archive, made.save())
    assert count(archive, "articles") == count(archive, "captures") == 2
    (report,) = bring_in(archive, made.path)
    assert report.verdicts == {"new": 2}
    assert count(archive, "articles") == count(archive, "captures") == 4


def test_a_finished_file_is_read_once_more_only_when_asked(archive, a_warc: Make, tmp_path):
    file = a_warc().page(URL.format(1), a_body()).save()
    bring_in(archive, file)
    file = file.rename(tmp_path / "other-name.warc.gz")
    (report,) = bring_in(archive, file)
    assert report.was_finished
    assert report.pages == 0
    (report,) = bring_in(archive, file, again=True)
    assert report.refused == {warc_report.KNOWN: 1}


def test_an_incomplete_file_gives_its_first_part_and_the_rest_when_it_is_complete(archive, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body()).page(URL.format(2), a_body("Ferry sails on", number=2))
    made.save(made.data[: made.offsets[1] + 60])
    (report,) = bring_in(archive, made.path)
    assert report.verdicts == {"new": 1}
    assert "cut off in this record" in report.problem
    assert f"byte {made.offsets[1]:,}" in report.problem
    positions = WarcPositions(archive.path)
    assert positions.position(file_identity(made.path)).offset == made.offsets[1]


def test_a_file_that_grew_is_read_from_where_it_ended(archive, a_warc: Make):
    made = a_warc()
    for number in range(12):
        made.page(URL.format(number), a_body(f"Bridge {number} opens", number))
    assert made.offsets[9] > 4096
    made.save(made.data[: made.offsets[9] + 30])
    bring_in(archive, made.path)
    (report,) = bring_in(archive, made.save())
    assert (report.resumed_at, report.pages, report.problem) == (made.offsets[9], 3, None)
    assert count(archive, "articles") == 12


def test_damage_in_the_last_record_is_reported_with_its_position(archive, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body()).page(URL.format(2), a_body(number=2))
    data = bytearray(made.data)
    data[made.offsets[1] + 200] ^= 0xFF
    (report,) = bring_in(archive, made.save(bytes(data)))
    assert report.verdicts == {"new": 1}
    assert f"byte {made.offsets[1]:,}: damaged" in report.problem


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda record: record[:200] + bytes([record[200] ^ 0xFF]) + record[201:], id="a byte"),
        pytest.param(lambda record: record[: len(record) // 2], id="its second half is missing"),
        pytest.param(lambda record: record[:-8], id="its check sum is missing"),
        pytest.param(lambda record: b"\0" * len(record), id="all of it"),
        pytest.param(lambda record: record[:100] + b"\x1f\x8b\x08 no member" + record[100:], id="a false sign in it"),
    ],
)
def test_a_damaged_record_is_reported_and_the_records_after_it_are_read(archive, a_warc: Make, harm):
    made = a_warc()
    for number in range(3):
        made.page(URL.format(number), a_body(f"Bridge {number} opens", number))
    begin = made.offsets[1]
    end = begin + made.data[begin + 1 :].index(GZIP_MAGIC) + 1
    (report,) = bring_in(
        archive, made.save(made.data[:begin] + (harmed := harm(made.data[begin:end])) + made.data[end:])
    )
    assert (report.pages, dict(report.verdicts), dict(report.refused)) == (3, {"new": 2}, {warc_report.DAMAGED: 1})
    assert report.problem is None
    (named,) = report.page_problems
    assert f"byte {begin:,}: damaged" in named
    assert f"continued at {begin + len(harmed):,}" in named


def test_a_record_with_a_wrong_digest_is_refused_and_the_next_is_read(archive, a_warc: Make):
    made = a_warc("news.warc", is_gzip=False)
    made.page(URL.format(1), a_body()).page(URL.format(2), a_body("Ferry sails on", number=2))
    (report,) = bring_in(archive, made.save(made.data.replace(b"bridge number 1", b"bridge number 7")))
    assert (dict(report.verdicts), dict(report.refused)) == ({"new": 1}, {warc_report.DAMAGED: 1})
    assert "digest" in report.page_problems[0]
    assert URL.format(1) in report.page_problems[0]


@pytest.mark.parametrize("is_gzip", [True, False], ids=["gzip'd", "plain"])
@pytest.mark.parametrize("length", [b"Content-Length: " + b"9" * 10_000, b"Content-Length: many", b"Content-Size: 7"])
def test_a_record_without_a_length_is_reported_and_the_next_is_read(archive, a_warc: Make, is_gzip, length):
    made = a_warc("news.warc", is_gzip=is_gzip).page(URL.format(1), a_body())
    bad = b"WARC/1.0\r\nWARC-Type: response\r\n" + length + b"\r\n\r\n\r\n\r\n"
    other = a_warc("other.warc", is_gzip=is_gzip).page(URL.format(2), a_body("Ferry sails on", number=2))
    (report,) = bring_in(archive, made.save(made.data + (gzip.compress(bad) if is_gzip else bad) + other.data))
    assert (dict(report.verdicts), dict(report.refused)) == ({"new": 2}, {warc_report.DAMAGED: 1})
    assert report.problem is None
    assert len(report.page_problems[0]) < 300


def test_thousands_of_damaged_records_in_a_row_are_counted(archive, a_warc: Make):
    bad = gzip.compress(b"WARC/1.0\r\nContent-Length: none\r\n\r\n")
    other = a_warc("other.warc").page(URL.format(2), a_body())
    made = a_warc()
    (report,) = bring_in(archive, made.save(made.data + bad * 3000 + other.data))
    assert (dict(report.verdicts), dict(report.refused)) == ({"new": 1}, {warc_report.DAMAGED: 3000})


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        pytest.param("https://www.post.example/news/1 two", "https://www.post.example/news/1%20two", id="a blank"),
        pytest.param("HTTPS://www.post.example/news/1", "https://www.post.example/news/1", id="capitals"),
    ],
)
def test_addresses_as_programs_write_them_are_read(archive, a_warc: Make, url, stored):
    (report,) = bring_in(archive, a_warc().page(url, a_body()).save())
    assert (report.pages, dict(report.verdicts), dict(report.refused)) == (1, {"new": 1}, {})
    assert get_article(archive.conn, 1).article.url == stored


def test_an_address_that_is_none_is_counted_as_damaged(archive, a_warc: Make):
    (report,) = bring_in(archive, a_warc().page("https://:99999999/news/1", a_body()).save())
    assert (report.pages, dict(report.refused)) == (1, {warc_report.DAMAGED: 1})
    assert "not a web address" in report.page_problems[0]


def test_a_resource_record_of_html_is_a_page_and_any_other_is_none(archive, a_warc: Make):
    made = a_warc()
    made.resource(URL.format(1), a_body(), "text/html").resource(URL.format(2), b"\x89PNG", "image/png")
    (report,) = bring_in(archive, made.resource("urn:view:1", b"\x89PNG", "image/png").save())
    assert (report.pages, dict(report.verdicts), dict(report.refused)) == (1, {"new": 1}, {})


@pytest.mark.parametrize("written", ["fähre.example", "xn--fhre-loa.example"])
@pytest.mark.parametrize("recorded", ["fähre.example", "XN--FHRE-LOA.example"])
def test_the_outlet_of_a_host_in_letters_is_found_in_either_form(archive, a_warc: Make, written, recorded):
    ferry = dataclasses.replace(POST, name="ferry", home=f"https://{written}/", domains=(written,))
    (report,) = bring_in(archive, a_warc().page(f"https://{recorded}/news/1", a_body()).save(), outlets=[ferry])
    assert (report.pages, dict(report.verdicts)) == (1, {"new": 1})
    assert get_article(archive.conn, 1).article.url == "https://xn--fhre-loa.example/news/1"


def test_a_password_in_an_address_is_not_stored(archive, a_warc: Make):
    url = "https://desk:secret@www.post.example/news/1"
    (report,) = bring_in(archive, a_warc().page(url, a_body(), WARC_X_Requested_URI=url).save())
    assert dict(report.verdicts) == {"new": 1}
    archive.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    captures = (gzip.decompress(file.read_bytes()) for file in archive.captures.folder.glob("*.warc.gz"))
    assert all(b"secret" not in data for data in (archive.path.read_bytes(), *captures))


def test_a_page_in_any_content_coding_is_read(archive, a_warc: Make):
    codings = {"br": brotli.compress, "zstd": zstd.compress, "x-gzip": gzip.compress}
    made = a_warc()
    for number, (coding, pack) in enumerate(codings.items()):
        body = a_body(f"Bridge {number} opens", number)
        made.page(URL.format(number), pack(body), headers=(*HTML, ("Content-Encoding", coding)))
    (report,) = bring_in(archive, made.save())
    assert dict(report.verdicts) == {"new": 3}


def test_a_record_of_the_last_year_is_counted_and_the_next_is_read(archive, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body(), WARC_Date="9999-12-31T23:00:00-12:00")
    (report,) = bring_in(archive, made.page(URL.format(2), a_body(number=2)).save())
    assert (dict(report.verdicts), dict(report.refused)) == ({"new": 1}, {warc_report.DAMAGED: 1})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"<html>no archive</html>", "not a WARC file; it begins with b'<html>", id="another kind of file"),
        pytest.param(gzip.compress(b"notes"), "not a WARC file; it begins with b'notes'", id="another gzip file"),
        pytest.param(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "Content-Length ''", id="a record without a length"),
        pytest.param(None, "cannot be read: No such file", id="absent"),
    ],
)
def test_a_file_that_is_not_a_warc_file_is_one_clear_line(archive, tmp_path, data, problem):
    file = tmp_path / "odd.warc.gz"
    if data is not None:
        file.write_bytes(data)
    (report,) = bring_in(archive, file)
    assert problem in report.problem
    assert report.problem.startswith(str(file))
    assert "\n" not in report.problem


def test_a_body_that_grows_without_end_when_inflated_is_refused(archive, a_warc: Make):
    bomb = gzip.compress(b"<p>" + b" " * 30_000_000)
    made = a_warc().page(URL.format(1), bomb, headers=(*HTML, ("Content-Encoding", "gzip")))
    (report,) = bring_in(archive, made.page(URL.format(2), b"x" * 12_000_000).save())
    assert report.refused == {warc_report.DAMAGED: 1, warc_report.TOO_LARGE: 1}


def test_our_own_captures_are_read_into_another_archive(archive, tmp_path):
    page = Page(URL.format(1), URL.format(2), CAPTURED_AT, 200, HTML, a_body())
    ingest(archive, page, POST, CAPTURED_AT)
    archive.captures.close()
    (file,) = (tmp_path / "captures").glob("*.warc.gz")
    (tmp_path / "other").mkdir()
    with Archive.open(tmp_path / "other" / "archive.db", write=True) as other:
        (report,) = bring_in(other, file)
        assert report.verdicts == {"new": 1}
        assert other.conn.execute("SELECT url FROM captures").fetchone()[0] == URL.format(1)
        assert get_article(other.conn, 1).article == get_article(archive.conn, 1).article


def test_a_page_older_than_the_current_text_becomes_a_revision_at_its_time(archive, a_warc: Make):
    saving.register_outlets(archive, [POST])
    today = a_body("Bridge closed again", more="On Sunday it was closed again, because of the wind.")
    ingest(archive, Page(URL.format(1), URL.format(1), LATER, 200, HTML, today), POST, LATER)
    (report,) = bring_in(archive, a_warc().page(URL.format(1), a_body()).save())
    assert report.verdicts == {Verdict.REVISED: 1}
    stored = get_article(archive.conn, 1)
    assert (stored.article.headline, stored.revision) == ("Bridge closed again", 2)
    assert (stored.first_seen_at, stored.checked_at) == (CAPTURED_AT, LATER)
    versions = archive.conn.execute("SELECT number, seen_at, headline, cause FROM article_versions ORDER BY number")
    assert versions.fetchall() == [
        (1, "2024-03-01T10:00:00Z", "Bridge opens after nine years", "theirs"),
        (2, "2026-01-01T00:00:00Z", "Bridge closed again", None),
    ]
    assert archive.conn.execute("SELECT replaced_at FROM revisions").fetchall() == [("2026-01-01T00:00:00Z",)]


def test_an_older_page_with_the_current_text_only_says_since_when_it_is_there(archive, a_warc: Make):
    saving.register_outlets(archive, [POST])
    ingest(archive, Page(URL.format(1), URL.format(1), LATER, 200, HTML, a_body()), POST, LATER)
    (report,) = bring_in(archive, a_warc().page(URL.format(1), a_body()).save())
    assert report.verdicts == {Verdict.UNCHANGED: 1}
    stored = get_article(archive.conn, 1)
    assert (stored.first_seen_at, stored.checked_at, stored.revision) == (CAPTURED_AT, LATER, 1)


def test_an_older_page_with_other_typography_only_makes_no_revision(archive, a_warc: Make):
    saving.register_outlets(archive, [POST])
    today = a_body("Bridge “opens” after nine years")
    ingest(archive, Page(URL.format(1), URL.format(1), LATER, 200, HTML, today), POST, LATER)
    (report,) = bring_in(archive, a_warc().page(URL.format(1), a_body('Bridge "opens" after nine years')).save())
    assert report.verdicts == {Verdict.UNCHANGED: 1}
    assert get_article(archive.conn, 1).revision == 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<html><body><p>Short.</p></body></html>", id="refused"),
        pytest.param(a_body(), id="of the same text"),
        pytest.param(a_body(headline="Bridge opened after nine years"), id="of another text"),
    ],
)
def test_an_older_page_does_not_change_when_a_known_article_is_requested_again(archive, a_warc: Make, body):
    page = Page(URL.format(1), URL.format(1), LATER, 200, HTML, a_body())
    sighting = Sighting(page.requested_url, "https://post.example/rss", "feed")
    url_states.add_sightings(archive, POST.name, [sighting], LATER)
    ingest(archive, page, POST, LATER)
    # The outlet answered "server error" to the last look, so that another one waits.
    url_states.record_outcome(archive, page.requested_url, Outcome.SERVER_ERROR, "502", LATER + timedelta(hours=1))
    state = """SELECT outcome, reason, attempts, retry_at, recheck_at, last_status, checked_at
      FROM urls JOIN articles ON id = article_id"""
    before = archive.conn.execute(state).fetchone()
    assert before[:3] == ("article", "502", 1)
    bring_in(archive, a_warc().page(URL.format(1), body).save())
    assert archive.conn.execute(state).fetchone() == before


def test_nothing_brings_back_what_was_removed(archive, a_warc: Make):
    file = a_warc().page(URL.format(1), a_body()).save()
    bring_in(archive, file)
    remove_article(archive, 1, "a court order", LATER)
    (report,) = bring_in(archive, file, again=True)
    assert count(archive, "articles") == 0
    assert report.verdicts.total() == 0


def test_nothing_brings_back_what_was_removed_under_another_address(archive, a_warc: Make):
    bring_in(archive, a_warc().page(URL.format(1), a_body()).save())
    remove_article(archive, 1, "a court order", LATER)
    (report,) = bring_in(archive, a_warc("other.warc.gz").page(URL.format(2), a_body()).save())
    assert (count(archive, "articles"), dict(report.refused)) == (0, {"removed": 1})
    # Of the page whose text must not be kept no capture is kept either.
    assert count(archive, "captures WHERE expired_at IS NULL") == 0


def test_an_import_stops_cleanly_when_the_disk_is_nearly_full(archive, a_warc: Make):
    settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=10**9, workers=1)
    file = a_warc().page(URL.format(1), a_body()).save()
    with pytest.raises(ArchiveFull):
        import_warc_files(archive, [file], OutletIndex([POST]).outlet_for_url, settings, done=lambda report: None)
    assert count(archive, "articles") == 0
    (report,) = bring_in(archive, file)
    assert report.verdicts == {"new": 1}


def test_a_page_that_crashes_its_reader_is_stored_unread_and_the_others_are_imported(archive, a_warc: Make, tmp_path):
    reader = tmp_path / "post.py"
    reader.write_text("class Post:\n    def read(page, article):\n        raise SystemError('no')\n")
    broken = dataclasses.replace(POST, reader=(str(reader), "Post"))
    settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=0, workers=1)
    reports: list[WarcReport] = []
    file = a_warc().page(URL.format(1), a_body()).save()
    import_warc_files(archive, [file], OutletIndex([broken]).outlet_for_url, settings, done=reports.append)
    assert reports[0].refused == {"reader_crashed": 1}
    assert count(archive, "captures") == 1
