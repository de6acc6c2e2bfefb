"""An empty folder of our own WARC files, and files to read: two pages, and a rendered one."""

import gzip
from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.records import Page
from tests.archive.captures.two_pages import AT, RENDERED, URL
from tests.importing.conftest import WarcMaker, a_body


@pytest.fixture
def files(tmp_path):
    return CaptureFiles(tmp_path / "captures")


@pytest.fixture(params=[True, False], ids=["gzip'd", "plain"])
def file(request, tmp_path: Path) -> Path:
    """A WARC file of two pages, each after its request."""
    made = WarcMaker(tmp_path / "pages.warc", is_gzip=request.param)
    return made.page(URL.format(1), a_body()).page(URL.format(2), a_body(number=2)).save()


@pytest.fixture(params=[True, False], ids=["gzip'd", "plain"])
def rendered_file(request, tmp_path: Path) -> Path:
    """A file of newsarchive's own: a rendered page between two that are not."""
    files = CaptureFiles(tmp_path)
    pages = [Page(URL.format(n), URL.format(n), AT, 200, (("Content-Type", "text/html"),), a_body()) for n in (1, 2, 3)]
    refs = [files.append(pack(page.rendered(RENDERED) if n == 1 else page)) for n, page in enumerate(pages)]
    files.close()
    path = tmp_path / refs[0].file
    if request.param:
        return path
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain
