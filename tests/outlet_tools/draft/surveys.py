"""Surveyed pages and sources of an invented site, for the tests of single facts."""

from datetime import UTC, datetime, timedelta

from newsarchive.outlet_tools.draft.survey_values import Survey, SurveyedPage, SurveyedSource
from newsarchive.records import Article, Outcome, Page, Reading, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOME = "https://rivertownpost.example/"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def fetched(path: str, body: str = "<html></html>", requested: str | None = None) -> Page:
    url = f"{HOME}{path}"
    return Page(f"{HOME}{requested}" if requested else url, url, NOW, 200, HTML, body.encode())


def a_page(
    path: str,
    markup: str = "<html></html>",
    outcome: Outcome = Outcome.ARTICLE,
    *,
    body: str = "The ferry is back in service after the winter storms.",
    headline: str = "Ferry back in service",
    is_article: bool = True,
    requested: str | None = None,
    links: dict[str, str] | None = None,
    **facts: object,
) -> SurveyedPage:
    """A page of the site. With the outcome "article", it is read as an article with these facts."""
    article = Article("draft", headline, body) if outcome is Outcome.ARTICLE else None
    reading = Reading(outcome, "test", article, None if article else "reason of the extraction")
    page = fetched(path, markup, requested)
    return SurveyedPage(page, reading, is_article and article is not None, "", links=links or {}, **facts)


def a_source(name: str, *paths: str, kind: str = "feed", hours: float = 1, body: bytes = b"") -> SurveyedSource:
    at = NOW - timedelta(hours=hours)
    sightings = tuple(Sighting(f"{HOME}{path}", "", kind, published=Stamp(at.date(), at)) for path in paths)
    return SurveyedSource(f"{HOME}{name}", kind, "declared by the home page", sightings, body=body)


def a_survey(
    *pages: SurveyedPage, sources: tuple[SurveyedSource, ...] = (), home: str = "<html></html>", **facts: object
) -> Survey:
    return Survey(fetched("", home), facts.pop("links", {}), sources, pages=pages, **facts)
