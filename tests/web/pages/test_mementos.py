"""TimeGate, TimeMap and mementos as a Memento client meets them: one archive, several, behind a prefix, and erased."""

import json

import pytest

from newsarchive.web.serve import Visitors, make_datasette
from tests.web.captured_archive import build_captured_archive
from tests.web.support import get

TWO = "https://post.example/2026/two"
FIRST, SECOND = "20261118100431", "20261118150431"


@pytest.fixture(scope="module")
def captured(tmp_path_factory):
    path = tmp_path_factory.mktemp("captured") / "archive.db"
    ids = build_captured_archive(path)
    return path, make_datasette(path), ids


@pytest.mark.parametrize(
    ("asked", "time"),
    [(None, SECOND), ("Thu, 31 May 2007 20:35:00 GMT", FIRST), ("Wed, 18 Nov 2026 14:00:00 GMT", SECOND)],
    ids=["no time", "before the first", "nearer to the second"],
)
async def test_a_timegate_leads_to_the_nearest_page(captured, asked, time):
    _, datasette, ids = captured
    headers = {"accept-datetime": asked} if asked else {}
    answer = await get(datasette, f"/timegate/{TWO}", 302, headers=headers)
    assert answer.headers["location"] == f"http://localhost/article/{ids['two']}/{time}/page"
    assert "accept-datetime" in answer.headers["vary"]
    assert "memento-datetime" not in answer.headers
    assert f'<{TWO}>; rel="original"' in answer.headers["link"]


@pytest.mark.parametrize(
    "spelling",
    [
        "http:/post.example/2026/two",
        "post.example/2026/two",
        "https://www.post.example/2026/two?utm_source=feed",
        "https%3A%2F%2Fpost.example%2F2026%2Ftwo",
    ],
    ids=["one slash, by a proxy", "no scheme", "tracking", "escaped"],
)
async def test_other_spellings_of_an_address(captured, spelling):
    _, datasette, ids = captured
    answer = await get(datasette, f"/timegate/{spelling}", 302)
    assert answer.headers["location"].endswith(f"/article/{ids['two']}/{SECOND}/page")


async def test_an_escaped_address_keeps_its_escapes(captured):
    _, datasette, ids = captured
    url = f"{TWO}?utm_source=%D0%BF%2Fa"
    answer = await get(datasette, f"/timemap/link/{url}")
    assert f'<{url}>; rel="original"' in answer.text
    assert f"/article/{ids['two']}/{FIRST}/page" in answer.text


async def test_a_wrong_time_is_an_error(captured):
    answer = await get(captured[1], f"/timegate/{TWO}", 400, headers={"accept-datetime": "yesterday"})
    assert answer.text.startswith("The header Accept-Datetime is not valid.")
    assert "accept-datetime" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("name", "status", "why"),
    [
        ("nosuch", 404, "The archive has no article at this address."),
        ("imported", 404, "came without a page"),
        ("expired", 410, "were deleted; its text is still stored"),
        ("removed", 410, "was removed at"),
    ],
)
@pytest.mark.parametrize("kind", ["timegate", "timemap/link", "timemap/json"])
async def test_without_a_page_one_sentence_says_why(captured, kind, name, status, why):
    answer = await get(captured[1], f"/{kind}/https://post.example/2026/{name}", status)
    assert why in answer.text
    assert answer.text.count("\n") == 1


async def test_what_is_no_address_is_an_error(captured):
    assert "not the address of a web page" in (await get(captured[1], "/timegate/http://", 400)).text


async def test_timemaps_list_all_pages(captured):
    _, datasette, ids = captured
    answer = await get(datasette, f"/timemap/link/{TWO}")
    assert answer.headers["content-type"] == "application/link-format"
    assert [line.split(">")[0][1:] for line in answer.text.splitlines() if "memento" in line] == [
        f"http://localhost/article/{ids['two']}/{time}/page" for time in (FIRST, SECOND)
    ]
    listed = json.loads((await get(datasette, f"/timemap/json/{TWO}")).text)["mementos"]
    assert listed["last"]["datetime"] == "2026-11-18T15:04:31Z"


@pytest.mark.parametrize("ending", ["", ".html", ".warc.gz"])
@pytest.mark.parametrize("which", [FIRST, "1"], ids=["time", "number"])
async def test_a_captured_page_says_its_time(captured, which, ending):
    _, datasette, ids = captured
    answer = await get(datasette, f"/article/{ids['two']}/{which}/page{ending}")
    assert answer.headers["memento-datetime"] == "Wed, 18 Nov 2026 10:04:31 GMT"
    own = f"http://localhost/article/{ids['two']}"
    assert f'<{own}/{FIRST}/page>; rel="first memento"' in answer.headers["link"]
    assert f'<{own}/{SECOND}/page>; rel="last next memento"' in answer.headers["link"]


async def test_pages_that_change_are_no_mementos(captured):
    _, datasette, ids = captured
    for path in (f"/article/{ids['two']}/page", f"/article/{ids['two']}"):
        answer = await get(datasette, path)
        assert "memento-datetime" not in answer.headers
        assert f'<http://localhost/timegate/{TWO}>; rel="timegate"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("name", "which", "status", "why"),
    [
        ("two", "20200101000000", 404, "has no page that was captured at 2020-01-01 00:00:00 UTC"),
        ("two", "99999999999999", 404, "99999999999999 is not a time"),
        ("expired", FIRST, 410, "was deleted at 2026-11-20 08:00:00 UTC"),
        ("removed", FIRST, 410, "was removed at"),
    ],
)
async def test_a_time_without_a_page_says_why(captured, name, which, status, why):
    _, datasette, ids = captured
    assert why in (await get(datasette, f"/article/{ids[name]}/{which}/page", status)).text


async def test_behind_a_prefix_addresses_have_it(captured):
    path, _, ids = captured
    datasette = make_datasette(path, Visitors(prefix="/news/"))
    answer = await get(datasette, f"/news/timegate/{TWO}", 302)
    assert answer.headers["location"] == f"http://localhost/news/article/{ids['two']}/{SECOND}/page"
    assert f"<http://localhost/news/timemap/link/{TWO}>" in answer.headers["link"]


async def test_several_archives_are_one_timegate(captured, tmp_path):
    path, _, _ = captured
    other = tmp_path / "other.db"
    ids = build_captured_archive(other)
    datasette = make_datasette(path, others=[other])
    listed = json.loads((await get(datasette, f"/timemap/json/{TWO}")).text)["mementos"]["list"]
    assert [one["uri"] for one in listed] == [
        f"http://localhost/{name}/article/{ids['two']}/{time}/page"
        for time in (FIRST, SECOND)
        for name in ("archive", "other")
    ]
    answer = await get(datasette, f"/other/article/{ids['two']}/{FIRST}/page")
    assert f'/archive/article/{ids["two"]}/{FIRST}/page>; rel="first prev memento"' in answer.headers["link"]
    assert answer.headers["memento-datetime"] == "Wed, 18 Nov 2026 10:04:31 GMT"
