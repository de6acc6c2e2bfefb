"""The tools that count: articles over time, words in context, distinctive words."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.mcp_server.calls import call, error_of
from tests.mcp_server.conftest import PUBLIC_URL


async def test_a_timeline_counts_each_search_beside_all_that_was_published(server):
    found = await call(server, "timeline", queries=["harbour", "zeppelin"], by="day")
    assert found["step"] == "day"
    counted = [period for period in found["periods"] if period["articles"] is not None]
    total = (await call(server, "search", query="harbour", all_copies=True))["total"]
    assert [sum(numbers) for numbers in zip(*(period["articles"] for period in counted), strict=True)] == [total, 0]
    assert all(period["published"] >= max(period["articles"]) for period in counted)
    assert all(period["days_with_data"] == 0 for period in found["periods"] if period["articles"] is None)
    assert found["address"] == f"{PUBLIC_URL}/timeline?q=harbour&q=zeppelin&by=day"


async def test_filters_and_days_hold_and_are_in_the_address(server):
    found = await call(
        server, "timeline", queries=[""], outlets=["mimori_shimpo"], since="2026-11-17", until="2026-11-17"
    )
    (period,) = found["periods"]
    assert (period["first_day"], period["last_day"], period["articles"]) == ("2026-11-17", "2026-11-17", [1])
    asked = parse_qs(urlsplit(found["address"]).query)
    assert (asked["outlet"], asked["since"], asked["until"]) == (["mimori_shimpo"], ["2026-11-17"], ["2026-11-17"])


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("timeline", {"queries": ["harbour"]}),
        ("concordance", {"query": "harbour"}),
        ("distinctive_words", {"query": "harbour"}),
    ],
)
async def test_every_count_takes_sets_and_refuses_unknown_ones(server, tool, words):
    found = await call(server, tool, sets=["jp"], **words)
    assert parse_qs(urlsplit(found["address"]).query)["set"] == ["jp"]
    assert not found.get("articles")
    assert "did you mean agency" in await error_of(server, tool, sets=["agencie"], **words)
    assert "is not an outlet of this archive" in await error_of(server, tool, outlets=["harbour_herald"], **words)


async def test_a_concordance_shows_each_place_with_its_article(server, ids):
    found = await call(server, "concordance", query="headline:feared", limit=1)
    (place,) = found["places"]
    assert (place["article_id"], place["field"], place["found"]) == (ids["feature"], "headline", "feared")
    assert place["before"].endswith("prove deeper than ")
    assert place["address"] == f"{PUBLIC_URL}/article/{ids['feature']}"
    many = await call(server, "concordance", query="harbour", sort="right", limit=3)
    assert (len(many["places"]), many["left_out"] > 0, many["total_articles"] > 3) == (3, True, True)
    assert many["address"].endswith("/concordance?q=harbour&lines=right")


async def test_distinctive_words_say_on_how_many_articles_they_rest(server):
    found = await call(server, "distinctive_words", query="harbour", limit=5)
    assert found["articles"] > 0
    assert len(found["words"]) <= 5
    assert all(word["articles"] <= found["articles"] for word in found["words"])
    assert found["address"] == f"{PUBLIC_URL}/words?q=harbour"
    nothing = await call(server, "distinctive_words", query="?!")
    assert nothing["words"] == []
    assert "no word to search for" in nothing["notes"][0]


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("timeline", {"queries": []}, "at least 1 item"),
        ("timeline", {"queries": ["a"] * 6}, "at most 5 items"),
        ("timeline", {"queries": ["a"], "since": "2026-11-20", "until": "2026-11-01"}, "is before since"),
        ("timeline", {"queries": ["a"], "by": "day", "since": "2000-01-01"}, "Take longer periods or fewer years."),
        ("concordance", {"query": " "}, "Type a word"),
        ("concordance", {"query": "a", "limit": 1000}, "less than or equal to 200"),
    ],
)
async def test_a_wrong_argument_is_refused_with_a_sentence(server, tool, arguments, sentence):
    assert sentence in await error_of(server, tool, **arguments)
