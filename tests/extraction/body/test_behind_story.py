"""What stands under a heading of the page: readers' comments and links to other stories."""

import pytest
from lxml.html import document_fromstring

from newsarchive.extraction.body.behind_story import COMMENTS, RELATED, find_parts_behind, find_thread

STORY = (
    "<p>The old bridge over the river is open again, four years after the flood took its middle arch away.</p>"
    "<p>Carts and bicycles may use it from Monday; lorries must wait until the engineers have measured it.</p>"
    "<p>The town paid for the stones, and the province for the work, which took longer than planned.</p>"
)
COMMENT = "<li>Ana<p>I crossed it this morning and it was lovely, thank you to everybody who helped.</p></li>"
LINK = "<div><a href='/ferry'>The ferry stops in May</a></div>"


def left(after: str) -> tuple[str, list[str]]:
    """The text that is left of a page with after behind its story, and what was found."""
    tree = document_fromstring(f"<html><body><article><h1>The bridge</h1>{STORY}{after}</article></body></html>")
    found = list(find_parts_behind(tree))
    for elements, _ in found:
        for element in elements:
            if element.getparent() is not None:
                element.drop_tree()
    text = " ".join(tree.text_content().split())
    assert "longer than planned" in text
    return text.partition("longer than planned.")[2].strip(), [why for _, why in found]


@pytest.mark.parametrize(
    "heading",
    [
        "2 responses to “The bridge”", "14 Comments", "Leave a comment", "All comments 3", "One response",
        "3 Kommentare", "Schreiben Sie einen Kommentar", "2 commentaires", "Deja un comentario", "Dodaj komentarz",
        "Оставить комментарий", "コメントを書く", "Bir yorum yazın", "Plaats een reactie",
    ],
)  # fmt: skip
def test_comments_go_with_their_heading(heading: str) -> None:
    assert left(f"<div><h3>{heading}</h3><ol>{COMMENT * 2}</ol></div>") == ("", [COMMENTS])
    assert left(f"<h3>{heading}</h3><ol>{COMMENT * 2}</ol><div>Reply</div>") == ("", [COMMENTS])


def test_a_heading_of_one_word_needs_a_form_or_times() -> None:
    assert left(f"<section><h3>Comments</h3><div>Ana <time>2 May</time></div>{COMMENT}</section>") == ("", [COMMENTS])
    assert left("<h3>Comments</h3><p>The mayor said it was a good day.</p>")[1] == []


@pytest.mark.parametrize(
    "heading", ["Related stories", "More from the river", "Mehr zum Thema", "À lire aussi", "Leggi anche", "関連記事"]
)
def test_links_go_with_their_heading(heading: str) -> None:
    assert left(f"<div><h4>{heading}</h4>{LINK * 3}</div>") == ("", [RELATED])
    assert left(f"<h4>{heading}</h4>{LINK * 3}<p>The bridge has a name now.</p>") == (
        "The bridge has a name now.",
        [RELATED],
    )


def test_cards_with_an_excerpt_go_with_their_heading() -> None:
    card = (
        "<div><a href='/f'><b>The ferry stops in May</b></a><p>It will be repaired in the yard of the port.</p></div>"
    )
    assert left(f"<section><div><h3>You may also like</h3></div>{card * 2}</section>") == ("", [RELATED])


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("<h3>More on the arches</h3><p>Each has nine stones, cut by hand in the valley.</p>", id="prose"),
        pytest.param("<h3>Response of the town</h3><p>People danced until the rain came.</p>", id="a subheading"),
        pytest.param("<p>No comment was to be had from the mayor on Sunday.</p>", id="a sentence"),
        pytest.param("<p>No comment.</p><p>That was all the mayor said on Sunday.</p>", id="an answer"),
        pytest.param("<h3>Related</h3>", id="a heading without links"),
    ],
)
def test_parts_of_the_story_stay(after: str) -> None:
    assert left(after)[1] == []


def test_a_count_of_comments_in_the_middle_of_the_story_takes_nothing_with_it() -> None:
    assert left(f"<div>3 comments</div>{STORY * 2}")[0].count("longer than planned") == 2


def test_a_heading_before_the_story_is_not_looked_at() -> None:
    tree = document_fromstring(f"<body><div>12 comments</div><h2>Related</h2>{LINK}{STORY}</body>")
    assert list(find_parts_behind(tree)) == []
    assert (
        list(find_parts_behind(document_fromstring(f"<body>{STORY}<p>4 comments</p><h1>The bridge</h1></body>"))) == []
    )


def test_many_headings_are_not_asked_one_by_one() -> None:
    tree = document_fromstring(f"<body>{STORY}{'<h3>Related</h3>' * 5000}{STORY}</body>")
    assert list(find_parts_behind(tree)) == []


ANSWERED = "<div><p>I crossed it this morning, and it was lovely.</p><ul><li><a href='#'>{}</a></li></ul></div>"


@pytest.mark.parametrize("word", ["reply", "Antworten", "Répondre", "Ответить", "返信する"])
def test_comments_without_a_heading_have_a_link_to_answer_each(word: str) -> None:
    comments = ANSWERED.format(word) + "<a id='c2'></a>" + ANSWERED.format(word)
    tree = document_fromstring(
        f"<html><body><article><h1>The bridge</h1>{STORY}<div>{comments}</div></article></body></html>"
    )
    assert [element.tag for element in find_thread(tree)] == ["div", "a", "div"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{STORY}{ANSWERED.format('reply')}", id="one"),
        pytest.param(f"{STORY}{ANSWERED.format('reply by letter') * 2}", id="other links"),
        pytest.param(f"<a>Reply</a>{STORY}<a>Reply</a>", id="around the story"),
        pytest.param(f"<p><a>Reply</a></p><h1>The bridge</h1>{STORY}<p><a>Reply</a></p>", id="around the headline"),
    ],
)
def test_other_links_are_no_thread(body: str) -> None:
    assert find_thread(document_fromstring(f"<html><body><article>{body}</article></body></html>")) == []
