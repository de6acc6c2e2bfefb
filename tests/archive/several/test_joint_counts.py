"""Facets, totals and the histogram of several archives: the numbers are those of one archive that holds everything."""

from datetime import date

import pytest

from newsarchive.archive.search import facets, histogram
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.search.totals import articles_per_day, outlet_titles, outlet_totals
from newsarchive.archive.several.joint_counts import (
    count_archives,
    count_by_time,
    count_facets,
    newest_of_all,
    sum_of_days,
    titles_of_outlets,
    totals_of_outlets,
)
from newsarchive.archive.several.parts import open_parts
from tests.archive.search.invented import ARTICLES, SMALL

SELECTIONS = {
    "everything": EVERYTHING,
    "a word": Selection("harbour"),
    "an outlet": Selection("harbour", outlets=("hill_times",)),
    "a rare word": Selection("zeppelin"),
    "a country": Selection(countries=("gb",)),
    "some days": Selection("harbour", since=date(2021, 1, 1), until=date(2023, 3, 1)),
    "a prefix": Selection("counc*"),
    "nothing": Selection("nowhere"),
    "no word": Selection('"'),
}


@pytest.mark.parametrize("plan", [DEFAULT_PLAN, SMALL], ids=["all counted", "the newest counted"])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_facets_are_those_of_one_archive(split, selection, plan):
    expected = facets.count_facets(split.whole, selection, plan)
    assert count_facets(open_parts(split.parts, selection, plan)) == expected


@pytest.mark.parametrize("plan", [DEFAULT_PLAN, SMALL], ids=["all counted", "each stretch counted"])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_histogram_is_that_of_one_archive(split, selection, plan):
    expected = histogram.count_by_time(split.whole, open_search(split.whole, selection, plan), budget_seconds=60)
    assert count_by_time(open_parts(split.parts, selection, plan), budget_seconds=60) == expected


def test_histogram_stops_when_its_time_is_used_up(split):
    parts = open_parts(split.parts, Selection("harbour"), SMALL)
    found = count_by_time(parts, budget_seconds=0, timer=lambda: 1.0)
    assert found.spans[-1].count
    assert {span.count for span in found.spans[:-1]} == {None}


def test_newest_matches_are_those_of_all_together(split):
    parts = newest_of_all(open_parts(split.parts, Selection("harbour"), SMALL))
    found = sorted(one for part in parts for one in part.opened.newest.ids)
    whole = open_search(split.whole, Selection("harbour"), SMALL, newest=SMALL.window)
    assert found == sorted(whole.newest.ids)


def test_each_archive_is_counted_whichever_are_chosen(split):
    assert sum(count for _, count in count_archives(split.parts, EVERYTHING).counts["archive"]) == ARTICLES
    narrowed = Selection("zeppelin", archives=("late",))
    assert count_archives(split.parts, narrowed).counts["archive"] == (("early", 6), ("late", 0), ("gazette", 0))
    assert count_archives(split.parts, Selection("harbour"), SMALL).capped == {"archive": SMALL.window}


def test_chosen_archives_alone_are_counted(split):
    late = split.parts[1]
    selection = Selection("harbour", archives=("late",))
    parts = open_parts(split.parts, selection)
    assert count_facets(parts) == facets.count_facets(late.conn, selection)
    assert count_by_time(parts) == histogram.count_by_time(late.conn, open_search(late.conn, selection))


def test_totals_are_sums(split):
    assert sorted(totals_of_outlets(split.parts), key=repr) == sorted(outlet_totals(split.whole), key=repr)
    assert titles_of_outlets(split.parts) == outlet_titles(split.whole)
    span = (date(2020, 1, 1), date(2030, 1, 1))
    days = (articles_per_day(part.conn, *span) for part in split.parts)
    assert sum_of_days(days) == articles_per_day(split.whole, *span)
