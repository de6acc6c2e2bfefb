"""What an import prints of each file, and what counts as a failure."""

import json
from collections import Counter
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from newsarchive.cli.reports.import_report import MOST_HOSTS, MOST_NAMED, ImportReport
from newsarchive.importing.documents import ImportedFile
from newsarchive.importing.jsonl import JsonlReport
from newsarchive.importing.warc_report import WarcReport
from newsarchive.records import Ingested, Outcome, Verdict
from tests.cli.support import Terminal

LETTER, LINES, PAGES = Path("letter.txt"), Path("all.jsonl"), Path("news.warc.gz")


def a_document() -> ImportedFile:
    return ImportedFile(LETTER, ("Ferry prices rise",), (Ingested(Outcome.ARTICLE, verdict=Verdict.NEW, article_id=7),))


def test_a_document_is_a_line_with_its_article(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=False, files=1)
    report.document(a_document())
    report.end()
    assert capsys.readouterr() == ("letter.txt: new, article 7: Ferry prices rise\n", "")
    assert report.failed == 0


def test_many_documents_are_counted_and_only_problems_are_named(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=False, files=MOST_NAMED + 1)
    for _ in range(MOST_NAMED):
        report.document(a_document())
    report.document(ImportedFile(Path("notes.txt"), problem="notes.txt: line 1: expected '---'"))
    report.end()
    assert capsys.readouterr() == (f"{MOST_NAMED + 1} files: {MOST_NAMED} new\n", "notes.txt: line 1: expected '---'\n")
    assert report.failed == 1


def test_json_lines_are_counted_and_the_first_bad_lines_named(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=False, files=1)
    report.jsonl(JsonlReport(LINES, 5, Counter(new=2), bad=3, line_problems=["all.jsonl: line 4: no headline"]))
    printed = capsys.readouterr()
    assert printed.out == "all.jsonl: 5 lines: 2 new\n"
    assert printed.err.splitlines() == [
        "all.jsonl: line 4: no headline",
        "all.jsonl: 3 lines could not be read; only the first are named",
    ]
    assert report.failed == 1


def test_a_warc_file_says_what_was_skipped_and_names_the_first_hosts(capsys: pytest.CaptureFixture[str]):
    hosts = Counter({f"{number}.example": 2 for number in range(MOST_HOSTS + 3)})
    report = ImportReport(as_json=False, files=1)
    report.warc(WarcReport(PAGES, 30, Counter(new=4), Counter(not_article=26), hosts, resumed_at=1200))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["news.warc.gz: continued at byte 1,200, 30 pages: 4 new", "       26  not article"]
    assert lines[2].startswith("  hosts without an outlet: 0.example 2, ")
    assert lines[2].endswith(" and 3 more")


def test_a_warc_file_that_was_read_before_says_so(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=False, files=1)
    report.warc(WarcReport(PAGES, pages=1, was_finished=True))
    assert capsys.readouterr().out == "news.warc.gz: already imported; use --again to read it again\n"


def test_a_broken_warc_file_is_a_failure_without_a_line_of_numbers(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=False, files=1)
    report.warc(WarcReport(PAGES, problem="news.warc.gz: not a WARC file"))
    assert capsys.readouterr() == ("", "news.warc.gz: not a WARC file\n")
    assert report.failed == 1


def test_programs_get_one_object_per_file(capsys: pytest.CaptureFixture[str]):
    report = ImportReport(as_json=True, files=3)
    report.document(a_document())
    report.jsonl(JsonlReport(LINES, 5, Counter(new=5)))
    report.warc(WarcReport(PAGES, 1, Counter(new=1), unknown_hosts=Counter({"other.example": 1})))
    report.end()
    document, lines, pages = map(json.loads, capsys.readouterr().out.splitlines())
    assert document["documents"] == [{"id": 7, "verdict": "new", "reason": None}]
    assert (lines["lines"], lines["verdicts"], lines["bad"]) == (5, {"new": 5}, 0)
    assert pages["unknown_hosts"] == {"other.example": 1}


def test_progress_is_shown_on_a_terminal_and_removed_before_a_result():
    with redirect_stderr(Terminal()) as terminal:
        report = ImportReport(as_json=False, files=1)
        report.status = type(report.status)()
        report.progress(WarcReport(PAGES, 1200, Counter(new=3)))
        report.warc(WarcReport(PAGES, 1200, Counter(new=3)))
    assert terminal.getvalue() == "\r\x1b[Knews.warc.gz: 1,200 pages, 3 articles\r\x1b[K"
