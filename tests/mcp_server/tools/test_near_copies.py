"""The tool near_copies: the first, all others in pages, and an article alone."""

from newsarchive.mcp_server.server import make_server
from tests.mcp_server.calls import call, error_of


async def test_the_agencys_article_is_the_first_and_the_others_follow_in_pages(copies):
    path, ids = copies
    server = make_server(path, "https://archive.example")
    seen, position = [], None
    while True:
        answer = await call(server, "near_copies", article_id=ids["cut"], limit=10, position=position)
        assert (answer["first"]["id"], answer["first"]["similarity"]) == (ids["head"], None)
        seen += answer["copies"]
        position = answer["next"]
        if position is None:
            break
    assert len(seen) == answer["articles"] == len({copy["id"] for copy in seen})
    assert answer["outlets"] == len({copy["outlet"] for copy in seen})
    assert {copy["similarity"] for copy in seen} == {None, 0.934}
    assert answer["address"] == f"https://archive.example/copies/{ids['cut']}"
    withdrawn = next(copy for copy in seen if copy["id"] == ids["same"])
    assert withdrawn["withdrawn_since"] == "2026-11-19T00:00:00Z"


async def test_an_article_without_copies_is_alone(copies):
    path, ids = copies
    answer = await call(make_server(path), "near_copies", article_id=ids["alone"])
    assert (answer["articles"], [copy["id"] for copy in answer["copies"]]) == (1, [ids["alone"]])


async def test_an_unknown_article_and_a_wrong_position_are_refused(copies):
    server = make_server(copies[0])
    assert "no article 99999" in await error_of(server, "near_copies", article_id=99999)
    assert "is not the `next`" in await error_of(server, "near_copies", article_id=1, position="rank 4")
