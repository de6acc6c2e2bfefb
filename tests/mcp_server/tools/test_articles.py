"""The tools for one article: text in parts, versions, changes, and addresses that can be verified."""

import hashlib

import pytest

from newsarchive.formats.citations.citation import version_text
from newsarchive.mcp_server.tools import articles as module
from tests.mcp_server.calls import call, error_of
from tests.mcp_server.conftest import PUBLIC_URL


async def test_an_article_comes_with_what_is_needed_to_cite_it(server, ids):
    article = await call(server, "article", article_id=ids["feature"])
    assert article["authors"] == [{"name": "A. Reed", "kind": "person"}, {"name": "Northern Wire", "kind": "agency"}]
    assert (article["version"], article["versions"]) == (2, 2)
    text = version_text(article["headline"], article["standfirst"], article["text"])
    assert hashlib.sha256(text.encode()).hexdigest() == article["sha256"]
    assert article["address"] == f"{PUBLIC_URL}/article/{ids['feature']}/2-{article['sha256'][:16]}"
    assert article["citation"].endswith(f"{article['address']} (SHA-256 {article['sha256']}).")


async def test_an_earlier_version_has_its_own_text(server, ids):
    first = await call(server, "article", article_id=ids["feature"], version=1)
    assert "closed until the spring" in first["text"]
    assert first["address"].startswith(f"{PUBLIC_URL}/article/{ids['feature']}/1-")


async def test_a_long_text_comes_in_parts(server, ids, monkeypatch):
    whole = await call(server, "article", article_id=ids["feature"])
    monkeypatch.setattr(module, "MOST_CHARACTERS", 100)
    parts, begin = [], 0
    while begin is not None:
        part = await call(server, "article", article_id=ids["feature"], from_character=begin)
        assert (part["from_character"], part["sha256"]) == (begin, whole["sha256"])
        parts.append(part["text"])
        begin = part["continues_at"]
    assert "".join(parts) == whole["text"]
    assert len(parts) > 5


async def test_what_a_reader_must_know_is_said(server, ids):
    assert (await call(server, "article", article_id=ids["stub"]))["is_complete"] is False
    withdrawn = await call(server, "article", article_id=ids["withdrawn"])
    assert withdrawn["withdrawn_since"] == "2026-11-19T00:00:00Z"
    assert (await call(server, "article", article_id=ids["day alone"]))["published"] == "2026-11-14"
    assert (await call(server, "article", article_id=ids["undated"]))["published"] is None


async def test_each_version_says_what_it_changed(server, ids):
    answer = await call(server, "versions", article_id=ids["feature"])
    first, second = answer["versions"]
    assert (first["changes"], first["changed_by"]) == ([], None)
    assert second["changes"] == ["corrected"]
    assert second["changed_by"] == "the outlet"
    assert (first["seen_at"], second["seen_at"]) == ("2026-11-20T12:00:00Z", "2026-11-20T17:00:00Z")
    assert answer["address"] == f"{PUBLIC_URL}/article/{ids['feature']}"


async def test_of_many_versions_the_last_ones_are_listed(server, ids, monkeypatch):
    monkeypatch.setattr(module, "MOST_VERSIONS", 1)
    answer = await call(server, "versions", article_id=ids["feature"])
    assert [version["number"] for version in answer["versions"]] == [2]
    assert answer["versions"][0]["changes"] == ["corrected"]
    assert answer["left_out"] == 1


async def test_changes_are_marked_in_the_paragraphs_that_have_some(server, ids):
    answer = await call(server, "changes", article_id=ids["feature"])
    assert (answer["older"], answer["newer"], answer["is_cut"]) == (1, 2, False)
    assert any("[-spring-]{+summer+}" in paragraph for paragraph in answer["paragraphs"])
    assert "{+The county has not agreed to pay.+}" in answer["paragraphs"]
    assert answer["unchanged_paragraphs"] > 4
    backwards = await call(server, "changes", article_id=ids["feature"], older=2, newer=1)
    assert any("[-summer-]{+spring+}" in paragraph for paragraph in backwards["paragraphs"])


async def test_many_changes_are_cut_and_this_is_said(server, ids, monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", 50)
    answer = await call(server, "changes", article_id=ids["feature"])
    assert answer["is_cut"]
    assert sum(map(len, answer["paragraphs"])) == 50


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("article", {"article_id": 99999}, "The archive has no article 99999."),
        ("article", {"article_id": 0}, "greater than or equal to 1"),
        ("article", {"article_id": 2**64}, "less than or equal to"),
        ("article", {"article_id": 1, "version": 9}, "Article 1 has no version 9; it has 2."),
        ("versions", {"article_id": 99999}, "The archive has no article 99999."),
        ("changes", {"article_id": 99999}, "The archive has no article 99999."),
        ("changes", {"article_id": 2}, "has only one version"),
        ("changes", {"article_id": 1, "older": 7}, "has no version 7; it has 1 to 2."),
    ],
)
async def test_what_is_not_there_is_refused_with_a_sentence(server, tool, arguments, sentence):
    assert sentence in await error_of(server, tool, **arguments)
