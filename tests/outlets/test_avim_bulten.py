"""AVİM's bulletins: texts of other outlets, under a line with the source and its date. The pages are invented."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.crawl.registry import load_spider
from newsarchive.discovery.homepage import find_links
from newsarchive.extraction.article import read_page
from newsarchive.formats.document import read_document, write_document
from newsarchive.records import Page

OUTLET = load_spider(Path(__file__).resolve().parents[2] / "spiders" / "tr" / "avim_bulten.py").outlet
URL = "https://avim.org.tr/en/Bulten/HARBOUR-TOWNS-AGREE-ON-A-SHARED-FERRY"
FIRST = (
    "Two harbour towns on the strait have agreed to run one ferry between them from the summer, after nine years in"
    " which each kept its own boat and neither kept to its timetable."
)
LAST = (
    "A second ship is to follow once the pier at the northern end has been raised by half a metre, which engineers"
    " expect to take until the spring of the next year."
)


def a_bulletin(credit: str, day: str = "14.03.2016") -> Page:
    """A page with the structure of the outlet's pages: headline, day and reading time, then the text of the source."""
    body = f"""<!DOCTYPE html><html lang="en"><head><title>HARBOUR TOWNS AGREE ON A SHARED FERRY</title></head><body>
        <ul><li><a href="/en/Analiz">Analysis</a></li><li><a href="/en/Bulten">Bulletin</a></li></ul>
        <h1>HARBOUR TOWNS AGREE ON A SHARED FERRY</h1>
        <ul><li>{day}</li><li>2 min read</li></ul><hr>
        <div><p>{credit}</p><p>{FIRST}</p><p>{LAST}</p></div></body></html>"""
    return Page(URL, URL, datetime(2026, 11, 1, tzinfo=UTC), 200, (("Content-Type", "text/html"),), body.encode())


def test_a_bulletin_has_the_structure_of_the_sample():
    article = read_page(a_bulletin("Sputnik, 12 Mar 2016"), OUTLET).article
    text = write_document(article)
    assert text == (
        "\n\n---\n\n## **HARBOUR TOWNS AGREE ON A SHARED FERRY**\n\n- 14.03.2016\n\n---\n\n"
        f"Sputnik, 12 Mar 2016\n\n{FIRST}\n\n{LAST}\n"
    )
    assert read_document(text).source_date == date(2016, 3, 12)


@pytest.mark.parametrize(
    ("credit", "source"),
    [
        pytest.param("Daily Sabah 12 March 2016", "Daily Sabah", id="no comma"),
        pytest.param("Hürriyet, 12 Mart 2016", "Hürriyet", id="a Turkish month"),
        pytest.param("<strong>Rivertown &amp; Coast Post, 12 Mar 2016</strong>", "Rivertown & Coast Post", id="bold"),
        pytest.param("Associated Press, 12 Mar 2016", "AP", id="an agency under another of its names"),
    ],
)
def test_the_source_is_in_the_first_line(credit, source):
    article = read_page(a_bulletin(credit), OUTLET).article
    assert (article.source, article.source_date) == (source, date(2016, 3, 12))
    assert article.published.on == date(2016, 3, 14)
    assert article.body == f"{FIRST}\n\n{LAST}"


def test_a_bulletin_without_a_source_is_the_outlets_own():
    article = read_page(a_bulletin("The council met on Monday."), OUTLET).article
    assert article.source == OUTLET.title
    assert article.published.on == date(2016, 3, 14)


def test_an_invalid_date_is_left_out():
    article = read_page(a_bulletin("Sputnik, 12 Mar 2016", day="34.13.2016"), OUTLET).article
    assert article.published is None
    assert article.source_date == date(2016, 3, 12)


def test_bulletins_are_found_among_the_links_of_the_home_page():
    home = b"""<a href="/en/Bulten/HARBOUR-TOWNS-AGREE-ON-A-SHARED-FERRY">Harbour towns</a> <a href="/en/Bulten">All</a>
        <a href="https://avimbulten.org/tr/Bulten/FERIBOT">Feribot</a> <a href="/en/Yorum/A-COMMENTARY">Commentary</a>
        <a href="/images/uploads/Bulten/ferry.jpg">Picture</a>"""
    found = [link.url for link in find_links(home, "https://avim.org.tr/en", OUTLET)]
    assert found == [URL, "https://avimbulten.org/tr/Bulten/FERIBOT"]
