"""The console for results."""

import io

import pytest

from newsarchive.cli.reports.results_console import ResultsConsole


def test_the_caller_sees_that_nobody_reads_any_more():
    class Unread(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        ResultsConsole(file=Unread()).print("harbour")
