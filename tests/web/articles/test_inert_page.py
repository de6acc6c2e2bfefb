"""What no policy forbids is taken out of a page, however its markup is written; the rest stays as it was."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.web.articles import inert_page
from newsarchive.web.articles.inert_page import RAW_POLICY, inert_html


@pytest.mark.parametrize(
    ("markup", "inert"),
    [
        ('<link rel=preconnect href="//x">', '<basefont rel=preconnect href="//x">'),
        ("<LINK\nrel=icon><meta/charset=x><Base href=x>", "<basefont\nrel=icon><basefont/charset=x><basefont href=x>"),
        ('<link title=">" rel=preconnect>', '<basefont title=">" rel=preconnect>'),
        ('<a href="https://x.example/">x</a>', '<a href="#" href="https://x.example/">x</a>'),
        ("<A>x</A><area/href=x>", '<A href="#">x</A><area href="#"/href=x>'),
        ('<a href="#top">x</a><a\n HREF = #top>x</a>', '<a href="#top">x</a><a\n HREF = #top>x</a>'),
        ('<iframe src="x" srcdoc="&lt;link&gt;">', '<iframe srcdoc="" src="x" srcdoc="&lt;link&gt;">'),
        ("<animate attributeName=href><set>", '<animate attributeName="" attributeName=href><set attributeName="">'),
        ("<abbr><linked><metal><basefont><address>", "<abbr><linked><metal><basefont><address>"),
        ("<p>Links, <b>a link</b> & a meta < a b</p>", "<p>Links, <b>a link</b> & a meta < a b</p>"),
        ("", ""),
    ],
)
def test_tags_are_changed_where_a_browser_sees_them(markup, inert):
    assert inert_html(markup) == inert


class Tags(HTMLParser):
    """The tags of a page, with the first of each attribute, as browsers take it."""

    def __init__(self, markup):
        super().__init__()
        self.seen = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(reversed(attrs))))


LETTERS = ["<", ">", "<!--", "-->", '"', "'", "/", " ", "\n", "=", "\0", "a", "link", "META", "base", "iframe", "set"]
WORDS = ["href", "srcdoc", "rel", "<a ", "<link ", "<svg>", "</a>", "<script>", "</script>", "<title>", "#x", "&lt;"]


@given(st.lists(st.sampled_from([*LETTERS, *WORDS]), max_size=40).map("".join))
def test_no_markup_hides_a_tag(markup):
    for tag, attributes in Tags(inert_html(markup)).seen:
        assert tag not in ("link", "meta", "base")
        if tag in ("a", "area"):
            assert (attributes["href"] or "#").startswith("#")
        if tag == "iframe":
            assert attributes["srcdoc"] == ""


def test_a_long_page_is_changed_as_a_short_one(monkeypatch):
    markup = "<p>x</p><a href=x>x</a>< a><link rel=x>" * 50
    whole = inert_html(markup)
    monkeypatch.setattr(inert_page, "_PART_CHARACTERS", 7)
    assert inert_html(markup) == whole


def test_the_policy_allows_no_load_and_no_script():
    directives = dict(part.strip().partition(" ")[::2] for part in RAW_POLICY.split(";"))
    assert directives["sandbox"] == ""
    assert directives["default-src"] == "'none'"
    assert directives["form-action"] == directives["base-uri"] == "'none'"
    assert {name for name in directives if name.endswith("-src")} == {"default-src", "style-src", "img-src"}
