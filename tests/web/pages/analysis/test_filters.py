"""The filters on the pages of statistics: all that the search page has; what is chosen stays, and refused addresses."""

import pytest
from datasette.utils.asgi import BadRequest

from newsarchive.archive.search.facets import FIELDS, Facets
from newsarchive.errors import UsageError
from newsarchive.web.databases import QueryTooSlow
from newsarchive.web.pages.analysis.filters import FilterView, bad_request, understood
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.requests.timeline_request import TimelineForm
from newsarchive.web.searching.filter_fields import FilterLabels
from tests.web.support import NARROW, WIDE, Markup, get, needs_chromium, overflows, served, take_screenshot, text_of

MANY = tuple((f"Section {number}", 20 - number) for number in range(20))
# Each page with all that it has besides filters, which must stay when a filter is chosen, and the other way round.
ADDRESSES = (
    "/timeline?q=storm&q=harbour&by=month&measure=share&copies=once&forms=exact&split=country",
    "/concordance?q=storm&order=oldest&copies=all&forms=exact&lines=left",
    "/words?q=storm&forms=exact&stop_words=shown",
)
CHOSEN = (
    "outlet=hill_times&country=fr&language=fr&section=Politics&author=A.+Reed&kind=article&tag=checked&since=2026-03-01"
)


def view_of(facets: Facets | None, **filters: tuple[str, ...]) -> FilterView:
    form = TimelineForm(("storm",), SearchForm(filters=filters), step="week", as_share=True)
    return FilterView(form, facets, FilterLabels({"post": "Rivertown Post"}), "/timeline")


def sent_by_the_form(page: str) -> list[tuple[str, str]]:
    """What the form of the page sends: the checked boxes, the chosen options, and the texts."""
    sent, name = [], ""
    for tag, attributes in Markup(page).elements:
        if tag == "select":
            name = attributes["name"]
        elif tag == "option" and "selected" in attributes:
            sent.append((name, attributes["value"]))
        elif tag == "input" and ("checked" in attributes or attributes.get("type") != "checkbox"):
            sent.append((attributes["name"], attributes.get("value", "")))
    return sorted(pair for pair in sent if pair[1])


def test_more_leads_to_all_values_for_this_page():
    (section,) = view_of(Facets({"section": MANY})).fields()
    assert section.more == "/timeline/section?q=storm&by=week&measure=share"
    assert section.values[0].count == "20"


def test_each_filter_can_be_removed():
    links = {link.name: link.href for link in view_of(None, outlet=("post", "wire"), country=("gb",)).active()}
    assert links == {
        "Outlet: Rivertown Post": "/timeline?q=storm&outlet=wire&country=gb&by=week&measure=share",
        "Outlet: wire": "/timeline?q=storm&outlet=post&country=gb&by=week&measure=share",
        "Country: United Kingdom": "/timeline?q=storm&outlet=post&outlet=wire&by=week&measure=share",
    }


def test_when_nothing_was_counted_the_chosen_values_stay():
    (outlet,) = view_of(None, outlet=("post",)).fields()
    assert [(value.value, value.count, value.is_chosen) for value in outlet.values] == [("post", None, True)]
    assert "too long" in view_of(None).context()["filter_note"]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_filter_of_the_search_page_is_offered(analysis, address):
    search = Markup((await get(analysis, "/search?q=storm")).text)
    names = {attributes["name"] for tag, attributes in search.elements if attributes.get("type") == "checkbox"}
    page = Markup((await get(analysis, address)).text)
    offered = {attributes["name"] for tag, attributes in page.elements if attributes.get("type") == "checkbox"}
    assert names & set(FIELDS) <= offered
    assert {"since", "until"} <= {attributes.get("name") for tag, attributes in page.elements if tag == "input"}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_the_form_sends_all_that_is_chosen(analysis, address):
    page = (await get(analysis, f"{address}&{CHOSEN}")).text
    path, _, query = address.partition("?")
    asked = [tuple(pair.replace("+", " ").split("=")) for pair in f"{query}&{CHOSEN}".split("&")]
    assert sent_by_the_form(page) == sorted(asked), path


async def test_the_values_page_leads_back_with_all_that_was_chosen(analysis):
    page = (await get(analysis, "/timeline/outlet?q=storm&q=harbour&by=month&copies=once&country=gb")).text
    assert ("outlet", "hill_times") in [(one.get("name"), one.get("value")) for _, one in Markup(page).elements]
    assert "Choose values for the search storm, harbour" in text_of(page)
    back = await get(
        analysis, "/timeline/outlet?q=storm&by=month&copies=once&country=fr&outlet=hill_times&find=&apply=1", 302
    )
    assert back.headers["location"] == "/timeline?q=storm&outlet=hill_times&country=fr&by=month&copies=once"


@pytest.mark.parametrize("page", ["timeline", "concordance", "words"])
async def test_every_filter_has_its_page_of_values(analysis, page):
    for name in FIELDS:
        await get(analysis, f"/{page}/{name}?q=storm")
    assert "Filters are outlet" in (await get(analysis, f"/{page}/colour", 404)).text
    assert "Since=banana" in (await get(analysis, f"/{page}/outlet?since=banana", 400)).text


async def test_the_page_does_not_wait_for_slow_numbers(analysis, monkeypatch):
    def too_slow(*arguments, **options):
        raise QueryTooSlow

    monkeypatch.setattr("newsarchive.web.pages.analysis.filters.count_all_facets", too_slow)
    text = text_of((await get(analysis, "/concordance?q=storm&outlet=hill_times")).text)
    assert "Counting took too long" in text
    assert "places in" in text


def test_a_wrong_address_is_answered_with_its_sentence():
    def read(arguments):
        raise UsageError("by=hour is not a known value. Use day.")

    with pytest.raises(BadRequest, match="By=hour is not"):
        understood(None, read, {})
    assert bad_request(UsageError("too long")).args == ("Too long.",)


@pytest.fixture(scope="module")
def address(analysis_path):
    with served(analysis_path) as address:
        yield address


@needs_chromium
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "phone"])
def test_filters_and_the_query_are_changed_in_turn(open_page, size, scripts):
    page = open_page(size, java_script_enabled=scripts)
    page.goto("/timeline?q=storm&by=month")
    if size == NARROW:
        assert not page.locator(".filter-panel").is_visible()
        page.locator(".filter-button summary").click()
    # With the keyboard nothing is applied before the button.
    page.locator("input[name=outlet][value=hill_times]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/timeline?q=storm&outlet=hill_times&by=month")
    page.get_by_label("Search 1").fill("harbour")
    page.locator("#measure").select_option("share")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/timeline?q=harbour&outlet=hill_times&by=month&measure=share")
    page.locator(".active-filters a").click()
    page.wait_for_url("**/timeline?q=harbour&by=month&measure=share")
    assert not overflows(page)


@needs_chromium
@pytest.mark.parametrize("path", [*ADDRESSES, "/words", "/concordance"])
def test_in_a_browser(open_page, path):
    for size in (WIDE, NARROW):
        page = open_page(size)
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            name = path.partition("?")[0].strip("/") + ("-filters" if "?" in path else "-empty")
            take_screenshot(page, f"{name}-{size[0]}-{scheme}")
        assert not overflows(page)
