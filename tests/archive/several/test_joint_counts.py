"""Facets, totals and the histogram of several archives: the numbers are those of one archive that holds everything."""

from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.search import facets, histogram
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.search.totals import articles_per_day, outlet_titles, outlet_totals
from newsarchive.archive.several.joint_counts import (
    count_archives,
    count_by_time,
    count_facets,
    days_of_articles,
    newest_of_each,
    titles_of_outlets,
    totals_of_outlets,
)
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
    assert count_facets(split.parts, selection, plan) == expected


@pytest.mark.parametrize("plan", [DEFAULT_PLAN, SMALL], ids=["all counted", "each stretch counted"])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_histogram_is_that_of_one_archive(split, selection, plan):
    expected = histogram.count_by_time(split.whole, selection, plan=plan, budget_seconds=60)
    assert count_by_time(split.parts, selection, plan=plan, budget_seconds=60) == expected


def test_histogram_stops_when_its_time_is_used_up(split):
    found = count_by_time(split.parts, Selection("harbour"), plan=SMALL, budget_seconds=0, timer=lambda: 1.0)
    assert found.spans[-1].count
    assert {span.count for span in found.spans[:-1]} == {None}


def test_newest_matches_are_known_once_for_both(split):
    selection = Selection("harbour")
    newest = newest_of_each(split.parts, selection, SMALL)
    assert sum(map(len, newest)) == SMALL.window
    assert count_facets(split.parts, selection, SMALL, newest=newest) == count_facets(split.parts, selection, SMALL)


def test_each_archive_is_counted_whichever_are_chosen(split):
    assert sum(count for _, count in count_archives(split.parts, EVERYTHING).counts["archive"]) == ARTICLES
    narrowed = Selection("zeppelin", archives=("late",))
    assert count_archives(split.parts, narrowed).counts["archive"] == (("early", 6), ("late", 0), ("gazette", 0))
    assert count_archives(split.parts, Selection("harbour"), SMALL).is_capped


def test_chosen_archives_alone_are_counted(split):
    late = split.parts[1]
    selection = Selection("harbour", archives=("late",))
    assert count_facets(split.parts, selection) == facets.count_facets(late.conn, replace(selection, archives=()))
    assert count_by_time(split.parts, selection) == histogram.count_by_time(late.conn, selection)


def test_totals_are_sums(split):
    assert sorted(totals_of_outlets(split.parts), key=repr) == sorted(outlet_totals(split.whole), key=repr)
    assert titles_of_outlets(split.parts) == outlet_titles(split.whole)
    span = (date(2020, 1, 1), date(2030, 1, 1))
    assert days_of_articles(split.parts, *span) == articles_per_day(split.whole, *span)
