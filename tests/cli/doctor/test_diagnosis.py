"""A check that fails itself is one line, so that the others still run."""

import errno

import pytest

from newsarchive.cli.doctor.diagnosis import State, diagnosed, ok
from newsarchive.errors import ArchiveError


@pytest.mark.parametrize(
    ("error", "found", "advice"),
    [
        pytest.param(ArchiveError("a.db: damaged; restore it"), "a.db: damaged", "restore it", id="one of ours"),
        pytest.param(PermissionError(errno.EACCES, "Denied", "/x"), "/x: Denied", "check the path", id="system"),
        pytest.param(ValueError("two\nlines"), "this check failed: ValueError: two", "report this", id="a mistake"),
    ],
)
def test_a_check_that_fails_is_a_problem(error: Exception, found: str, advice: str):
    def failing():
        yield ok("x", "first")
        raise error

    first, last = diagnosed("x", failing)
    assert first.state is State.OK
    assert (last.state, last.found) == (State.PROBLEM, found)
    assert last.advice is not None
    assert last.advice.startswith(advice)
