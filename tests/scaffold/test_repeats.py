"""Rules for what articles repeat, told from the pages of the invented sites."""

import pytest
from sites import NOW, SITES

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Page
from newsarchive.scaffold.repeats import text_rules
from newsarchive.scaffold.seen import Read


@pytest.mark.parametrize(
    ("name", "body", "prune"),
    [
        pytest.param("odd_feed", (), ("p.note",), id="one line to prune"),
        pytest.param("dead_feed", ("div.c-b",), (), id="a place for the text, and nothing left to prune around it"),
        pytest.param("root_slugs", (), (), id="nothing repeated"),
    ],
)
def test_rules_change_what_articles_repeat_and_no_more(name: str, body: tuple[str, ...], prune: tuple[str, ...]):
    site = SITES[name]("http://127.0.0.1:8931", NOW)
    outlet = Outlet(site.name, site.title, site.url("/"), site.language, site.timezone, domains=("127.0.0.1",))
    found = text_rules([_read(site, path, outlet) for path in site.newest(10)], outlet)
    assert (found.body, found.prune) == (body, prune)
    assert [said.partition(":")[0] for said in found.evidence] == [
        *(f"prune {css}" for css in prune),
        *(f"body {css}" for css in body),
    ]


def _read(site, path: str, outlet: Outlet) -> Read:
    answer = site.answer(path)
    page = Page(site.url(path), site.url(path), NOW, 200, (("Content-Type", answer.content_type),), answer.body)
    return Read(page, read_page(page, outlet), True, "")
