"""What `newsarchive new` tells: what was found, from what evidence, how sure it is. For people and for programs."""

from collections.abc import Iterator
from typing import Any

from newsarchive.dates import format_utc
from newsarchive.outlet_tools.draft.new_outlet import Draft
from newsarchive.outlet_tools.draft.survey_values import Source

_WIDTH = 14
# Characters of a repeated line that are shown.
_SHOWN = 70
_KINDS = {"feed": "feed", "news_sitemap": "news sitemap", "sitemap": "sitemap", "home": "home page"}


def report_lines(draft: Draft) -> Iterator[str]:
    """The report for people, line by line."""
    where = f"written to {draft.file}" if draft.file else "not written"
    yield f"{draft.outlet.title} ({draft.outlet.home}): {where}"
    yield ""
    for fact in draft.facts:
        yield f"{fact.name:<{_WIDTH}}{fact.value or 'none'}  ({fact.evidence}; {fact.sureness})"
    yield from _sources(draft)
    yield from _rules(draft)
    yield from _warnings(draft)
    if draft.file:
        yield ""
        yield "Try it:"
        yield f"  newsarchive crawl {draft.outlet.name} --limit 5"


def report_row(draft: Draft) -> dict[str, Any]:
    """The report for programs."""
    outlet, rules = draft.outlet, draft.outlet.rules_at(None)
    return {
        "name": outlet.name,
        "file": str(draft.file) if draft.file else None,
        "text": draft.text,
        "facts": [
            {"name": one.name, "value": one.value, "evidence": one.evidence, "sureness": one.sureness}
            for one in draft.facts
        ],
        "home": outlet.home,
        "domains": list(outlet.domains),
        "feeds": list(outlet.feeds),
        "sitemaps": list(outlet.sitemaps),
        "article_urls": list(outlet.article_urls),
        "skip_urls": list(outlet.skip_urls),
        "addresses": draft.rules.evidence,
        "body": list(rules.body),
        "prune": list(rules.prune),
        "text_rules": list(draft.text_rules.evidence),
        "left_out": [{"url": left.what, "why": left.why} for left in _left(draft)],
        "read": [
            {"url": read.url, "is_article": read.is_article, "why": read.why, "outcome": str(read.reading.outcome)}
            for read in draft.survey.reads
        ],
        "other_languages": [{"language": language, "url": url} for language, url in draft.other_languages],
        "warnings": list(_warnings(draft)),
        "requests": draft.survey.requests,
    }


def _sources(draft: Draft) -> Iterator[str]:
    for source in draft.choice.sources:
        yield f"{_KINDS[source.kind]:<{_WIDTH}}{source.within or source.url}  ({source.found}; {_fill(source)})"
    if not draft.choice.sources:
        yield f"{'feeds':<{_WIDTH}}none; a crawl reads the home page"
    for left in _left(draft):
        yield f"{'  left out':<{_WIDTH}}{left.what}  ({left.why})"


def _left(draft: Draft) -> Any:
    return list({left.what: left for left in (*draft.survey.left, *draft.choice.left)}.values())


def _fill(source: Source) -> str:
    newest = f", newest {format_utc(source.newest_at)}" if source.newest_at else ""
    return f"{len(source.urls)} addresses{newest}"


def _rules(draft: Draft) -> Iterator[str]:
    outlet = draft.outlet
    rules = " ".join(outlet.article_urls) or "none: any address may be an article"
    yield f"{'article_urls':<{_WIDTH}}{rules}  ({draft.rules.evidence})"
    if outlet.skip_urls:
        yield f"{'skip_urls':<{_WIDTH}}{' '.join(outlet.skip_urls)}"
    articles, others = len(draft.survey.articles), len(draft.survey.others)
    yield f"{'read':<{_WIDTH}}{articles} articles and {others} other pages, in {draft.survey.requests} requests"
    for said in draft.text_rules.evidence:
        yield f"{'text':<{_WIDTH}}{said}"


def _warnings(draft: Draft) -> Iterator[str]:
    for line in map(_shortened, draft.text_rules.remaining[:3]):
        yield f"{'look at':<{_WIDTH}}several articles repeat {line!r}, and no rule was found that takes it out"
    for language, url in draft.other_languages:
        yield f"{'look at':<{_WIDTH}}there is another language, {language}: newsarchive new {url}"
    stubs = sum(read.article is not None and read.article.completeness == "stub" for read in draft.survey.articles)
    if stubs:
        yield f"{'look at':<{_WIDTH}}{stubs} of the articles show only their beginning to a program"
    if not draft.survey.articles:
        yield f"{'look at':<{_WIDTH}}no page read shows enough text: for subscribers, or it needs a body rule"
    for fact in draft.facts:
        if fact.sureness == "a guess":
            yield f"{'look at':<{_WIDTH}}{fact.name}: {fact.value or 'none'} is a guess"


def _shortened(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
