"""A site in several languages: one part becomes the outlet, the others are named."""

from newsarchive.outlet_tools.draft.language_parts import LanguageParts
from newsarchive.urls import url_key
from tests.outlet_tools.draft.surveys import HOME, a_page, a_source, a_survey

ENGLISH, WELSH = "<html lang='en'></html>", "<html lang='cy'></html>"


def pages(folder: str, markup: str, number: int) -> list:
    return [a_page(f"{folder}/news/ferry-{n}", markup) for n in range(number)]


def test_a_site_in_one_language_has_one_part():
    survey = a_survey(*pages("en", ENGLISH, 4))
    parts = LanguageParts.of(survey)
    assert (parts.pages, parts.others, parts.language) == (survey.pages, (), None)
    assert parts.keys_of_others() == set()
    assert parts.front_pages() == ()
    assert not parts.is_other(f"{HOME}cy/news/x")


def test_one_page_in_another_language_makes_no_part():
    assert LanguageParts.of(a_survey(*pages("en", ENGLISH, 4), *pages("cy", WELSH, 1))).others == ()


def test_the_language_of_most_urls_is_the_outlets():
    english, welsh = pages("en", ENGLISH, 2), pages("cy", WELSH, 3)
    feed = a_source("rss", *(f"en/news/old-{n}" for n in range(9)), "cy/news/old")
    parts = LanguageParts.of(a_survey(*english, *welsh, sources=(feed,)))
    assert (parts.language, parts.pages, parts.others) == ("en", tuple(english), tuple(welsh))
    assert parts.is_other(f"{HOME}cy/news/x")
    assert not parts.is_other(f"{HOME}en/news/x")
    assert parts.keys_of_others() == {url_key(f"{HOME}cy/news/old"), *(key for page in welsh for key in page.keys)}


def test_the_language_of_the_given_path_is_the_outlets():
    survey = a_survey(*pages("en", ENGLISH, 4), *pages("cy", WELSH, 2), root="/cy/")
    assert LanguageParts.of(survey).language == "cy"


def test_the_front_page_of_the_other_part_has_the_url_that_the_site_links():
    both = (*pages("en", ENGLISH, 4), *pages("cy", WELSH, 2))
    assert LanguageParts.of(a_survey(*both)).front_pages() == (("cy", f"{HOME}cy/"),)
    linked = a_survey(*both, links={f"{HOME}cy": "Cymraeg"})
    assert LanguageParts.of(linked).front_pages() == (("cy", f"{HOME}cy"),)
