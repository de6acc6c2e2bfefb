"""A first line such as "Sputnik, 08 Dec 2016" gives source and day; other first lines are text."""

from datetime import date

import pytest

from newsarchive.extraction.source.source_line import Credit, read_source_line, source_line, without_source_line

TEXT = "The bridge over the river was opened again, the city said."


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        pytest.param("Sputnik, 08 Dec 2016", "Sputnik", date(2016, 12, 8), id="English"),
        pytest.param("Reuters, December 8, 2016", "Reuters", date(2016, 12, 8), id="month first"),
        pytest.param("Rivertown Post, 3. Mai 2024", "Rivertown Post", date(2024, 5, 3), id="German"),
        pytest.param("EFE, 3 de mayo de 2024", "EFE", date(2024, 5, 3), id="Spanish"),
        pytest.param("AFP, 3 fév 2024", "AFP", date(2024, 2, 3), id="French short form"),
        pytest.param("ТАСС, 3 мая 2024", "TASS", date(2024, 5, 3), id="Russian"),
        pytest.param("ČTK, 3. května 2024", "ČTK", date(2024, 5, 3), id="Czech"),
        pytest.param("Anadolu Ajansı, 3 Mayıs 2024", "Anadolu Agency", date(2024, 5, 3), id="Turkish"),
        pytest.param("dpa, 03.05.2024", "dpa", date(2024, 5, 3), id="in numbers"),
        pytest.param("dpa, 2024-05-03.", "dpa", date(2024, 5, 3), id="ISO 8601"),
    ],
)
def test_a_source_line_gives_source_and_day(line: str, source: str, day: date) -> None:
    assert read_source_line(line) == Credit(source, line, "first line", day)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Oslo, 20 Nov 2026", id="a place"),
        pytest.param("Friday, 20 Nov 2026", id="a day"),
        pytest.param("Sputnik, 31 Feb 2016", id="a day that does not exist"),
        pytest.param("Sputnik, 08 Foo 2016", id="not a month"),
        pytest.param("Sputnik, 08 Dec 1016", id="an impossible year"),
        pytest.param("Sputnik, 08 Dec 2016: the bridge", id="more text"),
        pytest.param("Sputnik" + " and more" * 20 + ", 08 Dec 2016", id="too long"),
    ],
)
def test_other_lines_are_not_source_lines(line: str) -> None:
    assert read_source_line(line) is None


def test_a_line_with_only_a_day_may_come_before_the_source_line() -> None:
    credit, count = source_line(["8 Dec 2016", "Sputnik, 08 Dec 2016", TEXT])
    assert (credit.source if credit else None, count) == ("Sputnik", 2)


def test_a_line_of_text_before_the_source_line_ends_the_search() -> None:
    assert source_line([TEXT, "Sputnik, 08 Dec 2016", TEXT]) == (None, 0)


def test_the_source_line_is_removed_from_the_text() -> None:
    assert without_source_line(f"Sputnik, 08 Dec 2016\n\n{TEXT}") == TEXT


@pytest.mark.parametrize("body", ["Sputnik, 08 Dec 2016", TEXT, ""], ids=["only the line", "only text", "empty"])
def test_a_body_without_a_line_and_a_text_stays(body: str) -> None:
    assert without_source_line(body) == body
