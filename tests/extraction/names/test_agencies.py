"""News agencies are recognized in the spellings that outlets print, and nothing else is."""

import pytest

from newsarchive.extraction.names.agencies import AGENCIES, agency_named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Reuters", "Reuters", id="a name"),
        pytest.param("REUTERS", "Reuters", id="a name in capitals"),
        pytest.param(" (AP) ", "AP", id="in brackets"),
        pytest.param("dpa/AFP", "dpa", id="the first of two"),
        pytest.param("dpa-AFX", "dpa", id="a service"),
        pytest.param("dpa/lno", "dpa", id="a regional service"),
        pytest.param("Agencia EFE", "EFE", id="with a word for agency before it"),
        pytest.param("Anadolu Ajansı", "Anadolu Agency", id="with a word for agency after it"),
        pytest.param("Agence France-Presse (AFP)", "AFP", id="with its short form"),
        pytest.param("ロイター", "Reuters", id="Japanese"),
        pytest.param("رويترز", "Reuters", id="Arabic"),
    ],
)
def test_spellings_of_an_agency_give_its_name(text: str, name: str) -> None:
    assert agency_named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Rivertown Post", id="an outlet"),
        pytest.param("Anna Reed", id="a person"),
        pytest.param("ap", id="capitals written small"),
        pytest.param("Ap", id="capitals written as a word"),
        pytest.param("Reuters said", id="more words"),
        pytest.param("Associated Press (AFP)", id="the short form of another"),
        pytest.param("dpa/Berlin", id="with a place"),
        pytest.param("AP " * 50, id="too long"),
    ],
)
def test_other_words_are_not_an_agency(text: str) -> None:
    assert agency_named(text) is None


def test_there_are_at_least_sixty_agencies_and_every_spelling_gives_its_agency() -> None:
    assert len(AGENCIES) >= 60
    assert {name for name, spellings in AGENCIES.items() if any(agency_named(s) != name for s in spellings)} == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Agence France-Presse (AFP)", "AFP"),
        ("The Associated Press (AP)", "AP"),
        ("dpa/lno", "dpa"),
        ("dpa-AFX", "dpa"),
        ("dpa-infocom", "dpa"),
        ("DPA", "dpa"),
        ("sid/dpa", "SID"),
        ("TT-AFP", "TT"),
        ("AFP, EFE y Reuters", "AFP"),
        ("Agencia EFE", "EFE"),
        ("Nachrichtenagentur dpa", "dpa"),
        ("ИА Интерфакс", "Interfax"),
        ("خبرگزاری ایسنا", "ISNA"),
    ],
)
def test_services_and_joined_agencies_are_recognized(text: str, name: str) -> None:
    assert agency_named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Anna Reed",
        "pap",
        "Uni",
        "Sid",
        "spa",
        "",
        "AP Reed",
        "dpa und ich",
        "AFP/Anna Reed",
        "Rivertown (AP)",
        "x" * 500,
    ],
)
def test_similar_words_are_not_an_agency(text: str) -> None:
    assert agency_named(text) is None
