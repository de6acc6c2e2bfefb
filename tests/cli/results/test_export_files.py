"""What is said after an export; the command itself is tested in verbs/test_export.py."""

from pathlib import Path

import pytest

from newsarchive.cli.results import export_files
from newsarchive.exporting.warc import WarcCopied


def test_pages_that_are_missing_are_said_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    copied = WarcCopied(articles=3, captures=1, pageless=1, given_up=1)
    export_files._report(copied, "warc", Path("pages.warc.gz"), as_json=False)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "1 page of 3 articles exported to pages.warc.gz"
    assert "such as imported documents" in lines[1]
    assert "no longer kept" in lines[2]
