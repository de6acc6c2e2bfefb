"""Citations of many articles, in one file."""

import io
import json

import pytest
import rispy

from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.exporting import citations as module
from newsarchive.exporting.citations import write_citations
from newsarchive.formats.citations.citation import CitingArchive
from tests.formats.citations.csl_schema import problems_of
from tests.web.sample_archive import build_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("citations") / "archive.db"
    build_archive(path)
    with Archive.open(path) as opened:
        yield opened


def written(archive, form, **options):
    out = io.StringIO(newline="")
    count = write_citations(archive, iterate(archive.conn), out, form, CitingArchive(**options))
    return count, out.getvalue()


def test_every_article_is_cited_once_in_order(archive, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 7)
    count, text = written(archive, "csl", address="https://archive.example")
    items = json.loads(text)
    assert problems_of(items) == []
    assert count == len(items) == len({item["id"] for item in items})
    ids = [stored.id for stored in iterate(archive.conn)]
    assert [item["custom"]["article_id"] for item in items] == ids
    assert items[0]["archive_location"].startswith(f"https://archive.example/article/{ids[0]}/")


def test_without_an_address_the_path_is_cited(archive):
    _, text = written(archive, "ris")
    assert all(record["unknown_tag"]["AV"][0].startswith("/article/") for record in rispy.loads(text))
