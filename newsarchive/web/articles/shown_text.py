"""One version of an article as its page shows it: headline, standfirst, blocks and the words at the picture. Pure."""

from dataclasses import dataclass

from newsarchive.records import Article, ArticleVersion, LeadPicture, Structure
from newsarchive.web.articles.found_words import NOTHING_FOUND, FoundWords, pieces
from newsarchive.web.articles.structured_text import ShownBlock, shown_blocks
from newsarchive.web.results import TextPiece

_PARAGRAPHS_ALONE = Structure()


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text of one version; headline_pieces and standfirst are in pieces, so that found words can be marked."""

    headline: str
    headline_pieces: list[TextPiece]
    standfirst: list[TextPiece]
    blocks: list[ShownBlock]
    picture: LeadPicture | None = None


def shown_text(version: Article | ArticleVersion, found: FoundWords = NOTHING_FOUND) -> ShownText:
    """The text of version with its structure; found has the words that a search found in it."""
    structure = version.structure or _PARAGRAPHS_ALONE
    return ShownText(
        version.headline,
        pieces(version.headline, found.headline),
        pieces(version.standfirst or "", found.standfirst),
        shown_blocks(version.body, structure, found.body),
        structure.picture,
    )
