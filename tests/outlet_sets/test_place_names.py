"""Names of countries and languages as people type them."""

import pytest

from newsarchive.outlet_sets.place_names import country_code, country_names, language_tag, plain_name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("germany", "de"),
        ("uk", "gb"),
        ("United Kingdom", "gb"),
        ("cote d’ivoire", "ci"),
        ("burma", "mm"),
        ("sv", "sv"),
        ("zz", None),
        ("europe", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_code_and_its_english_name(typed: str, code: str | None):
    assert country_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "tag"), [("de", "de"), ("German", "de"), ("pt-BR", "pt-BR"), ("PT_br", "pt-BR"), ("qqq", None)]
)
def test_a_language_is_known_by_its_tag_and_its_english_name(typed: str, tag: str | None):
    assert language_tag(typed) == tag


def test_the_names_of_a_country_in_the_languages_spoken_there():
    assert list(country_names("de", ["en", "de"])) == ["Germany", "Deutschland"]
    assert list(country_names("gb", ["x-nonsense"])) == []


def test_plain_names_compare_without_capitals_accents_and_signs():
    assert plain_name(" Público_Diário-X ") == "publico diario x"
