"""A version as its page shows it: texts without structure are paragraphs, found words are marked."""

from newsarchive.records import BlockRun, LeadPicture, Structure
from newsarchive.web.articles.found_words import FoundSpan, FoundWords
from newsarchive.web.articles.shown_text import shown_text
from newsarchive.web.articles.structured_text import LinkedPiece, ShownBlock
from newsarchive.web.results import TextPiece
from tests.web.articles.versions_of_a_text import a_version
from tests.web.sample_archive import an_article


def test_a_text_without_structure_is_paragraphs():
    text = shown_text(a_version(1, "Harbour opens", "Ships came.\n\nMen cheered."))
    assert text.headline_pieces == [TextPiece("Harbour opens", is_match=False)]
    assert (text.standfirst, text.picture) == ([], None)
    assert text.blocks == [
        ShownBlock("paragraph", [[LinkedPiece("Ships came.")]]),
        ShownBlock("paragraph", [[LinkedPiece("Men cheered.")]]),
    ]


def test_structure_and_picture_are_shown():
    picture = LeadPicture("The quay")
    article = an_article(
        body="Who pays?\n\nNobody.", structure=Structure((BlockRun(0, 0, "subheading", 2),), picture=picture)
    )
    text = shown_text(article)
    assert [block.kind for block in text.blocks] == ["heading", "paragraph"]
    assert text.picture == picture


def test_found_words_are_marked_in_each_text():
    found = FoundWords((FoundSpan(0, 7),), (FoundSpan(3, 7),), (FoundSpan(13, 16),))
    text = shown_text(a_version(1, "Harbour opens", "Ships came.\n\nMen cheered.", standfirst="At last."), found)
    assert text.headline_pieces[0] == TextPiece("Harbour", is_match=True)
    assert text.standfirst[1] == TextPiece("last", is_match=True)
    (piece,) = text.blocks[1].lines[0]
    assert piece.pieces == [TextPiece("Men", is_match=True), TextPiece(" cheered.", is_match=False)]
