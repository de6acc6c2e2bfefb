"""The names by which tests/conftest.py knows slow tests: a renamed test must not become a fast one unnoticed."""

from pathlib import Path

import pytest

from tests.conftest import BROWSER_FIXTURES, SLOW_FILES, SLOW_FIXTURES, SLOW_FOLDERS, SLOW_TESTS

TESTS = Path(__file__).resolve().parent


@pytest.mark.parametrize("name", sorted(BROWSER_FIXTURES | SLOW_FIXTURES | SLOW_TESTS))
def test_a_fixture_or_test_of_that_name_exists(name: str):
    assert any(f"\ndef {name}(" in file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py"))


@pytest.mark.parametrize("name", sorted(SLOW_FILES | SLOW_FOLDERS))
def test_a_file_or_folder_of_that_name_exists(name: str):
    assert list(TESTS.rglob(name))
