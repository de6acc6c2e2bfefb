"""The timeline of several archives: its numbers are those of one archive that holds everything."""

from contextlib import ExitStack
from datetime import date

import pytest

from newsarchive.archive.analysis import period_borders
from newsarchive.archive.analysis.timeline import read_joint_timeline, read_timeline
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchive
from tests.archive.analysis.invented import analysis_articles, build_analysis_archive
from tests.archive.clusters import join_copies
from tests.archive.search.invented import fill
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


@pytest.fixture(scope="module")
def own_days(tmp_path_factory):
    """Archives of outlets whose days are not those of UTC, whole and in parts; the copies are all in the first part."""
    folder = tmp_path_factory.mktemp("own_days")
    build_analysis_archive(folder / "whole.db")
    made = analysis_articles()
    parts = {"early": made[:120], "late": made[120::2], "others": made[121::2]}
    for name, articles in parts.items():
        with Archive.open(folder / f"{name}.db", write=True) as archive, archive.transaction():
            fill(archive.conn, articles)
            if name == "early":
                join_copies(archive.conn, 4, 9, 10)
    with ExitStack() as stack:
        conns = {name: stack.enter_context(Archive.open(folder / f"{name}.db")).conn for name in ("whole", *parts)}
        yield Split(conns["whole"], tuple(OpenArchive(name, conns[name]) for name in parts))


@pytest.mark.parametrize("step", ["day", "week", "month"])
@pytest.mark.parametrize("options", [{}, {"all_copies": False}, {"split": "outlet"}, {"split": "country"}], ids=str)
def test_own_days_are_those_of_one_archive(own_days, step, options):
    for selection in (Selection(), Selection(languages=("fr",)), Selection(until=date(2026, 4, 10))):
        request = TimelineRequest(("storm", "harbour", ""), selection, step, **options)
        found = read_joint_timeline(own_days.parts, request, TODAY)
        assert found == read_timeline(own_days.whole, request, TODAY)
        assert found.is_exact


def test_archives_share_what_may_be_looked_up(own_days, monkeypatch):
    request = TimelineRequest(("storm",), Selection(), "day")
    monkeypatch.setattr(period_borders, "MOST_LOOKED_UP", 100)
    assert all(read_timeline(part.conn, request, TODAY).is_exact for part in own_days.parts)
    found = read_joint_timeline(own_days.parts, request, TODAY)
    assert not found.is_exact
    assert any("UTC days" in note for note in found.notes)
    assert found == read_timeline(own_days.whole, request, TODAY)


def test_each_archive_is_read_as_of_one_moment(own_days):
    seen = {part.name: [] for part in own_days.parts}
    for part in own_days.parts:
        part.conn.set_trace_callback(seen[part.name].append)
    read_joint_timeline(own_days.parts, TimelineRequest(("storm",), Selection()), TODAY)
    for part in own_days.parts:
        part.conn.set_trace_callback(None)
        assert (seen[part.name][0], seen[part.name][-1]) == ("BEGIN", "ROLLBACK")
        assert seen[part.name].count("BEGIN") == 1


def test_chosen_archives_alone_are_counted(split):
    request = TimelineRequest(("harbour",), Selection(archives=("late",)), "year")
    alone = TimelineRequest(("harbour",), Selection(), "year")
    found = read_joint_timeline(split.parts, request, TODAY)
    assert found.panels == read_timeline(split.parts[1].conn, alone, TODAY).panels
