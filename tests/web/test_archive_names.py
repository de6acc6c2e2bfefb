"""The name of one of several archives in the addresses of its pages."""

import re
from types import SimpleNamespace

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import NotFound

from newsarchive.archive.database import Archive
from newsarchive.web.archive_names import (
    archive_of_request,
    archive_routes,
    path_of_pages,
    under_name,
    without_name,
)
from newsarchive.web.databases import find_archives


@pytest.fixture
def two(archive_path, tmp_path):
    Archive.open(tmp_path / "old news.db", write=True).close()
    return Datasette([str(archive_path), str(tmp_path / "old news.db")])


def request_for(archive):
    return SimpleNamespace(url_vars={"archive": archive})


def test_only_several_archives_have_names_in_addresses(archive_path, two, tmp_path):
    (tmp_path / "notes.db").write_bytes(b"")
    assert archive_routes(Datasette([str(archive_path), str(tmp_path / "notes.db")])) == []
    assert archive_routes(two) == ["archive", "old news"]


def test_pattern_takes_a_name_where_there_are_several():
    assert under_name([], r"^/health$") == r"^/health$"
    pattern = under_name(["archive", "old news"], r"^/health$")
    assert re.match(pattern, "/archive/health")["archive"] == "archive"
    assert re.match(pattern, "/old+news/health")["archive"] == "old+news"
    assert re.match(pattern, "/health")["archive"] is None
    assert not re.match(pattern, "/other/health")


async def test_name_is_taken_from_a_path(two):
    archives = await find_archives(two)
    assert without_name(archives, "/archive/article/1") == "/article/1"
    assert without_name(archives, "/old+news/health") == "/health"
    for path in ("/archive", "/search", "/other/health"):
        assert without_name(archives, path) == path


async def test_archive_of_a_request_is_the_one_that_is_named(two, archive_path):
    archives = await find_archives(two)
    assert archive_of_request(archives, request_for("old+news")).name == "old news"
    with pytest.raises(NotFound, match="The archives are archive, old news"):
        archive_of_request(archives, request_for(None))
    alone = await find_archives(Datasette([str(archive_path)]))
    assert archive_of_request(alone, request_for(None)).name == "archive"


async def test_pages_of_one_of_several_begin_with_its_name(two, archive_path):
    await find_archives(two)
    assert path_of_pages(two, two.databases["old news"]) == "/old+news"
    alone = Datasette([str(archive_path)])
    await find_archives(alone)
    assert path_of_pages(alone, alone.databases["archive"]) == ""
