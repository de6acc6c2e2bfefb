"""Credits in the last lines of a text, and lines that only mention an agency."""

import pytest

from newsarchive.extraction.source.closing_lines import agency_mark, credit_in_line, first_named, first_publisher


@pytest.mark.parametrize(
    ("line", "source"),
    [
        pytest.param("Source: Reuters", "Reuters", id="a label"),
        pytest.param("Quelle: dpa, ntv.de", "dpa", id="the first of two"),
        pytest.param("© AFP", "AFP", id="copyright"),
        pytest.param("Copyright 2024 The Associated Press. All rights reserved.", "AP", id="a notice"),
        pytest.param("(dpa)", "dpa", id="in brackets"),
        pytest.param("Mit Material von dpa", "dpa", id="material"),
        pytest.param("Source: Rivertown Post", "Rivertown Post", id="an outlet"),
    ],
)
def test_a_line_that_is_only_a_credit_names_the_source(line: str, source: str) -> None:
    assert credit_in_line(line, has_named_author=False) == source


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The mayor told Reuters that the bridge is safe.", id="a mention"),
        pytest.param("Source: the city", id="not an outlet"),
        pytest.param("AA", id="a button of two letters"),
        pytest.param("© Anna Reed", id="a person's copyright"),
        pytest.param("Source: " + "Reuters and others, " * 20, id="too long"),
    ],
)
def test_other_lines_name_no_source(line: str) -> None:
    assert credit_in_line(line, has_named_author=False) is None


@pytest.mark.parametrize("line", ["Mit Material von dpa", "Source: Rivertown Post"])
def test_contributions_and_references_do_not_count_for_a_text_with_an_author(line: str) -> None:
    assert credit_in_line(line, has_named_author=True) is None


def test_an_outlet_after_the_label_counts_only_on_request() -> None:
    assert first_named("Rivertown Post", outlets=True) == "Rivertown Post"
    assert first_named("Rivertown Post", outlets=False) is None
    assert first_named("AFP, Reuters", outlets=False) == "AFP"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        pytest.param("The bridge is closed. (dpa)", "dpa", id="brackets"),
        pytest.param("He moved to the US. PTI", "PTI", id="capitals"),
        pytest.param("“It is open,” he said. — AFP", "AFP", id="a dash"),
        pytest.param("橋は再開した。(c)AFP/Taro Yamada", "AFP", id="Japanese"),
        pytest.param("He spoke to the agency Reuters", None, id="inside a sentence"),
        pytest.param("The bridge is closed. He met Anna", None, id="a name"),
    ],
)
def test_the_mark_after_the_last_sentence_names_the_agency(line: str, agency: str | None) -> None:
    assert agency_mark(line) == agency


def test_the_first_publisher_is_named_with_its_line() -> None:
    line = "This article was originally published by Futurism. Read the original article."
    assert first_publisher(["The end.", line]) == ("Futurism", line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("This article was originally published in English.", id="a language"),
        pytest.param("This article was originally published by a friend of mine.", id="small letters"),
        pytest.param("The book was a success.", id="another sentence"),
    ],
)
def test_other_lines_name_no_first_publisher(line: str) -> None:
    assert first_publisher([line]) is None
