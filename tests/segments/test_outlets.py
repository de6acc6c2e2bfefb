"""Outlets arrive as they were sent; one whose file differs on a worker is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.crawl import registry
from newsarchive.errors import FleetError, SegmentError
from newsarchive.outlet import Outlet
from newsarchive.segments import outlets
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.outlets import outlet_index, write_outlets
from newsarchive.settings import Settings

POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",), article_urls=("/a/",))
URL = "https://post.example/a/1"


@pytest.fixture
def folder(tmp_path: Path) -> SegmentFolder:
    return SegmentFolder(str(tmp_path / "segments"))


def arrived(folder: SegmentFolder, outlet: Outlet) -> Outlet | None:
    name = write_outlets(folder, [outlet])
    return outlet_index(folder.address, name).outlet_for_url(f"https://{outlet.hosts[0]}/a/1")


def test_outlets_arrive_as_they_are(folder: SegmentFolder):
    assert arrived(folder, POST) == POST


def test_changed_outlets_have_another_name(folder: SegmentFolder):
    assert write_outlets(folder, [POST]) == write_outlets(folder, [POST])
    assert write_outlets(folder, [POST]) != write_outlets(folder, [replace(POST, title="The Post")])


def test_a_shipped_outlet_with_its_own_read_is_found_where_newsarchive_is_installed(
    folder: SegmentFolder, tmp_path: Path, monkeypatch
):
    outlet = registry.outlet_by_name(Settings(root=tmp_path, db=tmp_path / "archive.db"), "avim_bulten")
    assert outlet.reader is not None
    name = write_outlets(folder, [outlet])
    elsewhere = tmp_path / "elsewhere"
    file = elsewhere / "tr" / "avim_bulten.py"
    file.parent.mkdir(parents=True)
    file.write_text(Path(outlet.reader[0]).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(outlets, "shipped_spiders", lambda: elsewhere)
    (found,) = outlet_index(folder.address, name)._by_domain[outlet.hosts[0]]
    assert found.reader == (str(file), outlet.reader[1])
    assert found.rules_hash == outlet.rules_hash


@pytest.mark.parametrize("content", [None, "class Post: changed = True"], ids=["missing", "different"])
def test_another_file_on_a_worker_is_refused_in_one_line(folder: SegmentFolder, tmp_path: Path, content: str | None):
    file = tmp_path / "post.py"
    file.write_text("class Post: pass")
    name = write_outlets(folder, [replace(POST, reader=(str(file), "Post"))])
    file.unlink()
    if content:
        file.write_text(content)
    with pytest.raises(FleetError, match="post: the file of this outlet is missing or different") as error:
        outlet_index(folder.address, name)
    assert "\n" not in str(error.value)


def test_a_worker_that_does_not_see_the_folder_says_so(folder: SegmentFolder):
    with pytest.raises(SegmentError, match="all machines must reach it under this address"):
        outlet_index(folder.address, "outlets-0.json")
