"""Which links of a site are its own, which are in its menu, and with what words."""

from datetime import UTC, datetime

from newsarchive.outlet_tools.draft.site_links import SiteLinks, charset_of
from newsarchive.records import Page
from newsarchive.urls import url_key

HOME = "https://www.example.com/"
MENU = '<a href="/sport">Sport</a>'


def a_page(path, *links, kind="text/html; charset=utf-8"):
    body = f"<html><body>{MENU}{''.join(links)}</body></html>".encode()
    headers = (("Content-Type", kind),) if kind else ()
    return Page(HOME + path, HOME + path, datetime(2026, 11, 22, tzinfo=UTC), 200, headers, body)


def a_link(url, text):
    return f'<a href="{url}">{text}</a>'


def test_links_to_other_sites_and_ports_are_not_ours():
    elsewhere = [a_link("https://other.example/a", "Away"), a_link("https://www.example.com:8443/a", "A port")]
    links = SiteLinks(a_page("", a_link("https://news.example.com/b", "A part of the site"), *elsewhere))
    assert [url for url, _ in links.to_site()] == [f"{HOME}sport", "https://news.example.com/b"]


def test_the_longest_text_of_a_link_is_kept():
    links = SiteLinks(a_page("", a_link("/news/1", "More")))
    links.take(a_page("sport", a_link("/news/1", "Bridge opens after nine years")))
    assert links.texts[url_key(f"{HOME}news/1")] == "Bridge opens after nine years"
    assert list(links.of_home.values()) == ["Sport", "More"]


def test_a_link_on_all_of_four_pages_is_in_the_menu():
    links = SiteLinks(a_page("", a_link("/news/1", "Bridge opens")))
    for number in (1, 2):
        links.take(a_page(f"news/{number}"))
    assert not links.is_in_menu(f"{HOME}sport")
    links.take(a_page("news/3"))
    assert links.is_in_menu(f"{HOME}sport")
    assert not links.is_in_menu(f"{HOME}news/1")


def test_a_charset_is_read_with_and_without_quotes():
    kinds = ("text/html; charset=utf-8", 'text/html; charset="windows-1254"; x=y', "text/html", None)
    assert [charset_of(a_page("", kind=kind)) for kind in kinds] == ["utf-8", "windows-1254", None, None]
