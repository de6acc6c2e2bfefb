"""Page + outlet → article. Every page is read through this module: crawled, imported or re-extracted.

Pure: the result depends on the page and the outlet only, not on network, archive, clock or other pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsarchive.dates import GUESSED
from newsarchive.extraction.authors.choice import byline_candidates, find_authors
from newsarchive.extraction.body.by_kind import gallery_body, liveblog_body, video_body
from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.extraction.body.line_cleaning import BOILERPLATE, KnownFields
from newsarchive.extraction.body.main_text import BodyText, read_body
from newsarchive.extraction.canonical import find_canonical
from newsarchive.extraction.dates.gathered_dates import DateCandidate
from newsarchive.extraction.dates.published import PageDates
from newsarchive.extraction.headline import headline_candidates
from newsarchive.extraction.language import find_language
from newsarchive.extraction.metadata import (
    find_image,
    find_kind,
    find_section,
    find_standfirst,
    is_free,
)
from newsarchive.extraction.page.candidates import Candidate, first_candidate
from newsarchive.extraction.page.parsed_page import NotHtml, ParsedPage, parse_page
from newsarchive.extraction.reading_version import reading_version
from newsarchive.extraction.refusal.not_an_article import find_refusal
from newsarchive.extraction.refusal.paywall import judge_completeness, without_paywall
from newsarchive.extraction.refusal.short_texts import fewest_words, shows_story
from newsarchive.extraction.source.choice import SignedText, find_source
from newsarchive.extraction.source.source_line import Credit, without_source_line
from newsarchive.extraction.structure.choice import find_structure
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Reading, Stamp
from newsarchive.text import count_words

# Kinds of page whose text is not in paragraphs.
_BODIES_BY_KIND = {"liveblog": liveblog_body, "gallery": gallery_body, "video": video_body}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading, the candidates for fields that have several, and what was removed from the page and its text."""

    reading: Reading
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    removed: tuple[RemovedText, ...] = ()


def read_page(page: Page, outlet: Outlet) -> Reading:
    """The article on a page, or the outcome and reason why it has none. A bad page is an outcome, never an error."""
    return explain(page, outlet, with_candidates=False).reading


def explain(page: Page, outlet: Outlet, *, with_candidates: bool = True) -> Explanation:
    """The result of read_page with its candidates and with what was removed."""
    read_by = reading_version(outlet)
    try:
        parsed = parse_page(page, outlet.language)
    except NotHtml as error:
        return Explanation(Reading(Outcome.NOT_ARTICLE, read_by, reason=str(error)))
    offered = _offered(parsed, page, outlet) if with_candidates else {}
    article, body = _read(parsed, page, outlet, with_blocks=with_candidates)
    refusal = find_refusal(parsed, outlet, article.body, lambda: shows_story(article, parsed, outlet, page.fetched_at))
    if refusal is not None:
        return Explanation(Reading(refusal.outcome, read_by, reason=refusal.reason), offered, body.removed)
    words, fewest = count_words(article.body), fewest_words(article, parsed, outlet, page.fetched_at)
    if words < fewest or not article.headline:
        return Explanation(
            Reading(Outcome.TOO_SHORT, read_by, reason=_too_short_reason(article, words, fewest)), offered, body.removed
        )
    custom = outlet.custom_read()
    article = custom(page, article) if custom else article
    if article.structure is None:
        # Last, because it says where in the final text each block and link is.
        article = replace(article, structure=find_structure(parsed, article, outlet.zone))
    return Explanation(Reading(Outcome.ARTICLE, read_by, article), offered, body.removed)


def _too_short_reason(article: Article, words: int, fewest: int) -> str:
    if not article.headline:
        return "the page has no headline"
    counted = "1 word" if words == 1 else f"{words} words"
    return f"only {counted} of text; an article needs at least {fewest}"


def _read(parsed: ParsedPage, page: Page, outlet: Outlet, *, with_blocks: bool) -> tuple[Article, BodyText]:
    """The article on the page, before it is checked, and its body with what was removed from it."""
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


def _with_values(article: Article, places: Mapping[str, str | None], **values: Any) -> Article:
    """article with more values, and with their places on the page in its provenance."""
    known = {name: place for name, place in places.items() if place}
    return replace(article, provenance={**article.provenance, **known}, **values)


def _with_authors(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    authors, byline, where = find_authors(parsed, outlet)
    return _with_values(article, {"authors": where}, authors=authors, byline=byline)


def _with_times(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    dates = PageDates(parsed, outlet, page.fetched_at)
    published, modified = dates.published, dates.modified
    return _with_values(
        article,
        {"published": _origin(published), "modified": _origin(modified)},
        published=published.stamp if published else None,
        modified=modified.stamp if modified else None,
    )


def _with_kind(article: Article, parsed: ParsedPage, page: Page, outlet: Outlet) -> Article:
    kind, kind_where = find_kind(parsed)
    free, free_where = is_free(parsed)
    return _with_values(article, {"kind": kind_where, "is_free": free_where}, kind=kind, is_free=free)


def _with_body(article: Article, body: BodyText, parsed: ParsedPage, outlet: Outlet) -> tuple[Article, BodyText]:
    """article with its text, and with what follows from the text: the source and the completeness."""
    if other := _BODIES_BY_KIND.get(article.kind):
        body = other(parsed, body)
    readable, gate = without_paywall(body.text)
    body = replace(body, text=readable, removed=(*body.removed, *(RemovedText("paywall", line) for line in gate)))
    signed = SignedText(body.text_with_credits, article.authors, article.byline, [part.text for part in body.removed])
    credit = find_source(signed, outlet, parsed)
    text = without_source_line(body.text)
    boilerplate = [part.text for part in body.removed if part.why == BOILERPLATE]
    completeness, shown_by = judge_completeness(parsed, text, gate, boilerplate, article.is_free)
    read = _with_values(
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
        "language": find_language(parsed, outlet, article.body),
        "section": find_section(parsed),
        "image_url": find_image(parsed),
        "canonical_url": find_canonical(parsed),
    }
    places = {name: candidate.where if candidate else None for name, candidate in chosen.items()}
    values = {name: candidate.value if candidate else None for name, candidate in chosen.items()}
    return _with_values(article, places, **values)


def _source_date(credit: Credit, published: Stamp | None) -> date | None:
    """The day when the source published the text: the printed day, or the publication day of the outlet's own text."""
    if credit.on is not None:
        return credit.on
    return published.on if published and credit.is_own else None


def _origin(dated: DateCandidate | None) -> str | None:
    if dated is None:
        return None
    return f"{GUESSED if dated.is_guess else ''}{dated.candidate.where}: {dated.candidate.value}"


def _offered(parsed: ParsedPage, page: Page, outlet: Outlet) -> dict[str, tuple[Candidate, ...]]:
    dates = PageDates(parsed, outlet, page.fetched_at)
    return {
        "headline": tuple(headline_candidates(parsed, outlet)),
        "authors": tuple(candidate for group in byline_candidates(parsed) for candidate in group),
        "published": tuple(dates.published_candidates()),
        "modified": tuple(dates.modified_candidates()),
    }
