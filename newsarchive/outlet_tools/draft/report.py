"""The report of `newsarchive new`: what was found, the evidence, and how sure it is. For people and for programs."""

from collections.abc import Iterator
from typing import Any

from newsarchive.counted import counted
from newsarchive.dates import format_utc
from newsarchive.outlet_tools.draft.new_outlet import Draft
from newsarchive.outlet_tools.draft.survey_values import Rejected, SurveyedSource

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
        yield _line(fact.name, f"{fact.value or 'none'}  ({fact.evidence}; {fact.sureness})")
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
        "render": outlet.render,
        "body": list(rules.body),
        "prune": list(rules.prune),
        "text_rules": list(draft.text_rules.evidence),
        "left_out": [{"url": one.url, "why": one.reason} for one in _rejected(draft)],
        "read": [
            {"url": page.url, "is_article": page.is_article, "why": page.reason, "outcome": str(page.reading.outcome)}
            for page in draft.survey.pages
        ],
        "other_languages": [{"language": language, "url": url} for language, url in draft.other_languages],
        "warnings": list(_warnings(draft)),
        "requests": draft.survey.requests,
    }


def _line(name: str, text: str) -> str:
    return f"{name:<{_WIDTH}}{text}"


def _sources(draft: Draft) -> Iterator[str]:
    for source in draft.choice.sources:
        yield _line(_KINDS[source.kind], f"{source.within or source.url}  ({source.found}; {_size(source)})")
    if not draft.choice.sources:
        yield _line("feeds", "none; a crawl reads the home page")
    for one in _rejected(draft):
        yield _line("  left out", f"{one.url}  ({one.reason})")


def _rejected(draft: Draft) -> list[Rejected]:
    return list({one.url: one for one in (*draft.survey.rejected, *draft.choice.rejected)}.values())


def _size(source: SurveyedSource) -> str:
    newest = f", newest {format_utc(source.newest_at)}" if source.newest_at else ""
    return f"{counted(len(source.urls), 'entry', 'entries')}{newest}"


def _rules(draft: Draft) -> Iterator[str]:
    outlet, survey = draft.outlet, draft.survey
    rules = " ".join(outlet.article_urls) or "none: any URL may be an article"
    yield _line("article_urls", f"{rules}  ({draft.rules.evidence})")
    if outlet.skip_urls:
        yield _line("skip_urls", " ".join(outlet.skip_urls))
    articles = counted(len(survey.articles), "article")
    others = counted(len(survey.others), "other page")
    yield _line("read", f"{articles} and {others}, in {survey.requests} requests")
    if outlet.render:
        yield _line("render", "True  (its texts come only from scripts, so a browser renders its pages)")
    for evidence in draft.text_rules.evidence:
        yield _line("text", evidence)


def _warnings(draft: Draft) -> Iterator[str]:
    for line in map(_shortened, draft.text_rules.remaining[:3]):
        yield _line("look at", f"several articles repeat {line!r}, and no rule removes it")
    for language, url in draft.other_languages:
        yield _line("look at", f"the site has another language, {language}: newsarchive new {url}")
    stubs = sum(page.article is not None and page.article.completeness == "stub" for page in draft.survey.articles)
    if stubs:
        yield _line("look at", f"{counted(stubs, 'article shows', 'articles show')} only the beginning of the text")
    if not draft.survey.articles:
        yield _line("look at", "no page shows enough text: the site is for subscribers, or needs a body rule")
    for fact in draft.facts:
        if fact.sureness == "a guess":
            yield _line("look at", f"{fact.name}: {fact.value or 'none'} is a guess")


def _shortened(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
