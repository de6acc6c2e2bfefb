"""What a name looks like: a person's, a login, an account of the system, a section, a place."""

import pytest

from newsarchive.extraction.authors.name_forms import (
    is_login,
    is_place,
    is_placeholder,
    looks_like_name,
    names_section,
)
from newsarchive.records import Author

OWN = frozenset({"rivertownpost"})


@pytest.mark.parametrize("name", ["Rivertown Post", "hillcat7", "admin", "Super User", "WordPress", "root"])
def test_a_name_that_identifies_nobody_is_a_placeholder(name: str) -> None:
    assert is_placeholder(Author(name, "person"), OWN)


@pytest.mark.parametrize("name", ["Anna Reed", "Hill_Cat", "Reuters"])
def test_another_name_is_no_placeholder(name: str) -> None:
    assert not is_placeholder(Author(name, "agency" if name == "Reuters" else "person"), OWN)


def test_a_login_is_a_name_in_small_letters_and_no_office() -> None:
    assert is_login(Author("hillcat7", "person"))
    assert not is_login(Author("admin", "person"))
    assert not is_login(Author("Anna Reed", "person"))


@pytest.mark.parametrize("text", ["World News", "Politik", "Hill Rail Ltd", "Zone Société"])
def test_words_of_sections_and_companies_are_known(text: str) -> None:
    assert names_section(text)


@pytest.mark.parametrize("name", ["Anna Reed", "Uwe Klee", "Anne Rivière", "Newsome Hall"])
def test_names_have_no_words_of_sections(name: str) -> None:
    assert not names_section(name)


@pytest.mark.parametrize(("words", "expected"), [("New York", True), ("San José", True), ("Anna Newman", False)])
def test_places_are_known_by_their_first_word(words: str, expected: bool) -> None:
    assert is_place(words) is expected


@pytest.mark.parametrize(("name", "expected"), [("Anna Reed", True), ("Reed", False), ("橋本花子", True)])
def test_a_full_name_has_two_words_if_its_script_has_spaces(name: str, expected: bool) -> None:
    assert looks_like_name(name, full=True) is expected
