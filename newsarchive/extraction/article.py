"""Page + outlet → article: the one door through which every page is read, be it crawled, imported or read again.

A pure function of page and outlet: no network, no archive, no clock, no memory of other pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsarchive import __version__
from newsarchive.extraction.authors import byline_candidates, find_authors
from newsarchive.extraction.body import Body, read_body
from newsarchive.extraction.candidates import Candidate, first
from newsarchive.extraction.cleaning import Cut
from newsarchive.extraction.headline import headline_candidates
from newsarchive.extraction.lines import Known
from newsarchive.extraction.linked_data import first_text
from newsarchive.extraction.markup import NotHtml, ParsedPage, parse_page
from newsarchive.extraction.metadata import (
    find_canonical,
    find_image,
    find_kind,
    find_language,
    find_section,
    find_standfirst,
    is_free,
)
from newsarchive.extraction.refusal import refusal_of
from newsarchive.extraction.source import Credit, find_source, without_source_line
from newsarchive.extraction.stamps import (
    Dated,
    find_modified,
    find_published,
    modified_candidates,
    published_candidates,
)
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Completeness, Outcome, Page, Reading, Stamp
from newsarchive.text import count_words

# Less is no article but a caption, a notice or a failed reading. Characters of scripts without spaces count half.
MIN_WORDS = 25
# A text behind a paywall that is shorter than this, or than this share of the words it is said to have, is a stub.
_STUB_WORDS = 200
_STUB_SHARE = 0.6
_FEWEST_STUB_WORDS = 5
_PAYWALL = (
    "//*[contains(@class, 'paywall') or contains(@id, 'paywall') or contains(@class, 'piano-offer')"
    " or contains(@class, 'subscriber-only') or contains(@class, 'regwall') or contains(@data-testid, 'paywall')]"
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading, the candidates of each field that could have been another, and the lines cut from the body."""

    reading: Reading
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    cut: tuple[Cut, ...] = ()


def read_page(page: Page, outlet: Outlet) -> Reading:
    """The article on a page, or the outcome and reason why there is none. A bad page is an outcome, never an error."""
    return explain(page, outlet, with_candidates=False).reading


def explain(page: Page, outlet: Outlet, *, with_candidates: bool = True) -> Explanation:
    """How a page is read: the reading of read_page, what else each field could have been, and what was cut."""
    read_by = reader_name(outlet)
    try:
        parsed = parse_page(page)
    except NotHtml as error:
        return Explanation(Reading(Outcome.NOT_ARTICLE, read_by, reason=str(error)))
    offered = _offered(parsed, outlet) if with_candidates else {}
    article, body = _read(parsed, page, outlet)
    refusal = refusal_of(parsed, outlet, article.body)
    if refusal is not None:
        return Explanation(Reading(refusal.outcome, read_by, reason=refusal.reason), offered, body.cut)
    words = count_words(article.body)
    if words < (_FEWEST_STUB_WORDS if article.completeness == "stub" else MIN_WORDS) or not article.headline:
        return Explanation(Reading(Outcome.TOO_SHORT, read_by, reason=_too_little(article, words)), offered, body.cut)
    custom = outlet.custom_read()
    return Explanation(
        Reading(Outcome.ARTICLE, read_by, custom(page, article) if custom else article), offered, body.cut
    )


def reader_name(outlet: Outlet) -> str:
    """What reads an outlet's pages: the program's version and the hash of the outlet's rules."""
    return f"{__version__}+{outlet.rules_hash}"


def _too_little(article: Article, words: int) -> str:
    return (
        f"{words} words of text; at least {MIN_WORDS} make an article"
        if article.headline
        else "no headline on the page"
    )


def _read(parsed: ParsedPage, page: Page, outlet: Outlet) -> tuple[Article, Body]:
    """The article as the page gives it, not yet judged, and its body with what was cut from it."""
    headlines = headline_candidates(parsed, outlet)
    headline = first(headlines) or Candidate("", "")
    article = Article(
        outlet=outlet.name,
        headline=headline.value,
        body="",
        url=page.final_url,
        provenance={"headline": headline.where},
    )
    for step in (_with_authors, _with_times, _with_kind):
        article = step(article, parsed, page, outlet)
    known = Known([candidate.value for candidate in headlines], article.authors, article.byline)
    article, body = _with_body(article, known, parsed, page, outlet)
    return _with_fields(article, parsed, outlet), body


def _found(article: Article, places: Mapping[str, str | None], **values: Any) -> Article:
    """article with more values and the places they come from."""
    told = {name: place for name, place in places.items() if place}
    return replace(article, provenance={**article.provenance, **told}, **values)


def _with_authors(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    authors, byline, where = find_authors(parsed, outlet)
    return _found(article, {"authors": where}, authors=authors, byline=byline)


def _with_times(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    fetched = page.fetched_at.astimezone(outlet.zone).date()
    published = find_published(parsed, outlet.zone, fetched)
    modified = find_modified(parsed, outlet.zone, fetched, published.stamp if published else None)
    return _found(
        article,
        {"published": _origin(published), "modified": _origin(modified)},
        published=published.stamp if published else None,
        modified=modified.stamp if modified else None,
    )


def _with_kind(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    kind, kind_where = find_kind(parsed)
    free, free_where = is_free(parsed)
    return _found(article, {"kind": kind_where, "is_free": free_where}, kind=kind, is_free=free)


def _with_body(article: Article, known: Known, parsed: ParsedPage, page: Page, outlet: Outlet) -> tuple[Article, Body]:
    """The text and what is told from it: whom it is credited to, and whether it is whole."""
    rules = outlet.rules_at(page.fetched_at.astimezone(outlet.zone).date())
    body = read_body(parsed, rules, known)
    credit = find_source(body.text, article.authors, outlet.title)
    text = without_source_line(body.text)
    completeness, shown_by = _completeness(parsed, text, article.is_free)
    read = _found(
        article,
        {"body": body.where, "source": f"{credit.where}: {credit.printed}", "completeness": shown_by},
        body=text,
        source=credit.source,
        source_date=_source_date(credit, article.published),
        completeness=completeness,
    )
    return read, body


def _with_fields(article: Article, parsed: ParsedPage, outlet: Outlet) -> Article:
    chosen = {
        "standfirst": find_standfirst(parsed, article.headline, article.body),
        "language": find_language(parsed, outlet),
        "section": find_section(parsed),
        "image_url": find_image(parsed),
        "canonical_url": find_canonical(parsed),
    }
    places = {name: candidate.where if candidate else None for name, candidate in chosen.items()}
    values = {name: candidate.value if candidate else None for name, candidate in chosen.items()}
    return _found(article, places, **values)


def _source_date(credit: Credit, published: Stamp | None) -> date | None:
    """The day the text first appeared at its source: the printed one; of the outlet's own text, the publication's."""
    if credit.on is not None:
        return credit.on
    return published.on if published and credit.where == "outlet" else None


def _origin(dated: Dated | None) -> str | None:
    return f"{dated.candidate.where}: {dated.candidate.value}" if dated else None


def _completeness(parsed: ParsedPage, text: str, free: bool | None) -> tuple[Completeness, str]:
    """Whether the text is whole or the beginning of one that must be paid for, and what shows it."""
    words = count_words(text)
    claimed = first_text(parsed.linked_data.article, "wordCount") or ""
    is_short = claimed.isdecimal() and len(claimed) < 7 and words < min(_STUB_SHARE * int(claimed), 2 * _STUB_WORDS)
    if free is not True and is_short and (free is False or parsed.tree.xpath(f"boolean({_PAYWALL})")):
        return "stub", f"{words} of {claimed} words"
    if words >= _STUB_WORDS or free is True:
        return "full", ""
    if free is False:
        return "stub", f"not free, {words} words"
    return (
        ("stub", f"paywall on the page, {words} words") if parsed.tree.xpath(f"boolean({_PAYWALL})") else ("full", "")
    )


def _offered(parsed: ParsedPage, outlet: Outlet) -> dict[str, tuple[Candidate, ...]]:
    return {
        "headline": tuple(headline_candidates(parsed, outlet)),
        "authors": tuple(candidate for group in byline_candidates(parsed) for candidate in group),
        "published": tuple(published_candidates(parsed)),
        "modified": tuple(modified_candidates(parsed)),
    }
