"""Found articles as a list on a page shows them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.archive.search.results import END_FOUND, FOUND, EarlierText, Hit
from newsarchive.records import Stamp
from newsarchive.web.formatting import (
    DateLabel,
    TextLanguage,
    format_number,
    language_name,
    short_day,
    stamp_label,
    text_language,
)
from newsarchive.web.layout import Link, Site
from newsarchive.web.requests.search_request import SearchForm


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a text, and whether it matches the search."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article in a list. The template escapes each piece of headline and snippet, and marks the matches."""

    anchor: str
    href: str
    headline: tuple[TextPiece, ...]
    snippet: tuple[TextPiece, ...]
    outlet: str
    outlet_href: str
    credit: str | None
    stamp: DateLabel
    language: str
    section: str | None
    flags: tuple[str, ...]
    copies: Link | None
    archive: str | None
    text_language: TextLanguage


def split_at_marks(marked: str) -> tuple[TextPiece, ...]:
    """The pieces of a text in which the search has marked the matches."""
    return tuple(piece for piece in _split(marked) if piece.text)


def without_marks(marked: str) -> str:
    """A text of the search without the marks of the matches."""
    return marked.replace(FOUND, "").replace(END_FOUND, "")


def list_articles(
    hits: tuple[Hit, ...], site: Site, *, all_copies: bool = False, search: str = ""
) -> list[ListedArticle]:
    """The entries of a list of hits; with all_copies each near-duplicate has an entry of its own.

    search has the parameters of the search that found them; they go into the addresses of the articles.
    """
    return [_listed(hit, site.of(hit.archive), all_copies, search) for hit in hits]


def published_stamp(hit: Hit) -> Stamp | None:
    """When the outlet says that the article was published."""
    if hit.published_on is None:
        return None
    return Stamp(hit.published_on, hit.published_at)


def article_path(hit: Hit) -> str:
    """What follows /article/ in the address of a hit: the article's id, and the number of an earlier version."""
    return f"{hit.id}/{hit.earlier.number}" if hit.earlier else str(hit.id)


def result_anchor(path: str, archive: str | None = None) -> str:
    """The id of a hit's entry in the list; path is its article_path, archive its archive if there are several."""
    return f"article-{f'{archive}-' if archive else ''}{path.replace('/', '-')}"


def _split(marked: str) -> Iterator[TextPiece]:
    before, *rest = marked.split(FOUND)
    yield TextPiece(before.replace(END_FOUND, ""), is_match=False)
    for part in rest:
        found, _, after = part.partition(END_FOUND)
        yield TextPiece(found, is_match=True)
        yield TextPiece(after.replace(END_FOUND, ""), is_match=False)


def _listed(hit: Hit, site: Site, all_copies: bool, search: str) -> ListedArticle:
    path = article_path(hit)
    return ListedArticle(
        anchor=result_anchor(path, hit.archive),
        href=f"{site.article}/{path}?{search}" if search else f"{site.article}/{path}",
        headline=split_at_marks(hit.headline),
        snippet=split_at_marks(hit.snippet),
        outlet=hit.outlet_title,
        outlet_href=SearchForm().with_filter("outlet", hit.outlet).address(site.search),
        credit=hit.source if hit.source != hit.outlet_title else None,
        stamp=stamp_label(published_stamp(hit), hit.first_seen_at),
        language=language_name(hit.language) if hit.language else "",
        section=hit.section,
        flags=tuple(_flags(hit)),
        copies=_copies(hit, site, all_copies),
        archive=hit.archive,
        text_language=text_language(hit.language),
    )


def _flags(hit: Hit) -> Iterator[str]:
    if hit.gone_at:
        yield f"withdrawn since {short_day(hit.gone_at.date())}"
    if hit.completeness == "stub":
        yield "beginning only"
    if hit.kind != "article":
        yield hit.kind
    if hit.earlier:
        yield from _earlier_flags(hit, hit.earlier)
    elif hit.revision > 1:
        yield f"{hit.revision} versions"


def _earlier_flags(hit: Hit, earlier: EarlierText) -> Iterator[str]:
    yield f"version {earlier.number} of {hit.revision}"
    if earlier.replaced_at:
        yield f"replaced {short_day(earlier.replaced_at.date())}"
    if not earlier.matches_today:
        yield "not in today's text"


def _copies(hit: Hit, site: Site, all_copies: bool) -> Link | None:
    """The link to the near-duplicates, with how many of them match the same search; None if there are none."""
    if not hit.copies:
        return None
    name = f"one of {format_number(hit.copies + 1)} copies" if all_copies else f"and {format_number(hit.copies)} more"
    return Link(name, f"{site.copies}/{hit.id}")
