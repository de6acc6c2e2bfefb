"""Pages that lead to another at once, in every spelling, and pages that do not."""

import pytest

from newsarchive.discovery.refresh import BEGINNING_BYTES, instant_refresh, may_refresh

PAGE = "https://post.example/news/1"


def a_page(mark: str, more: str = "", head: str = "") -> bytes:
    return f"<html><head>{head}{mark}<title>Moved</title></head><body><p>Moved.</p>{more}</body></html>".encode()


@pytest.mark.parametrize(
    ("mark", "target"),
    [
        pytest.param("<meta http-equiv='refresh' content='0; url=/tide/2'>", "/tide/2", id="as most write it"),
        pytest.param('<META CONTENT="0;URL=/tide/2" HTTP-EQUIV="Refresh">', "/tide/2", id="content first, capitals"),
        pytest.param("<meta http-equiv=refresh content=0;url=/tide/2>", "/tide/2", id="without quotes"),
        pytest.param("""<meta http-equiv="refresh" content="0;url='/tide/2'">""", "/tide/2", id="quotes inside"),
        pytest.param("""<meta http-equiv="refresh" content="0;url='/tide/2">""", "/tide/2", id="one quote inside"),
        pytest.param("<meta http-equiv='refresh' content='0, /tide/2'>", "/tide/2", id="a comma, no url="),
        pytest.param("<meta http-equiv='refresh' content='0 url = /tide/2'>", "/tide/2", id="only blanks"),
        pytest.param("<meta http-equiv='refresh' content='0.0; url=/tide/2'>", "/tide/2", id="a fraction"),
        pytest.param("<meta http-equiv='refresh' content=';url=/tide/2'>", "/tide/2", id="no number"),
        pytest.param("<meta http-equiv='refresh' content='0;url=/a?b=1&amp;c=2'>", "/a?b=1&c=2", id="a reference"),
    ],
)
def test_an_instant_refresh_names_its_target(mark, target):
    assert may_refresh(a_page(mark))
    assert instant_refresh(a_page(mark), PAGE) == f"https://post.example{target}"


def test_the_target_is_relative_to_the_declared_base():
    mark = "<meta http-equiv='refresh' content='0;url=tide/2'>"
    page = a_page(mark, head="<base href='https://m.post.example/read/'>")
    assert instant_refresh(page, PAGE) == "https://m.post.example/read/tide/2"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("<meta http-equiv='refresh' content='300'>", id="reloads itself after minutes"),
        pytest.param("<meta http-equiv='refresh' content='0'>", id="reloads itself"),
        pytest.param("<meta http-equiv='refresh' content='5; url=/tide/2'>", id="after a while"),
        pytest.param("<meta http-equiv='refresh' content='10;url=/tide/2'>", id="after ten seconds"),
        pytest.param("<noscript><meta http-equiv='refresh' content='0;url=/nojs'></noscript>", id="without scripts"),
        pytest.param("<!-- <meta http-equiv='refresh' content='0;url=/old'> -->", id="in a comment"),
        pytest.param("<script>'<meta http-equiv=refresh content=0;url=/x>'</script>", id="in a script"),
        pytest.param("<template><meta http-equiv='refresh' content='0;url=/x'></template>", id="in a template"),
        pytest.param("<meta name='refresh' content='0;url=/x'>", id="another mark"),
        pytest.param("<meta http-equiv='refresh' content='0;url='>", id="no address"),
        pytest.param("<meta http-equiv='refresh' content='0 ;  url= '>", id="no address behind blanks"),
        pytest.param("<meta http-equiv='refresh' content='0;url=javascript:go()'>", id="a script for an address"),
        pytest.param(
            "<meta http-equiv='refresh' content='9'><meta http-equiv='refresh' content='0;url=/x'>",
            id="the first counts",
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_every_other_page_leads_nowhere(mark):
    assert instant_refresh(a_page(mark), PAGE) is None


def test_a_page_without_such_a_mark_is_not_parsed():
    assert not may_refresh(a_page("<meta http-equiv='refresh' content='300'>"))
    assert not may_refresh(a_page("<meta charset='utf-8'>", "<p>We refresh content=0; every day.</p>"))


def test_only_the_beginning_of_a_page_is_looked_at():
    page = a_page("<p>é</p>" * BEGINNING_BYTES, "<meta http-equiv='refresh' content='0;url=/tide/2'>")
    assert not may_refresh(page)
    assert instant_refresh(page, PAGE) is None


@pytest.mark.parametrize("body", [b"", b"\0" * 100, b"<meta " * 20_000, "<meta http-equiv='refresh'>".encode("utf-16")])
def test_hostile_pages_lead_nowhere(body):
    assert not may_refresh(body)
    assert instant_refresh(body, PAGE) is None
