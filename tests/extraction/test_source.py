"""Whom a text is credited to. As many texts that only mention an agency as texts that credit one."""

from datetime import date

import pytest

from newsarchive.extraction.agencies import AGENCIES, agency_named
from newsarchive.extraction.source import find_source, without_source_line
from newsarchive.records import Author

TEXT = "The bridge over the river was opened again, the city said."


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("PARIS (AP) — ", "AP"),
        ("OSLO, Nov 20 (Reuters) - ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("Berlin (dpa) - ", "dpa"),
        ("Berlin/Köln (dpa/lnw) – ", "dpa"),
        ("ANKARA (AA) - ", "Anadolu Agency"),
        ("МОСКВА, 20 ноября. /ТАСС/. ", "TASS"),
        ("МОСКВА, 20 ноя - РИА Новости. ", "RIA Novosti"),
        ("ROMA (ANSA) - ", "ANSA"),
        ("Madrid, 20 nov (EFE).- ", "EFE"),
        ("【ロンドン共同】", "Kyodo"),
        ("(서울=연합뉴스) ", "Yonhap"),
        ("Paris (AFP) – ", "AFP"),
        ("新华社北京11月20日电 ", "Xinhua"),
        ("dpa/Berlin – ", "dpa"),
    ],
)
def test_datelines_credit_an_agency(opening: str, source: str) -> None:
    assert find_source(opening + TEXT, (), "Rivertown Post").source == source


@pytest.mark.parametrize(
    "body",
    [
        "The mayor told Reuters that the bridge is safe.",
        "According to the AP, the bridge was built in 1970.",
        "In an interview with (among others) AFP - the agency - he denied it.",
        "Reuters reported on Friday that the bridge is closed.",
        "The spokesman said to TASS that work goes on.",
        "He used an AA battery - nothing else.",
        "The Associated Press has moved its office to Rivertown.",
        "Wie die dpa erfuhr, ist die Brücke wieder offen.",
        "Interfax is the name of a company.",
        "He was a UPI reporter for years; (UPI) - his old office - is now a café.",
        "A source said so.",
        "The PA system failed at the opening.",
    ],
)
def test_a_mention_is_no_credit(body: str) -> None:
    assert find_source(f"{body} {TEXT}\n\n{TEXT}", (), "Rivertown Post").source == "Rivertown Post"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: Reuters", "Reuters"),
        ("(AFP)", "AFP"),
        ("Quelle: dpa", "dpa"),
        ("© AFP", "AFP"),
        ("With Reuters", "Reuters"),
        ("AFP/Reuters", "AFP"),
        ("Источник: ТАСС", "TASS"),
        ("Source: Al Jazeera", "Rivertown Post"),
        ("He said that to Reuters", "Rivertown Post"),
        ("ap", "Rivertown Post"),
    ],
)
def test_a_closing_line_credits_an_agency(line: str, source: str) -> None:
    assert find_source(f"{TEXT}\n\n{TEXT}\n\n{line}", (), "Rivertown Post").source == source


def test_the_first_line_of_the_sample_gives_source_and_day() -> None:
    body = f"Sputnik, 08 Dec 2016\n\n{TEXT}"
    credit = find_source(body, (), "Rivertown Post")
    assert (credit.source, credit.on) == ("Sputnik", date(2016, 12, 8))
    assert without_source_line(body) == TEXT


@pytest.mark.parametrize(
    "line", ["Sputnik, 31 Feb 2016", "Sputnik, 08 Xyz 2016", "Oslo, 08 Dec 2016", "Friday, 08 Dec 2016"]
)
def test_what_is_no_source_line_stays_in_the_text(line: str) -> None:
    body = f"{line}\n\n{TEXT}"
    assert without_source_line(body) == body


@pytest.mark.parametrize(
    ("authors", "source"),
    [
        pytest.param([Author("The Associated Press", "agency")], "AP", id="agency alone"),
        pytest.param([Author("Anna Reed"), Author("dpa", "agency")], "Rivertown Post", id="colleague first"),
        pytest.param([Author("Anna Reed")], "Rivertown Post", id="a person"),
        pytest.param([], "Rivertown Post", id="nobody"),
    ],
)
def test_a_byline_credits_the_agency_it_names_first(authors: list[Author], source: str) -> None:
    assert find_source(TEXT, authors, "Rivertown Post").source == source


def test_every_spelling_leads_to_its_agency() -> None:
    assert {name for name, spellings in AGENCIES.items() if any(agency_named(s) != name for s in spellings)} == set()


@pytest.mark.parametrize("text", ["Anna Reed", "pap", "Uni", "spa", "", "AP Reed", "dpa und ich"])
def test_other_words_name_no_agency(text: str) -> None:
    assert agency_named(text) is None
