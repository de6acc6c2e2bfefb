"""Reading a file member by member, in pieces."""

import gzip
from pathlib import Path

import pytest

from newsarchive.archive.captures.inflated_files import InflatedFile
from newsarchive.archive.captures.warc_reader import read_records
from tests.archive.captures.two_pages import URL
from tests.importing.conftest import WarcMaker, a_body


def test_the_empty_lines_after_a_record_are_skipped_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = WarcMaker(tmp_path / "pages.warc.gz").page(URL.format(1), a_body())
    file = made.save(made.data + gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" + b"\r\n" * 4_000_000))
    looked, look = [], InflatedFile._more_here
    monkeypatch.setattr(InflatedFile, "_more_here", lambda inflated: looked.append(1) or look(inflated))
    assert len(list(read_records(file))) == 4
    assert len(looked) < 100
