"""The timeline of several archives: its numbers are those of one archive that holds everything."""

from contextlib import ExitStack
from datetime import date

import pytest

from newsarchive.archive.analysis import day_counts
from newsarchive.archive.analysis.timeline import TimelineRequest, read_joint_timeline, read_timeline
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchive
from tests.archive.several.split_archive import Split, make_split

TODAY = date(2026, 12, 1)
REQUESTS = {
    "two searches": TimelineRequest(("harbour", "council"), Selection()),
    "all articles by year": TimelineRequest(("",), Selection(), "year"),
    "by day": TimelineRequest(("harbour",), Selection(since=date(2023, 10, 1), until=date(2023, 12, 1)), "day"),
    "an outlet": TimelineRequest(("harbour",), Selection(outlets=("small_gazette",)), "month"),
    "outlets apart": TimelineRequest(("harbour",), Selection(), "year", split="outlet"),
    "countries apart": TimelineRequest(("harbour",), Selection(), "year", split="country"),
    "once for all copies": TimelineRequest(("zeppelin",), Selection(), "year", all_copies=False),
    "another filter": TimelineRequest(("harbour",), Selection(languages=("fr",)), "year"),
}


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    folder = make_split(tmp_path_factory.mktemp("timeline"))
    with ExitStack() as stack:
        names = ("whole", "early", "late", "gazette")
        conns = {name: stack.enter_context(Archive.open(folder / f"{name}.db")).conn for name in names}
        yield Split(conns["whole"], tuple(OpenArchive(name, conns[name]) for name in names[1:]))


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_numbers_are_those_of_one_archive(split, request_):
    assert read_joint_timeline(split.parts, request_, TODAY) == read_timeline(split.whole, request_, TODAY)


def test_archives_share_what_may_be_looked_up(split, monkeypatch):
    monkeypatch.setattr(day_counts, "LOOKED_UP", 600)
    request = TimelineRequest(("",), Selection(), "day")
    found = read_joint_timeline(split.parts, request, TODAY)
    assert not found.is_exact
    assert any("UTC days" in note for note in found.notes)


def test_chosen_archives_alone_are_counted(split):
    request = TimelineRequest(("harbour",), Selection(archives=("late",)), "year")
    alone = TimelineRequest(("harbour",), Selection(), "year")
    found = read_joint_timeline(split.parts, request, TODAY)
    assert found.panels == read_timeline(split.parts[1].conn, alone, TODAY).panels
