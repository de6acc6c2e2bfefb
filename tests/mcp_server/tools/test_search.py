"""The tool search: words, filters, pages, versions, and what it refuses."""

import pytest

from newsarchive.mcp_server.server import make_server
from newsarchive.outlet_sets.own_sets import read_own_sets
from newsarchive.outlet_sets.set_names import EXAMPLES
from tests.mcp_server.calls import call, error_of
from tests.mcp_server.conftest import PUBLIC_URL


async def test_words_are_found_and_marked(server, ids):
    found = await call(server, "search", query="headline:feared")
    (article,) = found["articles"]
    assert article["id"] == ids["feature"]
    assert article["headline"].endswith("prove deeper than **feared**")
    assert article["published"] == "2026-11-18T10:00:00Z"
    assert (article["versions"], article["found_in_version"]) == (2, None)
    assert article["url"] == "https://post.example/2026/harbour"
    assert article["address"] == f"{PUBLIC_URL}/article/{ids['feature']}"
    assert (found["total"], found["total_is_at_least"], found["next"]) == (1, False, None)


async def test_pages_follow_each_other_by_rank_and_by_time(server):
    for arguments in ({"query": "harbour", "all_copies": True}, {"query": "harbour", "order": "newest"}, {}):
        seen, position = [], None
        while True:
            page = await call(server, "search", limit=20, position=position, **arguments)
            seen += [article["id"] for article in page["articles"]]
            position = page["next"]
            if position is None:
                break
        assert len(seen) == len(set(seen)) == page["total"] > 20


async def test_filters_hold(server, ids):
    (article,) = (await call(server, "search", outlets=["mimori_shimpo"]))["articles"]
    assert article["id"] == ids["japanese"]
    day = await call(server, "search", since="2026-11-14", until="2026-11-14")
    assert {one["published"][:10] for one in day["articles"]} == {"2026-11-14"}
    assert (await call(server, "search", authors=["佐藤花子"], languages=["ja"], sections=["地域"]))["total"] == 1


async def test_an_earlier_version_is_found_with_its_own_address(server, ids):
    found = await call(server, "search", query='"closed until the spring, the council"', earlier_versions=True)
    article = next(one for one in found["articles"] if one["id"] == ids["feature"])
    assert article["found_in_version"] == 1
    assert article["address"] == f"{PUBLIC_URL}/article/{ids['feature']}/1"


async def test_one_article_stands_for_its_copies(copies):
    server = make_server(copies[0])
    one = await call(server, "search", query="harbour")
    assert max(article["copies"] for article in one["articles"]) > 20
    every = await call(server, "search", query="harbour", all_copies=True, limit=50)
    assert len(every["articles"]) > len(one["articles"])


async def test_nothing_found_is_an_answer_with_a_reason(server):
    assert (await call(server, "search", query="zeppelin"))["articles"] == []
    assert "word to search for" in " ".join((await call(server, "search", query="?!"))["notes"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"outlets": ["rivertown_pst"]}, "rivertown_pst is not an outlet of this archive."),
        ({"since": "2026-11-20", "until": "2026-11-01"}, "until 2026-11-01 is before since 2026-11-20."),
        ({"since": "2026-13-01"}, "since"),
        ({"position": "40"}, "is not the `next` of an answer"),
        ({"limit": 1000}, "less than or equal to 50"),
        ({"query": "x" * 3000}, "at most 2000 characters"),
        ({"order": "random"}, "order"),
    ],
)
async def test_a_wrong_argument_is_refused_with_a_sentence(server, arguments, sentence):
    assert sentence in await error_of(server, "search", **arguments)


async def test_outlets_are_listed_with_their_articles(server):
    outlets = (await call(server, "outlets"))["outlets"]
    assert outlets[0]["name"] == "rivertown_post"
    assert outlets[0]["articles"] > 60
    facts = {"name": "sada_almarsa", "title": "صدى المرسى", "country": "eg", "language": "ar", "articles": 1}
    assert {**facts, "kind": None, "owner": None, "tags": []} in outlets


async def test_a_set_narrows_a_search(server, sample):
    assert (await call(server, "search", sets=["jp", "egypt"]))["total"] == 2
    assert (await call(server, "search", sets=["jp"], outlets=["rivertown_post"]))["total"] == 0
    own = make_server(sample[0], own_sets=read_own_sets({"far": ["mimori_shimpo", "country:eg"]}))
    assert (await call(own, "search", sets=["far"]))["total"] == 2
    assert (await call(own, "search", query="set:far"))["total"] == 2
    sentence = await error_of(server, "search", sets=["far"])
    assert sentence.endswith(f"sets: far: no set of outlets has that name; give {EXAMPLES}")
