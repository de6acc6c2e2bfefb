"""A masked page: its markup and shape stay, its words do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.outlet_tools.snapshot.fake_words import WORD
from newsarchive.outlet_tools.snapshot.masking import Masker

MASKER = Masker(b"of one page", ["The Quay"])
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour wall &amp; quay rebuilt | The Quay</title>
<!-- served by Machine Seventeen -->
<link rel="canonical" href="https://quay.example/news/2026/11/harbour-wall-and-quay-rebuilt-4417.html">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:type" content="article"><meta property="og:title" content="Harbour wall &amp; quay rebuilt">
<meta property="og:image" content="https://img.quay.example/harbour-wall.jpg">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour wall &amp;amp; quay rebuilt", "datePublished": "2026-11-20T08:30:00Z",
"author": {"@type": "Person", "name": "Martha Ellwood"}, "articleBody": "<p>The wall fell.</p>"}</script>
<script>window.state = {"headline": "Harbour wall"};</script><style>.wall { color: grey }</style>
<script type="application/json" id="state">{"kind": "articleBody", "text": "Harbour wall", "n": 4417}</script></head>
<body class="story harbour why-the-harbour-wall-was-rebuilt-by-the-council">
<h1 id="harbour-wall">Harbour <em>wall</em> &amp; qu<b>ay</b> rebuilt</h1>
<p class="byline">By <a rel="author" href="/people/martha-ellwood">Martha Ellwood</a></p>
<p><span class="drop">T</span>hemselves unharmed, they watched it
caf&eacute; by caf&#233; on 20 November 2026 at 08:30.</p>
<img src="/harbour.jpg" srcset="/harbour-2.jpg 2x" alt="Harbour wall" data-caption="Harbour wall"
 onload="track('Harbour')" style="background: url(/harbour.jpg); display:none">
<a href="https://share.example/?text=Harbour%20wall&amp;url=https%3A%2F%2Fquay.example%2F1" title="Harbour wall">x</a>
<h2 id="why-the-harbour-wall-was-rebuilt">x</h2><a title="He said "unharmed" twice">x</a>
<br/><unknown-tag open>Harbour</unknown-tag> 3 < 4
</body></html>
"""
MASKED = MASKER.html(PAGE)
TEXT = MASKER.text("Harbour wall & quay rebuilt")


def test_every_word_that_may_not_stay_is_replaced():
    names = {"class", "harbour", "articlebody"}
    shown = re.sub(r'(?:class|id)="[^"]*"|<[a-z!/][\w-]*|\bquay\.example\b|The Quay', "", MASKED)
    told = {
        word.casefold()
        for word in WORD.findall(
            "Harbour rebuilt Martha Ellwood themselves unharmed watched Machine Seventeen window state headline track"
        )
    }
    left = {word.casefold() for word in WORD.findall(shown)} & told - names
    # "state" and "headline" are a name of JSON and a key.
    assert left <= {"headline"}


def test_equal_texts_are_still_equal():
    assert MASKED.count(TEXT.replace("&", "&amp;")) >= 2
    assert f'"headline": "{TEXT}"' in MASKED
    assert (
        re.sub(r"<[^>]*>", "", MASKED.split("<h1")[1].split(">", 1)[1].split("</h1>")[0]).replace("&amp;", "&") == TEXT
    )
    author = MASKER.text("Martha Ellwood")
    assert f">{author}<" in MASKED
    assert f'"name": "{author}"' in MASKED


@pytest.mark.parametrize(
    "stays",
    [
        pytest.param("<!DOCTYPE html>", id="document type"),
        pytest.param('<html lang="en">', id="language"),
        pytest.param('content="width=device-width, initial-scale=1"', id="meta for programs"),
        pytest.param('property="og:type" content="article"', id="type"),
        pytest.param('class="story harbour why-the-', id="class"),
        pytest.param('id="harbour-wall"', id="id"),
        pytest.param("| The Quay</title>", id="the outlet's name"),
        pytest.param('"datePublished": "2026-11-20T08:30:00Z"', id="time in JSON-LD"),
        pytest.param("20 November 2026", id="day in the text"),
        pytest.param('"kind": "articleBody"', id="a name in JSON"),
        pytest.param('"n": 4417', id="a number in JSON"),
        pytest.param('src="" srcset="" alt="', id="picture without address"),
        pytest.param("background: url(); display:none", id="style"),
        pytest.param('onload=""', id="handler"),
        pytest.param("<script></script><style></style>", id="code"),
        pytest.param("<br/><unknown-tag open>", id="odd tags"),
        pytest.param("3 &lt; 4", id="a sign that is no tag"),
        pytest.param("https://quay.example/news/2026/11/", id="folders and host"),
        pytest.param("url=https%3A%2F%2Fquay.example%2F1", id="address in a query"),
        pytest.param('href="https://share.example/?text=', id="names of parameters"),
    ],
)
def test_markup_stays(stays: str):
    assert stays in MASKED


def test_comments_are_removed_and_masking_twice_changes_nothing():
    assert "<!--" not in MASKED
    assert MASKER.html(MASKED) == MASKED


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("https://quay.example/news/harbour-wall-rebuilt-4417.html", r"https://quay\.example/news/\w{7}-wall|.*-4417\.html"),
        ("/news/2026/11/", r"/news/2026/11/"),
        ("/about", r"/about"),
        ("/story-of-the-old-wall/99/", r"/\w{5}-of-the-old-\w{4}/99/"),
        ("/%E3%81%82%E3%81%84%E3%81%86/1", r"/(?:%E3%8[12]%\w\w){3}/1"),
        ("mailto:?subject=Harbour%20wall", r"mailto:\?subject=\w{7}%20\w{4}"),
        ("javascript:open('Harbour')", ""),
        ("data:image/png;base64,aaaa", ""),
    ],
)  # fmt: skip
def test_urls_keep_their_form(address: str, form: str):
    masked = MASKER.address(address)
    assert re.fullmatch(form, masked)
    assert MASKER.address(masked) == masked
    assert not re.search("harbour|rebuilt|story", masked, re.IGNORECASE)


def test_relative_and_absolute_urls_are_masked_alike():
    spelled = MASKER.address("/news/caf%C3%A9-harbour-rebuilt")
    assert spelled == MASKER.address("https://quay.example/news/caf%C3%A9-harbour-rebuilt").removeprefix(
        "https://quay.example"
    )


LETTERS = st.sampled_from("aeiourstlnmäéабвгдмностکمردنאבגדלמनमतकस東京新聞橋あいうアイウ가나다กขคง")
LINES = st.lists(st.text(LETTERS | st.sampled_from(" .,'’“”-0123456789&<>\u00a0"), max_size=30), max_size=8).map(
    " ".join
)


@given(LINES)
def test_lines_keep_their_length_and_all_other_characters(line: str):
    masked = MASKER.text(line)
    assert len(masked) == len(line)
    assert WORD.sub("", masked).split() == WORD.sub("", line).split()
    assert MASKER.text(masked) == masked


@given(LINES)
def test_every_long_word_of_a_line_that_may_not_stay_is_replaced(line: str):
    flags = MASKER._kept_words.flags(line)
    masked = MASKER.text(line)
    for word in WORD.finditer(line):
        if len(word[0]) >= 5 and not any(flags[word.start() : word.end()]):
            # A word that stays without being kept is an invented word already.
            assert masked[word.start() : word.end()] != word[0] or Masker(b"another").text(word[0]) == word[0]


@given(LINES)
def test_a_text_in_markup_is_masked_like_the_text(line: str):
    masked = Masker(b"of one page").html(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    alone = Masker(b"of one page").text(line)
    assert masked == f"<p>{alone.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"
