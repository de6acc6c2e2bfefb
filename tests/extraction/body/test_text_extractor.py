"""trafilatura finds the text of a page; invisible joiners, which it removes, are restored."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body import text_extractor
from newsarchive.extraction.body.story_root import StoryPlace
from newsarchive.extraction.body.text_extractor import extract_text, hide_joiners, show_joiners
from newsarchive.extraction.page.parsed_page import ParsedPage

WORDS = "می‌گذرد 👩‍🚒"


def test_joiners_are_restored(parsed: Callable[..., ParsedPage]) -> None:
    tree = parsed(body=f"<p>{WORDS}<b>x</b>{WORDS}</p>").tree
    assert hide_joiners(tree)
    hidden = tree.text_content()
    assert "\u200c" not in hidden
    assert hidden.strip().isprintable()
    assert show_joiners(hidden).strip() == f"{WORDS}x{WORDS}"


def test_a_page_without_joiners_is_unchanged(parsed: Callable[..., ParsedPage]) -> None:
    assert not hide_joiners(parsed(body="<p>plain</p>").tree)


SENTENCES = [
    f"Sentence {number} of a report about the harbour, its bridge and the ferry that it replaces next year."
    for number in range(8)
]


def test_the_paragraphs_of_a_page_are_found(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<article>{''.join(f'<p>{sentence}</p>' for sentence in SENTENCES)}</article>")
    assert extract_text(page.tree).split("\n\n") == SENTENCES


def test_a_page_without_text_gives_no_text(parsed: Callable[..., ParsedPage]) -> None:
    assert extract_text(parsed(body="<div><img src='x'></div>").tree) == ""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The settings of each run of trafilatura."""
    calls: list[object] = []
    extract = text_extractor.bare_extraction

    def counted(tree: object, options: object) -> object:
        calls.append(options)
        return extract(tree, options=options)

    monkeypatch.setattr(text_extractor, "bare_extraction", counted)
    return calls


@pytest.mark.parametrize(
    ("paragraphs", "count"), [(SENTENCES, 0), (SENTENCES[:1], 2)], ids=["a clear story", "little text"]
)
def test_the_page_is_read_as_a_whole_only_without_a_clear_story_and_by_all_extractors_only_for_little_text(
    parsed: Callable[..., ParsedPage], runs: list[object], paragraphs: list[str], count: int
) -> None:
    page = parsed(body=f"<article>{''.join(f'<p>{sentence}</p>' for sentence in paragraphs)}</article>")
    extract_text(page.tree)
    assert len(runs) == count


MENU = "<div class='menu'>" + "<div>Harbour</div><div>Bridges</div><div>Ferries</div>" * 200 + "</div>"


@pytest.mark.parametrize(
    ("others", "count"), [(SENTENCES[:3], 1), ([], 2)], ids=["most of its paragraphs", "all of its paragraphs"]
)
def test_a_page_of_menus_is_read_once_where_the_extractor_chose_among_its_paragraphs(
    parsed: Callable[..., ParsedPage],
    runs: list[object],
    monkeypatch: pytest.MonkeyPatch,
    others: list[str],
    count: int,
) -> None:
    monkeypatch.setattr(text_extractor, "find_story", lambda tree: None)
    story, beside = ("".join(f"<p>{sentence}</p>" for sentence in part) for part in (SENTENCES, others))
    page = parsed(body=f"{MENU}<article>{story}</article><div class='comments' id='comments'>{beside}</div>")
    assert extract_text(page.tree).split("\n\n")[: len(SENTENCES)] == SENTENCES
    assert len(runs) == count


def test_comments_within_the_element_of_a_story_are_not_its_text(parsed: Callable[..., ParsedPage]) -> None:
    said = "".join(f"<p>{sentence} I saw it.</p>" for sentence in SENTENCES[:2])
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = parsed(body=f"<article><div>{story}<div><ol class='commentlist'><li>{said}</li></ol></div></div></article>")
    assert extract_text(page.tree).split("\n\n") == SENTENCES


def test_a_place_with_little_of_the_page_is_not_taken_for_the_story(
    parsed: Callable[..., ParsedPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    tree = parsed(body=f"<article>{story}</article><div><p>Opened.</p><p>Closed.</p></div>").tree
    place = StoryPlace(tree.find(".//div"), 14, (tree.find(".//div"),))
    monkeypatch.setattr(text_extractor, "find_story", lambda tree: place)
    assert extract_text(tree).split("\n\n")[: len(SENTENCES)] == SENTENCES
