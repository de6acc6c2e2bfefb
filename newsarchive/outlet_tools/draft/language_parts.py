"""The languages of a site: the part that becomes the outlet, and the parts in other languages."""

from collections import Counter
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin, urlsplit

from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.outlet_tools.draft.locale import language_of_page
from newsarchive.outlet_tools.draft.survey_values import Survey, SurveyedPage
from newsarchive.urls import url_key

# One page alone in another language is a document, or a mistake of its template.
_FEWEST_PAGES = 2


@dataclass(frozen=True)
class LanguageParts:
    """The pages of a site in the outlet's language, and the pages in other languages.

    by_folder has the language of each host and first folder whose articles are all in one language.
    """

    pages: tuple[SurveyedPage, ...]
    others: tuple[SurveyedPage, ...]
    by_folder: dict[str, str]
    language: str | None
    survey: Survey

    @classmethod
    def of(cls, survey: Survey) -> Self:
        """The parts of a surveyed site. If it has only one language, others is empty and language is None."""
        languages = {page.url: language_of_page(page) for page in survey.articles}
        counted = Counter(language for language in languages.values() if language)
        if sum(number >= _FEWEST_PAGES for number in counted.values()) < 2:
            return cls(survey.pages, (), {}, None, survey)
        by_folder = _languages_by_folder(languages)
        language = _requested_language(survey, languages, by_folder)
        others = tuple(page for page in survey.articles if languages[page.url] not in (None, language))
        pages = tuple(page for page in survey.pages if page not in others)
        return cls(pages, others, by_folder, language, survey)

    def is_other(self, url: str) -> bool:
        """Whether a URL belongs to a part in another language."""
        return self.by_folder.get(_host_and_folder(url), self.language) != self.language

    def keys_of_others(self) -> set[int]:
        """The keys of all URLs in other languages."""
        if not self.others:
            return set()
        every = [url for source in self.survey.sources for url in source.urls.values()]
        found = {url_key(url) for url in every if self.is_other(url)}
        return found | {url_key(page.url) for page in self.others}

    def front_pages(self) -> tuple[tuple[str, str], ...]:
        """The other languages, each with the URL of its front page."""
        found: dict[str, str] = {}
        fronts = {url.rstrip("/"): url for page in self.survey.pages for url in page.links} | {
            url.rstrip("/"): url for url in self.survey.links
        }
        for page in self.others:
            language = language_of_page(page) or "und"
            front = urljoin(page.url, f"/{_host_and_folder(page.url).partition('/')[2]}")
            # The URL as the site links it: some servers need the slash at the end, others refuse it.
            found.setdefault(language, fronts.get(front.rstrip("/"), f"{front.rstrip('/')}/"))
        return tuple(found.items())


def _languages_by_folder(languages: dict[str, str | None]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for url, language in languages.items():
        if language is not None:
            seen.setdefault(_host_and_folder(url), set()).add(language)
    return {folder: next(iter(found)) for folder, found in seen.items() if len(found) == 1}


def _requested_language(survey: Survey, languages: dict[str, str | None], by_folder: dict[str, str]) -> str | None:
    """The language under the path that the user gave, else the language of most URLs in feeds, links and articles."""
    if survey.root != "/":
        under = Counter(
            language
            for url, language in languages.items()
            if urlsplit(url).path.startswith(survey.root.rstrip("/") + "/")
        )
        if under:
            return under.most_common(1)[0][0]
    announced = {key: url for source in survey.sources for key, url in source.urls.items()} or {
        url_key(url): url for url in (*survey.links, *languages)
    }
    counted = Counter(by_folder[folder] for url in announced.values() if (folder := _host_and_folder(url)) in by_folder)
    counted = counted or Counter(language for language in languages.values() if language)
    return counted.most_common(1)[0][0]


def _host_and_folder(url: str) -> str:
    """Host and first folder, unless the folder is a number: what separates the languages of a site."""
    parts = urlsplit(url)
    first, slash, rest = parts.path.lstrip("/").partition("/")
    is_folder = bool(slash and rest) or is_language(first)
    return f"{parts.netloc}/{first if is_folder and not first.isdigit() else ''}"
