"""/openapi.json names the archive and the address under which it is served."""

from newsarchive.web.serve import Visitors, make_datasette


async def test_it_names_the_address_of_the_archive(archive_path):
    datasette = make_datasette(archive_path, Visitors(public_url="https://library.example/news"))
    described = (await datasette.client.get("/openapi.json")).json()
    assert described["servers"] == [{"url": "https://library.example/news"}]
    assert described["info"]["title"] == "News archive"
    assert "/search.jsonl" in described["paths"]
