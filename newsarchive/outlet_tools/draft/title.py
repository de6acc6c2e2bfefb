"""The title of an outlet, from the metadata and titles of its pages and feeds."""

from collections import Counter
from collections.abc import Iterator, Sequence

from newsarchive.crawl.declaration import registered_host
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.outlet_tools.draft.survey_values import DraftFact, Survey, SurveyedSource
from newsarchive.text import clean_text

# What separates the outlet's title from the rest of a page title. After a colon, the rest may be the headline.
_SEPARATORS = (" - ", " | ", " – ", " — ", " :: ", "｜")
_COLONS = (": ", "：")


def title_fact(survey: Survey, chosen: Sequence[SurveyedSource]) -> DraftFact:
    """The title of the outlet; chosen are the sources that its file names."""
    for text, where in _declared_titles(survey):
        if text and not _is_host(text):
            return DraftFact("title", clean_text(text), where)
    home = survey.parsed_home
    # Some home pages and feeds have only their host as a title, which says nothing that the address does not say.
    home_title = home.title if home is not None and home.title and not _is_host(home.title) else None
    named = (source.title for source in (*chosen, *survey.sources) if source.kind == "feed")
    feeds = [title for title in named if title and not _is_host(title)]
    titles = [page.parsed.title for page in survey.articles if page.parsed and page.parsed.title]
    if common := _common_part(home_title, titles):
        return DraftFact("title", common, "the part that its page titles share", "likely")
    if feeds:
        return DraftFact("title", _shortened(feeds[0]), "the title of its feed", "likely")
    if home_title:
        return DraftFact("title", _shortened(home_title), "the title of the home page", "likely")
    return DraftFact("title", registered_host(survey.home.final_url), "its host", "a guess")


def _declared_titles(survey: Survey) -> Iterator[tuple[str | None, str]]:
    """The names of the outlet in metadata, the surest first, each with its place."""
    home = survey.parsed_home
    if home is None:
        return
    yield home.first_meta("og:site_name", "application-name"), "og:site_name"
    for node in home.linked_data.of_type("NewsMediaOrganization", "Organization", "WebSite"):
        yield first_text(node, "name"), "JSON-LD"
    articles = [page.parsed for page in survey.articles if page.parsed]
    for parsed in articles:
        names = parsed.linked_data.names(parsed.linked_data.article.get("publisher"))
        yield next(iter(names), None), "the publisher in articles' JSON-LD"
    for parsed in articles:
        yield parsed.first_meta("og:site_name"), "og:site_name of articles"


def _common_part(home_title: str | None, titles: Sequence[str]) -> str | None:
    """The part that most page titles have after a separator, if the home page's title contains it too."""
    # The last part first, since it wins a tie: before the outlet, titles name the section.
    parts = (part for title in titles for part in dict.fromkeys(reversed(_later_parts(title))))
    best = Counter(part for part in parts if home_title is None or part in home_title).most_common(1)
    return best[0][0] if best and best[0][1] >= max(2, len(titles) // 2) else None


def _later_parts(title: str) -> list[str]:
    for separator in (*_SEPARATORS, *_COLONS):
        title = title.replace(separator, "\n")
    return [part.strip() for part in title.split("\n")][1:]


def _shortened(title: str) -> str:
    """The title up to the first separator."""
    for separator in _SEPARATORS:
        if separator in title:
            return title.split(separator)[0].strip() or title
    return title.strip() or title


def _is_host(text: str) -> bool:
    """Whether a title is an address. "taz.de" may be what readers call the outlet; "www.taz.de" is not."""
    word = text.strip().lower()
    return "://" in word or (" " not in word and (word.startswith("www.") or word.count(".") >= 3))
