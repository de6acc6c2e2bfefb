"""Where the byline of a page is found, and which of several is used."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.byline_places import marked_bylines
from newsarchive.extraction.authors.choice import byline_candidates, find_authors
from newsarchive.extraction.authors.lines import places_of
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "author": {}}}</script>'
OWN = LD.format('{"name": "Rivertown Post"}')
TEXT = "<p>The bridge over the river is open again after the storm.</p>" * 4


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        pytest.param(
            LD.format('{"name": "Anna Reed"}'), '<p class="byline">By B. Hall</p>', ["Anna Reed"], id="JSON-LD first"
        ),
        pytest.param(LD.format('["Anna Reed", "Ben Hall"]'), "", ["Anna Reed", "Ben Hall"], id="a list of strings"),
        pytest.param(
            LD.format('{"givenName": "Anna", "familyName": "Reed"}'), "", ["Anna Reed"], id="given and family name"
        ),
        pytest.param('<meta name="author" content="Anna Reed">', "", ["Anna Reed"], id="meta"),
        pytest.param(
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Anna Reed">',
            "",
            ["Anna Reed"],
            id="labelled value of a card",
        ),
        pytest.param(
            '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Four minutes">',
            "",
            [],
            id="another value of a card",
        ),
        pytest.param(
            '<meta property="article:author" content="https://social.example/reed">',
            '<a rel="author">Anna Reed</a>',
            ["Anna Reed"],
            id="not an address",
        ),
        pytest.param("", '<article><p class="byline">By Anna Reed</p></article>', ["Anna Reed"], id="class"),
        pytest.param("", '<div class="article-byline__name">Anna Reed</div>', ["Anna Reed"], id="class with more"),
        pytest.param("", '<div class="node-autor">Anna Reed</div>', ["Anna Reed"], id="class in another language"),
        pytest.param("", '<h1>橋</h1><i class="writer">橋本 花子</i>', ["橋本 花子"], id="class writer"),
        pytest.param(
            "",
            '<h1>x</h1><div class="byline"><b>Anna Reed</b><i>Bookmark</i><i>Social Links</i><i>AA</i></div>',
            ["Anna Reed"],
            id="buttons beside a name",
        ),
        pytest.param(
            "",
            '<h1>x</h1><div class="byline">Anna Reed, Ben Hall and AFP</div>',
            ["Anna Reed", "Ben Hall", "AFP"],
            id="an agency beside names",
        ),
        pytest.param("", '<div class="x" data-author="Anna Reed">…</div>', ["Anna Reed"], id="data attribute"),
        pytest.param(
            "",
            '<div class="byline"><span>By</span><div><a>Anna Reed</a> <a>Ben Hall</a></div><div>3 May 2026</div></div>',
            ["Anna Reed", "Ben Hall"],
            id="names parted by elements alone",
        ),
        pytest.param("", '<div id="comments"><b class="author">Ben Hall</b></div>', [], id="not who comments"),
        pytest.param("", '<figure><i class="author">Ben Hall</i></figure>', [], id="not who took the picture"),
        pytest.param(
            "",
            '<article><h1>Bridge</h1></article><article><h2>Other</h2><i class="author">Ben Hall</i></article>',
            [],
            id="not another article's",
        ),
        pytest.param(
            "",
            '<h1>Bridge</h1><div><h3><a href="/x">Ferry to be sold this year</a></h3>'
            '<i class="author">Ben Hall</i></div>',
            [],
            id="not a teaser's",
        ),
        pytest.param("", '<div class="author-bio">Anna Reed</div>', [], id="not a biography"),
        pytest.param("", '<div class="author">Print this article</div>', [], id="not a name"),
        pytest.param("", f"<h1>Bridge</h1><div><b>Von Anna Berg</b></div>{TEXT}", ["Anna Berg"], id="below the h1"),
        pytest.param("", f"<div><p>By Anna Reed</p>{TEXT}</div>", ["Anna Reed"], id="first line of the text"),
        pytest.param(
            "", f"<div><p><b>Anna Reed/Ben Hall</b></p>{TEXT}</div>", ["Anna Reed", "Ben Hall"], id="first line, bold"
        ),
        pytest.param("", f"<div><p><b>Key Points</b></p>{TEXT}</div>", [], id="a bold heading"),
        pytest.param("", f"<div>{TEXT}<p><b>Anna Reed</b></p></div>", ["Anna Reed"], id="last line, bold"),
        pytest.param(
            "", f'<div>{TEXT}<p style="text-align: right">Anna Reed</p></div>', ["Anna Reed"], id="last line, right"
        ),
        pytest.param("", f"<div>{TEXT}<p>It stays open. (Anna Reed)</p></div>", ["Anna Reed"], id="closing bracket"),
        pytest.param("", f"<div>{TEXT}<p>It stays open. (in German)</p></div>", [], id="another bracket"),
        pytest.param("", f"<div>{TEXT}<p><b>It stays open</b></p></div>", [], id="a last line that is none"),
    ],
)
def test_the_byline_is_found_on_the_page(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, names: list[str]
) -> None:
    authors, _, _ = find_authors(parsed(head, body), outlet)
    assert [author.name for author in authors] == names


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        pytest.param(OWN, '<a rel="author">Anna Reed</a>', ["Anna Reed"], id="printed elsewhere"),
        pytest.param(OWN + '<meta name="author" content="Anna Reed">', "", ["Anna Reed"], id="declared elsewhere"),
        pytest.param(LD.format('"areed"'), '<p class="byline">By Anna Reed</p>', ["Anna Reed"], id="a login"),
        pytest.param(OWN, "", ["Rivertown Post"], id="nobody else"),
        pytest.param(OWN, '<p class="byline">By Rivertown Post</p>', ["Rivertown Post"], id="the outlet again"),
        pytest.param(LD.format('"Reuters"'), '<p class="byline">By Anna Reed</p>', ["Reuters"], id="an agency stands"),
    ],
)
def test_a_persons_name_is_preferred_to_the_outlets_own(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, names: list[str]
) -> None:
    authors, _, _ = find_authors(parsed(head, body), outlet)
    assert [author.name for author in authors] == names


def test_names_of_the_outlet_on_the_page_are_not_persons(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed('<meta property="og:site_name" content="The River"><meta name="author" content="River">')
    authors, _, _ = find_authors(page, outlet)
    assert [(author.name, author.kind) for author in authors] == [("River", "desk")]


def test_the_byline_is_kept_as_printed(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(body='<article><p class="byline">By Anna Reed in Oslo, chief reporter</p></article>')
    _, byline, where = find_authors(page, outlet)
    assert (byline, where) == ("By Anna Reed in Oslo, chief reporter", "class byline")


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        pytest.param(
            '<div class="byline"><p class="byline__names">By <a rel="author">Anna Reed</a> and '
            '<a rel="author">Ben Hall</a></p> Posted 20 November 2026 9:30</div>',
            "Anna Reed; Ben Hall",
            id="links in a line in a box",
        ),
        pytest.param(
            '<div class="byline"><p class="byline__names">By Anna Reed and <b class="byline__last">Ben Hall</b></p>'
            " Posted 20 November 2026 9:30</div>",
            "By Anna Reed and Ben Hall",
            id="a name in a line in a box with the time",
        ),
        pytest.param(
            '<p class="byline">By Anna Reed</p><p class="byline">Photos by Ben Hall</p>',
            "By Anna Reed; Photos by Ben Hall",
            id="two lines",
        ),
    ],
)
def test_a_byline_that_several_marks_repeat_is_kept_once(
    parsed: Callable[..., ParsedPage], outlet: Outlet, body: str, byline: str
) -> None:
    assert find_authors(parsed(body=f"<article><h1>x</h1>{body}{TEXT}</article>"), outlet)[1] == byline


def test_every_place_is_a_candidate_with_its_name(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(OWN + '<meta name="author" content="A">', '<a rel="author">Anna Reed</a><p class="byline">By B</p>')
    places = [candidate.where for group in byline_candidates(page) for candidate in group]
    assert places[:4] == ["JSON-LD author", "meta author", "rel=author", "class byline"]


def below_headline(line: str) -> str:
    return f"<div><h1>Bridge reopens</h1>{line}<div>{TEXT}</div></div>"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("/author/anna-reed", "Anna Reed", id="English"),
        pytest.param("https://rivertownpost.example/staff/anna-reed/", "Anna Reed", id="staff"),
        pytest.param("news.php?writer=11", "Anna Reed", id="query"),
        pytest.param("/autoren/anna-berg-17", "Anna Berg", id="German"),
        pytest.param("/auteur-anne-riviere.html", "Anne Rivière", id="French"),
        pytest.param("/firmas/ana-rios/", "Ana Ríos", id="Spanish"),
        pytest.param("/colunistas/ana-rios", "Ana Rios", id="Portuguese"),
        pytest.param("/giornalista/anna-fiume", "Anna Fiume", id="Italian"),
        pytest.param("/autor/anna-rzeka", "Anna Rzeka", id="Polish"),
        pytest.param("/skribent/anna-berg", "Anna Berg", id="Swedish"),
        pytest.param("/tr/yazar/ayse-dere", "Ayşe Dere", id="Turkish"),
        pytest.param("/penulis/sari-kali", "Sari Kali", id="Indonesian"),
        pytest.param("/avtory/reka", "Анна Рекова", id="Russian"),
        pytest.param("/kisha/7", "橋本花子", id="Japanese"),
        pytest.param("/author/31", "김철수", id="Korean"),
        pytest.param("/kuttab/5", "ليلى النهري", id="Arabic"),
    ],
)
def test_a_link_to_a_writers_page_below_the_headline_names_the_author(
    parsed: Callable[..., ParsedPage], outlet: Outlet, address: str, name: str
) -> None:
    page = parsed("", below_headline(f'<div class="m"><a href="{address}">{name}</a> <time>3 May 2026</time></div>'))
    authors, byline, where = find_authors(page, outlet)
    assert [author.name for author in authors] == [name]
    assert (byline, where) == (name, "link to a writer")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('<div><a href="/section/world-news">World News</a> <time>3 May</time></div>', id="a section"),
        pytest.param('<div><a href="/topic/anna-reed">Anna Reed</a></div>', id="a subject"),
        pytest.param('<div><a href="/people/anna-reed">Anna Reed</a></div>', id="a person in a story"),
        pytest.param('<div><a href="/authors/">Our Writers</a></div>', id="the list of writers"),
        pytest.param('<div><a href="/author/7">Staff</a></div>', id="a desk"),
        pytest.param('<div><a href="/author/7">All the stories by this author</a></div>', id="words"),
        pytest.param('<div><a href="/author/7">Opinion</a></div>', id="one word"),
        pytest.param(
            f'<p>{"The keeper wrote a book. " * 6}<a href="/author/7">Ben Hall</a> said so.</p>', id="in the text"
        ),
        pytest.param('<aside><a href="/author/7">Ben Hall</a></aside>', id="outside the story"),
        pytest.param('<div class="comments"><a href="/author/7">Ben Hall</a></div>', id="comments"),
        pytest.param(
            '<div><h3><a href="/b">What the river looked like in 1970</a></h3><a href="/author/7">Ben Hall</a></div>',
            id="another story",
        ),
    ],
)
def test_other_links_below_the_headline_are_not_authors(
    parsed: Callable[..., ParsedPage], outlet: Outlet, line: str
) -> None:
    assert find_authors(parsed("", below_headline(line)), outlet) == ((), None, None)


def test_a_link_above_the_headline_is_not_an_author(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed("", f'<div><a href="/author/7">Ben Hall</a></div>{below_headline("")}')
    assert find_authors(page, outlet) == ((), None, None)


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        pytest.param(
            LD.format('{"name": "Hilltop Verlag GmbH"}'),
            "<p>By Anna Reed</p>",
            ["Anna Reed"],
            id="a company in the head",
        ),
        pytest.param(
            LD.format('{"name": "Rivertown Staff"}'),
            '<p><a href="/author/anna-reed">Anna Reed</a></p>',
            ["Anna Reed"],
            id="a desk in the head",
        ),
        pytest.param(
            LD.format('{"name": "Anna Reed"}'),
            '<p class="byline">By Anna Reed, Ben Hall and Uwe Klee</p>',
            ["Anna Reed", "Ben Hall", "Uwe Klee"],
            id="fewer persons in the head",
        ),
        pytest.param(
            LD.format('{"name": "Anna Reed"}'),
            '<p class="byline">By Anna Reed <span>Social Links</span></p>',
            ["Anna Reed"],
            id="not other words beside the byline",
        ),
        pytest.param(
            LD.format('{"name": "Anna Reed"}'), '<p class="byline">By Ben Hall</p>', ["Ben Hall"], id="another person"
        ),
        pytest.param(
            OWN, '<p><i>von</i> <b class="author">Hill_Cat</b></p>', ["Hill_Cat"], id="a word for By before the element"
        ),
        pytest.param(OWN, '<p><i>on</i> <b class="author">Hill_Cat</b></p>', ["Rivertown Post"], id="another word"),
        pytest.param(
            "", '<p><a href="/authors/night-team">Night Team</a></p>', ["Night Team"], id="a link that names its writer"
        ),
        pytest.param("", '<p><a href="/authors/all">Night Team</a></p>', [], id="a link that names another"),
        pytest.param(
            "", '<p class="byline"><i>Author</i><b>Anna Reed</b></p>', ["Anna Reed"], id="words without a space"
        ),
        pytest.param(
            "", '<div class="by_line_date">by Anna Reed | 3 May 2026</div>', ["Anna Reed"], id="byline and time"
        ),
        pytest.param("", '<div class="by_line_date">Lower Bridge | 3 May 2026</div>', [], id="a time alone"),
        pytest.param(
            "",
            '<div class="byline">By Anna Reed<form><p>Your Name</p></form><button>Ben Hall</button></div>',
            ["Anna Reed"],
            id="not the words of a form",
        ),
        pytest.param(
            "",
            '<p class="byline">Uwe Klee</p><p class="author">By Anna Reed</p>',
            ["Anna Reed"],
            id="the byline with By comes before another mark",
        ),
        pytest.param(
            "",
            '<p class="byline">Anna Reed</p><p class="author">By <b>Anna Reed</b> and Uwe Klee</p>',
            ["Anna Reed", "Uwe Klee"],
            id="a later byline names one more",
        ),
        pytest.param(
            OWN,
            '<aside><p>By</p><p class="author">Anna Reed</p></aside>',
            ["Anna Reed"],
            id="a byline beside the text",
        ),
        pytest.param(OWN, '<aside><p class="author">Anna Reed</p></aside>', ["Rivertown Post"], id="another aside"),
        pytest.param(
            LD.format('{"name": "Hilltop Nachrichten"}') + '<meta name="author" content="Anna Reed">',
            "",
            ["Anna Reed"],
            id="a person in the head comes before an outlet in it",
        ),
        pytest.param(
            LD.format('{"name": "Otto Wall"}'),
            '<p class="byline">By Anna Reed</p><p>Otto Wall</p>',
            ["Otto Wall"],
            id="the head names somebody whom the page prints",
        ),
        pytest.param(
            "", '<p><b itemprop="author">anna reed</b></p>', ["anna reed"], id="a marked name in small letters"
        ),
        pytest.param(
            "",
            '<p><i>by</i> <a rel="author" href="/x">Anna Reed</a></p><p class="photo">By Ben Hall</p>',
            ["Anna Reed"],
            id="By before the marked name",
        ),
        pytest.param('<meta name="author" content="Hill Verlag GmbH">', "", [], id="a publishing house alone"),
        pytest.param(
            '<meta name="twitter:data1" content="Anna Reed"><meta name="twitter:data2" content="3 min">',
            "",
            ["Anna Reed"],
            id="a name beside the minutes of reading",
        ),
        pytest.param("", '<p class="firma"><em>Ana Río</em></p>', ["Ana Río"], id="Spanish word for signature"),
        pytest.param("", '<p><a href="/profile/anna">Anna Reed</a></p>', ["Anna Reed"], id="a profile"),
        pytest.param(LD.format('{"name": "<a href=\\"/a\\">Anna Reed</a>"}'), "", ["Anna Reed"], id="markup in a name"),
    ],
)
def test_the_page_and_its_head_are_weighed(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, names: list[str]
) -> None:
    page = parsed(head=head, body=f"<article><h1>Bridge reopens</h1>{body}{TEXT}</article>")
    assert [author.name for author in find_authors(page, outlet)[0]] == names


def test_a_box_with_the_headline_is_the_storys_whatever_its_class(
    parsed: Callable[..., ParsedPage], outlet: Outlet
) -> None:
    box = '<div class="sidebar_right"><h1>Bridge</h1><p class="byline">By Anna Reed</p></div>'
    assert [author.name for author in find_authors(parsed(body=box), outlet)[0]] == ["Anna Reed"]


def test_a_box_beside_the_headline_is_not_the_storys(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    box = '<h1>Bridge</h1><div class="sidebar_right"><p class="byline">By Anna Reed</p></div>' + TEXT
    page = parsed(body=box)
    assert not [group for group in marked_bylines(page, places_of(page)) if group]
