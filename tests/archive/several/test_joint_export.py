"""The articles of several archives for an export: in the order of one archive, and few in memory."""

from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.articles.read import iterate
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.several import joint_export
from newsarchive.archive.several.joint_export import count_together, iterate_together
from newsarchive.errors import UsageError
from tests.archive.search.invented import ARTICLES
from tests.archive.several.split_archive import part_of


@pytest.mark.parametrize(
    "selection",
    [
        EVERYTHING,
        Selection("harbour"),
        Selection(outlets=("small_gazette",)),
        Selection(since=date(2023, 1, 1), until=date(2024, 1, 1)),
    ],
    ids=["everything", "a word", "an outlet", "some days"],
)
def test_articles_are_those_of_one_archive_in_its_order(split, selection, monkeypatch):
    monkeypatch.setattr(joint_export, "IDS_HELD", 600)
    found = list(iterate_together(split.parts, selection))
    assert [replace(one, archive=None) for one in found] == list(iterate(split.whole, selection))
    assert all(one.archive == part_of({"id": one.id, "outlet": one.article.outlet}) for one in found)


def test_few_articles_are_read_ahead(split, monkeypatch):
    read = []
    of_one = joint_export.read_articles
    monkeypatch.setattr(joint_export, "read_articles", lambda conn, ids: read.append(len(ids)) or of_one(conn, ids))
    next(iterate_together(split.parts))
    assert sum(read) == joint_export.BATCH


def test_archives_are_counted_together(split):
    assert count_together(split.parts) == ARTICLES


def test_one_archive_has_no_name(split):
    assert {one.archive for one in iterate_together(split.parts[1:2])} == {None}


def test_query_without_words_is_reported_at_once(split):
    with pytest.raises(UsageError, match="--search"):
        iterate_together(split.parts, Selection('"'))
