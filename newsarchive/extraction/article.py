"""Page + outlet → article: the one door through which every page is read, be it crawled, imported or read again.

A pure function of page and outlet: no network, no archive, no clock, no memory of other pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsarchive.extraction.authors.choice import byline_candidates, find_authors
from newsarchive.extraction.body.by_kind import gallery_body, liveblog_body, video_body
from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.extraction.body.line_cleaning import KnownFields
from newsarchive.extraction.body.main_text import BodyText, read_body
from newsarchive.extraction.dates.published import DateCandidate, PageDates
from newsarchive.extraction.headline import headline_candidates
from newsarchive.extraction.metadata import (
    find_canonical,
    find_image,
    find_kind,
    find_language,
    find_section,
    find_standfirst,
    is_free,
)
from newsarchive.extraction.page.candidates import Candidate, first_candidate
from newsarchive.extraction.page.parsed_page import NotHtml, ParsedPage, parse_page
from newsarchive.extraction.reading_version import reading_version
from newsarchive.extraction.refusal.not_an_article import find_refusal
from newsarchive.extraction.refusal.paywall import judge_completeness, without_paywall
from newsarchive.extraction.source.choice import SignedText, find_source
from newsarchive.extraction.source.source_line import Credit, without_source_line
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Reading, Stamp
from newsarchive.text import count_words

# Less is no article but a caption, a notice or a failed reading. Characters of scripts without spaces count half.
MIN_WORDS = 25
# Of what is told by pictures, and of what must be paid for, the few words that are shown are kept.
_FEWEST_WORDS = {"gallery": 10, "video": 10}
_FEWEST_STUB_WORDS = 5
# Where kinds of page have their text when it is not in paragraphs.
_BODIES_BY_KIND = {"liveblog": liveblog_body, "gallery": gallery_body, "video": video_body}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading, the candidates of each field that could have been another, and the lines cut from the body."""

    reading: Reading
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    removed: tuple[RemovedText, ...] = ()


def read_page(page: Page, outlet: Outlet) -> Reading:
    """The article on a page, or the outcome and reason why there is none. A bad page is an outcome, never an error."""
    return explain(page, outlet, with_candidates=False).reading


def explain(page: Page, outlet: Outlet, *, with_candidates: bool = True) -> Explanation:
    """How a page is read: the reading of read_page, what else each field could have been, and what was cut."""
    read_by = reading_version(outlet)
    try:
        parsed = parse_page(page)
    except NotHtml as error:
        return Explanation(Reading(Outcome.NOT_ARTICLE, read_by, reason=str(error)))
    offered = _offered(parsed, page, outlet) if with_candidates else {}
    article, body = _read(parsed, page, outlet, with_blocks=with_candidates)
    refusal = find_refusal(parsed, outlet, article.body)
    if refusal is not None:
        return Explanation(Reading(refusal.outcome, read_by, reason=refusal.reason), offered, body.removed)
    words = count_words(article.body)
    if words < _fewest_words(article) or not article.headline:
        return Explanation(
            Reading(Outcome.TOO_SHORT, read_by, reason=_too_little(article, words)), offered, body.removed
        )
    custom = outlet.custom_read()
    return Explanation(
        Reading(Outcome.ARTICLE, read_by, custom(page, article) if custom else article), offered, body.removed
    )


def _fewest_words(article: Article) -> int:
    return _FEWEST_STUB_WORDS if article.completeness == "stub" else _FEWEST_WORDS.get(article.kind, MIN_WORDS)


def _too_little(article: Article, words: int) -> str:
    return (
        f"{words} words of text; at least {_fewest_words(article)} make an article"
        if article.headline
        else "no headline on the page"
    )


def _read(parsed: ParsedPage, page: Page, outlet: Outlet, *, with_blocks: bool) -> tuple[Article, BodyText]:
    """The article as the page gives it, not yet judged, and its body with what was cut from it."""
    headlines = headline_candidates(parsed, outlet)
    headline = first_candidate(headlines) or Candidate("", "")
    article = Article(
        outlet=outlet.name,
        headline=headline.value,
        body="",
        url=page.final_url,
        provenance={"headline": headline.where},
    )
    for step in (_with_authors, _with_times, _with_kind):
        article = step(article, parsed, page, outlet)
    known = KnownFields([candidate.value for candidate in headlines], article.authors, article.byline)
    rules = outlet.rules_at(page.fetched_at.astimezone(outlet.zone).date())
    body = read_body(parsed, rules, known, with_blocks=with_blocks)
    article, body = _with_body(article, body, parsed, outlet)
    return _with_fields(article, parsed, outlet), body


def _found(article: Article, places: Mapping[str, str | None], **values: Any) -> Article:
    """article with more values and the places they come from."""
    told = {name: place for name, place in places.items() if place}
    return replace(article, provenance={**article.provenance, **told}, **values)


def _with_authors(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    authors, byline, where = find_authors(parsed, outlet)
    return _found(article, {"authors": where}, authors=authors, byline=byline)


def _with_times(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    dates = PageDates(parsed, outlet, page.fetched_at)
    published, modified = dates.published, dates.modified
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


def _with_body(article: Article, body: BodyText, parsed: ParsedPage, outlet: Outlet) -> tuple[Article, BodyText]:
    """The text and what is told from it: whom it is credited to, and whether it is whole."""
    if other := _BODIES_BY_KIND.get(article.kind):
        body = other(parsed, body)
    told, gate = without_paywall(body.text)
    body = replace(body, text=told, removed=(*body.removed, *(RemovedText("paywall", line) for line in gate)))
    signed = SignedText(body.text_with_credits, article.authors, article.byline, [cut.text for cut in body.removed])
    credit = find_source(signed, outlet, parsed)
    text = without_source_line(body.text)
    boilerplate = [cut.text for cut in body.removed if cut.why == "furniture"]
    completeness, shown_by = judge_completeness(parsed, text, gate, boilerplate, article.is_free)
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
    return published.on if published and credit.is_own else None


def _origin(dated: DateCandidate | None) -> str | None:
    return f"{dated.candidate.where}: {dated.candidate.value}" if dated else None


def _offered(parsed: ParsedPage, page: Page, outlet: Outlet) -> dict[str, tuple[Candidate, ...]]:
    dates = PageDates(parsed, outlet, page.fetched_at)
    return {
        "headline": tuple(headline_candidates(parsed, outlet)),
        "authors": tuple(candidate for group in byline_candidates(parsed) for candidate in group),
        "published": tuple(dates.published_candidates()),
        "modified": tuple(dates.modified_candidates()),
    }
