"""What is kept of a report that was stopped, and when it is of no use any more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.verify.findings import OutletFinding, PageFinding, PageState, SourceState
from newsarchive.outlet_tools.verify.unfinished import USABLE_FOR, UnfinishedReport
from tests.outlet_tools.verify.builders import DAY, a_finding, a_source

QUAY = Outlet("quay", "The Quay", "https://quay.example/", "en", "UTC", "gb", feeds=("https://quay.example/news.rss",))
MOVED = a_finding(
    a_source(state=SourceState.MOVED, detail="moved", moved_to="https://quay.example/feed", newest_on=DAY),
    a_source("two.rss", SourceState.STALE, is_declared=False),
    page=PageFinding("https://quay.example/1", PageState.STUB, "too short"),
)


def begun(folder: Path, *found: OutletFinding, with_page: bool = False) -> UnfinishedReport:
    report = UnfinishedReport.beside(folder / "report.md", DAY, with_page=with_page)
    for one in found:
        report.add(one, replace(QUAY, name=one.name))
    return report


def again(folder: Path, days: int = 1, **options: bool) -> UnfinishedReport:
    today = DAY + timedelta(days=days)
    return UnfinishedReport.beside(folder / "report.md", today, **{"with_page": False, **options})


def test_findings_are_kept_as_they_were(tmp_path: Path):
    begun(tmp_path, MOVED)
    report = again(tmp_path)
    assert report.findings([QUAY, replace(QUAY, name="pier")]) == [MOVED]
    assert report.begun_on == DAY


@pytest.mark.parametrize(
    "options", [{"again": True}, {"with_page": True}, {"days": USABLE_FOR.days + 1}], ids=["again", "pages", "too old"]
)
def test_what_is_of_no_use_begins_anew(tmp_path: Path, options):
    begun(tmp_path, MOVED)
    assert again(tmp_path, **options).findings([QUAY]) == []
    assert again(tmp_path, **{"with_page": False, **options, "again": False}).findings([QUAY]) == []


def test_an_outlet_whose_file_has_changed_is_polled_again(tmp_path: Path):
    begun(tmp_path, MOVED)
    assert again(tmp_path).findings([replace(QUAY, feeds=("https://quay.example/feed",))]) == []
    assert again(tmp_path).findings([replace(QUAY, title="Quay")]) == [MOVED]


def test_an_outlet_that_was_not_reached_is_polled_again(tmp_path: Path):
    begun(tmp_path, replace(MOVED, is_unreachable=True))
    assert again(tmp_path).findings([QUAY]) == []


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_that_a_kill_has_cut_is_one_outlet_to_poll_again(tmp_path: Path, cut: int):
    report = begun(tmp_path, replace(MOVED, name="pier"), MOVED)
    report.path.write_bytes(report.path.read_bytes()[:-cut])
    assert again(tmp_path).findings([QUAY, replace(QUAY, name="pier")]) == [replace(MOVED, name="pier")]
    # What follows is not joined to the rest of that line.
    again(tmp_path).add(MOVED, QUAY)
    assert again(tmp_path).findings([QUAY]) == [MOVED]


@pytest.mark.parametrize(
    "text", ["", "not JSON", "[]", '{"format": 1}', '{"format": 1, "with_page": false, "begun_on": 3}']
)
def test_a_file_of_something_else_begins_anew(tmp_path: Path, text: str):
    (tmp_path / "report.md.unfinished").write_text(text)
    assert again(tmp_path).findings([QUAY]) == []
    again(tmp_path).add(MOVED, QUAY)
    assert again(tmp_path).findings([QUAY]) == [MOVED]


def test_a_complete_report_leaves_nothing(tmp_path: Path):
    begun(tmp_path, MOVED).delete()
    assert list(tmp_path.iterdir()) == []
