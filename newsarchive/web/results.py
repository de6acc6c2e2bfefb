"""Articles as a list shows them: one entry each, its marked words, its small print. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.archive.search.results import END_FOUND, FOUND, EarlierText, Hit
from newsarchive.records import Stamp
from newsarchive.web.formatting import Moment, Tongue, language_name, number, short_day, stamp_moment, tongue
from newsarchive.web.layout import Link, Site
from newsarchive.web.requests.search_request import Question


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One article in a list. headline and snippet are pieces, so that the page marks them without trusting them."""

    href: str
    headline: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    outlet: str
    outlet_href: str
    credit: str | None
    stamp: Moment
    language: str
    section: str | None
    flags: tuple[str, ...]
    copies: Link | None
    tongue: Tongue


def pieces(marked: str) -> tuple[Piece, ...]:
    """A text of the search, cut where it marks what was found."""
    return tuple(piece for piece in _cut(marked) if piece.text)


def plain(marked: str) -> str:
    """A text of the search without its marks."""
    return marked.replace(FOUND, "").replace(END_FOUND, "")


def items(hits: tuple[Hit, ...], site: Site, *, all_copies: bool = False) -> list[Item]:
    """The entries of a list of hits; all_copies says that near-copies have entries of their own in it."""
    return [_item(hit, site, all_copies) for hit in hits]


def stamp_of(hit: Hit) -> Stamp | None:
    """When the outlet says the article was published."""
    if hit.published_on is None:
        return None
    return Stamp(hit.published_on, hit.published_at)


def place_of(hit: Hit) -> str:
    """What follows /article/ in the address of the text found: the article's id, and the number of a version."""
    return f"{hit.id}/{hit.earlier.number}" if hit.earlier else str(hit.id)


def _cut(marked: str) -> Iterator[Piece]:
    before, *rest = marked.split(FOUND)
    yield Piece(before.replace(END_FOUND, ""), hit=False)
    for part in rest:
        found, _, after = part.partition(END_FOUND)
        yield Piece(found, hit=True)
        yield Piece(after.replace(END_FOUND, ""), hit=False)


def _item(hit: Hit, site: Site, all_copies: bool) -> Item:
    return Item(
        href=f"{site.article}/{place_of(hit)}",
        headline=pieces(hit.headline),
        snippet=pieces(hit.snippet),
        outlet=hit.outlet_title,
        outlet_href=Question().with_filter("outlet", hit.outlet).address(site.search),
        credit=hit.source if hit.source != hit.outlet_title else None,
        stamp=stamp_moment(stamp_of(hit), hit.first_seen_at),
        language=language_name(hit.language) if hit.language else "",
        section=hit.section,
        flags=tuple(_flags(hit)),
        copies=_copies(hit, site, all_copies),
        tongue=tongue(hit.language),
    )


def _flags(hit: Hit) -> Iterator[str]:
    if hit.gone_at:
        yield f"withdrawn since {short_day(hit.gone_at.date())}"
    if hit.completeness == "stub":
        yield "opening only"
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
    """How many near-copies the search finds beside this one, leading to all of them."""
    if not hit.copies:
        return None
    name = f"one of {number(hit.copies + 1)} copies" if all_copies else f"and {number(hit.copies)} more"
    return Link(name, f"{site.copies}/{hit.id}")
