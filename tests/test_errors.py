"""The tree of errors: what the command line catches, and what an error carries."""

import ast
import inspect
import re

import pytest

from newsarchive import errors
from newsarchive.errors import FetchError, NewsArchiveError, SettingsError, UsageError
from newsarchive.records import Outcome

CLASSES = {
    name: value for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)
}


@pytest.mark.parametrize("name", CLASSES)
def test_every_error_is_caught_by_the_command_line_and_described(name):
    assert issubclass(CLASSES[name], NewsArchiveError)
    assert CLASSES[name].__doc__


def test_the_tree_at_the_top_of_the_module_is_the_tree_of_the_classes():
    drawn = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := re.search(r"\b([A-Z]\w+(?:Error|Missing|Busy|TooNew|TooOld|Full|Gone|Crashed|TimedOut))\b", line):
            above[match.start()] = match[1]
            parents = [name for column, name in above.items() if column < match.start()]
            above = {column: name for column, name in above.items() if column <= match.start()}
            drawn[match[1]] = parents[-1] if parents else "Exception"
    tree = ast.parse(inspect.getsource(errors))
    real = {node.name: ast.unparse(node.bases[0]) for node in tree.body if isinstance(node, ast.ClassDef)}
    assert drawn == real


def test_a_wrong_setting_is_a_wrong_use():
    assert issubclass(SettingsError, UsageError)


def test_a_fetch_error_says_what_was_requested_and_why_it_failed():
    error = FetchError("https://rivertownpost.example/a", Outcome.NOT_FOUND, "HTTP 404")
    assert str(error) == "https://rivertownpost.example/a: not fetched (not_found: HTTP 404)"
    assert (error.outcome, error.reason, error.page) == (Outcome.NOT_FOUND, "HTTP 404", None)
