"""The page of words in context: lines, order, pages, formats; right-to-left, narrow and dark in a browser."""

import csv
import io

import pytest

from tests.web.support import NARROW, WIDE, get, needs_chromium, overflows, take_screenshot, text_of


async def test_each_place_is_a_line_that_leads_to_its_article(datasette, ids):
    page = (await get(datasette, "/concordance?q=deeper")).text
    assert f'<a class="found" href="/article/{ids["feature"]}"><mark>deeper</mark></a>' in page
    assert "Sort by:" in page


async def test_lines_can_be_ordered_and_pages_follow(datasette):
    first = (await get(datasette, "/concordance.json?q=harbour&lines=right")).json()
    assert (first["articles"], first["lines_by"]) == (20, "right")
    following = (await get(datasette, first["next"].removeprefix("http://localhost"))).json()
    assert not {line["article_id"] for line in first["lines"]} & {line["article_id"] for line in following["lines"]}
    assert "Previous articles" in (await get(datasette, "/concordance?q=harbour&page=2&lines=left")).text


async def test_csv_has_the_lines_of_the_page(datasette):
    rows = list(csv.DictReader(io.StringIO((await get(datasette, "/concordance.csv?q=deeper")).text)))
    found = (await get(datasette, "/concordance.json?q=deeper")).json()["lines"]
    assert [row["after"] for row in rows] == [line["after"] for line in found]
    assert rows[0]["page"].startswith("http://localhost/article/")


async def test_the_empty_page_has_a_form_alone(datasette):
    page = (await get(datasette, "/concordance")).text
    assert "Sort by" not in page
    answer = await datasette.client.get("/concordance?q=quay&outlet=&lines=left")
    assert answer.headers["location"] == "/concordance?q=quay&lines=left"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/concordance?q=a&lines=up", 400, "Lines=up is not a known order."),
        ("/concordance.csv", 400, "Type a word to see where it stands in the articles."),
        ("/concordance?q=a&page=zero", 400, "Page=zero is not a page from 1 to 100."),
        ("/concordance.atom?q=a", 404, "available as csv, json"),
    ],
)
async def test_a_wrong_address_gets_a_sentence(datasette, path: str, status: int, sentence: str):
    assert sentence in text_of((await get(datasette, path, status=status)).text)


async def test_hostile_texts_are_text(datasette):
    page = (await get(datasette, "/concordance?q=hostile")).text
    assert "<script>" not in page
    assert "<img" not in page


async def test_a_line_from_right_to_left_says_so(datasette):
    assert '<p class="context" lang="ar" dir="rtl">' in (await get(datasette, "/concordance?q=الميناء")).text


@needs_chromium
@pytest.mark.parametrize("query", ["harbour", "الميناء", "港"], ids=["english", "arabic", "japanese"])
def test_in_a_browser(open_page, query: str, request):
    for size in (WIDE, NARROW):
        page = open_page(size, java_script_enabled=True)
        page.goto(f"/concordance?q={query}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            take_screenshot(page, f"concordance-{request.node.callspec.id}-{size[0]}-{scheme}")
        assert not overflows(page)


@needs_chromium
def test_what_was_found_stands_below_each_other_on_a_wide_page(open_page):
    page = open_page(WIDE)
    page.goto("/concordance?q=harbour")
    centres = {
        round(box["x"] + box["width"] / 2)
        for place in page.locator(".concordance .found").all()[:8]
        if (box := place.bounding_box())
    }
    assert len(centres) == 1
    page.goto("/concordance?q=الميناء")
    before = page.locator(".concordance .before").last.bounding_box()
    after = page.locator(".concordance .after").last.bounding_box()
    assert before["x"] > after["x"]
