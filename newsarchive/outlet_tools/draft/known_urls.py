"""Which URLs of a surveyed site are articles, which are not, and which are undecided. URL rules are made from them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from newsarchive.crawl.declaration import registered_host
from newsarchive.outlet import is_home
from newsarchive.outlet_tools.draft.article_pages import FEWEST_HEADLINE_WORDS, is_in_non_article_folder
from newsarchive.outlet_tools.draft.feeds import current_sources, podcast_feeds
from newsarchive.outlet_tools.draft.language_parts import LanguageParts
from newsarchive.outlet_tools.draft.survey_values import Survey, SurveyedPage
from newsarchive.outlet_tools.draft.url_shapes import shape_of
from newsarchive.text import count_words
from newsarchive.urls import url_key

# The share of URLs in feeds and sitemaps that makes another domain one of the outlet's.
_MANY = 0.3


def article_urls(survey: Survey, parts: LanguageParts, now: datetime) -> set[str]:
    """Every URL that is certainly an article: read as one, or in a current feed or news sitemap."""
    ruled_out = {url_key(url) for page in _ruled_out(parts.pages) for url in page.urls}
    read = {url for page in parts.pages if page.is_article for url in page.urls}
    read_folders = {shape_of(url)[:1] for url in read}
    announced = {
        one.url
        for source in current_sources(survey.sources, now)
        for one in source.sightings
        if url_key(one.url) not in ruled_out
        and registered_host(one.url) == registered_host(survey.home.final_url)
        and not is_home(one.url, survey.home.final_url)
        and (not is_in_non_article_folder(one.url) or shape_of(one.url)[:1] in read_folders)
    }
    return {url for url in announced | read if not parts.is_other(url)}


def other_urls(survey: Survey, parts: LanguageParts, articles: set[str]) -> set[str]:
    """Every URL that is certainly not an article.

    These are pages that were read and are not articles, URLs similar to theirs, and URLs in non-article folders, in
    other languages and in podcasts.
    """
    article_keys = {url_key(url) for url in articles}
    linked = {url: text for page in survey.pages for url, text in page.links.items()} | survey.links
    host = urlsplit(survey.home.final_url).netloc
    ours = {
        url: text for url, text in linked.items() if urlsplit(url).netloc == host and url_key(url) not in article_keys
    }
    ruled_out = {url for page in _ruled_out(parts.pages) for url in page.urls}
    shapes = {shape_of(url) for url in ruled_out}
    alike = {
        url
        for url, text in ours.items()
        if is_in_non_article_folder(url) or (shape_of(url) in shapes and count_words(text) < FEWEST_HEADLINE_WORDS)
    }
    in_other_languages = _in_other_languages(survey, parts, ours) if parts.others else set()
    found = ruled_out | alike | in_other_languages | _podcast_urls(survey, article_keys)
    return found - _urls_of_sources(survey)


def undecided_urls(survey: Survey, known: set[str]) -> set[str]:
    """URLs that may be articles: linked with a headline, or in no folder, and not known to be anything else."""
    keys = {url_key(url) for url in known}
    linked = [*survey.links.items(), *(link for page in survey.articles for link in page.links.items())]
    return {
        url
        for url, text in linked
        if (count_words(text) >= FEWEST_HEADLINE_WORDS or urlsplit(url).path.strip("/").count("/") == 0)
        and url_key(url) not in keys
        and not is_in_non_article_folder(url)
        and urlsplit(url).netloc == urlsplit(survey.home.final_url).netloc
    }


def domains_of(survey: Survey) -> tuple[str, ...]:
    """The domain of the home page, and others with many URLs in the feeds and sitemaps."""
    own = registered_host(survey.home.final_url)
    counted = Counter(registered_host(one.url) for source in survey.sources for one in source.sightings)
    total = counted.total()
    return (own, *(host for host, number in counted.items() if host and host != own and number > _MANY * total))


def _ruled_out(pages: Iterable[SurveyedPage]) -> list[SurveyedPage]:
    return [page for page in pages if page.is_ruled_out]


def _in_other_languages(survey: Survey, parts: LanguageParts, linked: Iterable[str]) -> set[str]:
    every = [*linked, *(page.url for page in parts.others)]
    every += [url for source in survey.sources for url in source.urls.values()]
    return {url for url in every if parts.is_other(url)}


def _podcast_urls(survey: Survey, article_keys: set[int]) -> set[str]:
    """The URLs in podcast feeds. A feed that contains articles too is skipped: broadcasters read out their articles."""
    feeds = [source for source in podcast_feeds(survey.sources) if not source.urls.keys() & article_keys]
    host = urlsplit(survey.home.final_url).netloc
    return {url for source in feeds for url in source.urls.values() if urlsplit(url).netloc == host}


def _urls_of_sources(survey: Survey) -> set[str]:
    """The URLs that are or were tried as feeds and sitemaps. A crawl never takes them for articles."""
    return {source.url for source in survey.sources} | {rejected.url for rejected in survey.rejected}
