"""JSON-LD on real pages: broken, nested, and with entries of other pages."""

import json

import pytest

from newsarchive.extraction.page.json_ld import first_text, full_names, parse_script, read_linked_data

URL = "https://rivertownpost.example/bridge"
ARTICLE = {"@type": "NewsArticle", "headline": "Bridge reopens", "url": URL}
OTHER = {"@type": "NewsArticle", "headline": "Another story", "url": "https://rivertownpost.example/other"}


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('{"a": 1}', id="valid"),
        pytest.param('<!-- {"a": 1} -->', id="in an HTML comment"),
        pytest.param('//<![CDATA[\n{"a": 1}\n//]]>', id="in CDATA"),
        pytest.param('{"a": 1,}', id="trailing comma"),
        pytest.param('{"a": 1};', id="semicolon"),
        pytest.param("{&quot;a&quot;: 1}", id="escaped quotes"),
        pytest.param('{"a": 1}{"b": 2}', id="two values"),
    ],
)
def test_broken_scripts_are_repaired(script: str) -> None:
    assert parse_script(script) == {"a": 1}


def test_a_raw_line_end_in_a_string_is_read() -> None:
    assert parse_script('{"a": "one\ntwo"}') == {"a": "one\ntwo"}


@pytest.mark.parametrize("script", ["", "null", "{", "[" * 100_000, '{"a":' * 50_000, "not json"], ids=repr)
def test_a_script_that_is_not_json_gives_no_article(script: str) -> None:
    assert read_linked_data([script], URL).article == {}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(ARTICLE, id="alone"),
        pytest.param({"@graph": [{"@type": "WebPage"}, ARTICLE]}, id="in a graph"),
        pytest.param([OTHER, ARTICLE], id="behind another page's"),
        pytest.param([{"@type": "ItemList", "itemListElement": [OTHER]}, ARTICLE], id="behind a list"),
        pytest.param({"@type": "WebPage", "mainEntity": ARTICLE, "mentions": [OTHER]}, id="as main entity"),
        pytest.param({**ARTICLE, "@type": ["Article", "http://schema.org/NewsArticle"]}, id="several types"),
    ],
)
def test_the_pages_own_article_is_found(value: object) -> None:
    assert first_text(read_linked_data([json.dumps(value)], URL).article, "headline") == "Bridge reopens"


def test_an_article_in_a_list_of_others_is_not_the_pages_own_before_one_outside() -> None:
    own = {"@type": "Article", "headline": "Own"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Listed"}]}
    assert read_linked_data([json.dumps([listed, own])], URL).article["headline"] == "Own"


def test_references_lead_to_the_names_they_mean() -> None:
    graph = {
        "@graph": [
            {**ARTICLE, "author": [{"@id": "#reed"}, {"name": "Staff"}, "B. Hall"]},
            {"@type": "Person", "@id": "#reed", "name": "A. Reed"},
        ]
    }
    data = read_linked_data([json.dumps(graph)], URL)
    assert data.names(data.article["author"]) == ["A. Reed", "Staff", "B. Hall"]


def test_only_text_is_read_and_it_is_unescaped() -> None:
    assert first_text({"headline": "Fish &amp;amp; chips\n reopen"}, "headline") == "Fish & chips reopen"
    assert first_text({"headline": {"@value": "Bridge"}}, "headline") == "Bridge"
    assert first_text({"headline": {"a": 1}, "name": True}, "headline", "name") is None


def test_a_reference_leads_to_the_node_with_a_name() -> None:
    named, unnamed = {"@id": "#reed", "name": "A. Reed"}, {"@id": "#reed", "url": URL, "image": "x"}
    data = read_linked_data([json.dumps([{**ARTICLE, "author": {"@id": "#reed"}}, named, unnamed])], URL)
    assert full_names(data, data.article["author"]) == ["A. Reed"]


def test_a_person_without_a_name_gets_given_and_family_name() -> None:
    data = read_linked_data([json.dumps(ARTICLE)], URL)
    called = [{"givenName": "Anna", "familyName": "Reed"}, {"familyName": "Hall"}, {"url": URL}, "C. Moss"]
    assert full_names(data, called) == ["Anna Reed", "Hall", "C. Moss"]
