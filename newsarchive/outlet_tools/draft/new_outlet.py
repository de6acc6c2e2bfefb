"""`newsarchive new`: from an address to an outlet's file, and what it was told from. The only part that writes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from newsarchive import clock
from newsarchive.crawl import registry
from newsarchive.crawl.declaration import (
    countries,
    declare,
    is_language_tag,
    is_local,
    is_outlet_name,
    registered_host,
)
from newsarchive.crawl.fetch import FetchLimits, fetch_pages
from newsarchive.errors import DraftError, OutletError, UsageError
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.outlet import Outlet, Rules, is_home
from newsarchive.outlet_tools.draft.article_pages import FEWEST_HEADLINE_WORDS, is_under_others
from newsarchive.outlet_tools.draft.body_rules import TextRules, text_rules
from newsarchive.outlet_tools.draft.feeds import Choice, announcing, chosen, recordings
from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.outlet_tools.draft.locale import Place, language_fact, language_of_page, place_of
from newsarchive.outlet_tools.draft.spider_file import folder_for, outlet_name, outlet_text
from newsarchive.outlet_tools.draft.survey import language_root, shape_of, survey
from newsarchive.outlet_tools.draft.survey_values import Fact, Read, Survey
from newsarchive.outlet_tools.draft.url_rules import AddressRules, rules_for
from newsarchive.settings import Settings
from newsarchive.text import clean_text, count_words
from newsarchive.urls import is_web_address, normalize_url, url_key

# All but the colons begin what is added to a title; behind a colon may be the title itself.
_TITLE_ENDS = (" - ", " | ", " – ", " — ", " :: ", "｜", ": ", "：")
# Of a feed's addresses, how many must lie on another domain for that to be the outlet's too.
_MANY = 0.3
_FEWEST_OF_A_LANGUAGE = 2
# A site is looked at as a person would, who does not stay for long.
MOST_ASKED = FetchLimits(requests=60, seconds=300)


@dataclass(frozen=True)
class Wishes:
    """What the user says instead of having it found out."""

    name: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Draft:
    """An outlet that was drafted: its file, and everything that a report tells of it."""

    outlet: Outlet
    text: str
    facts: tuple[Fact, ...]
    choice: Choice
    rules: AddressRules
    text_rules: TextRules
    survey: Survey
    other_languages: tuple[tuple[str, str], ...] = ()
    file: Path | None = None


def new_outlet(settings: Settings, url: str, wishes: Wishes, *, dry_run: bool = False) -> Draft:
    """The draft for the site at url, written to its file unless dry_run. Once in the life of a process.

    Raises:
        UsageError: url is no https address, a wish is wrong, or there is no folder to write to.
        DraftError: the site cannot be crawled, shows no articles, or has an outlet already.
    """
    _check(url, wishes)
    known = registry.all_outlets(settings)
    refuse_known(url, known)
    _refuse_taken(wishes.name, known)
    if not dry_run:
        folder_for(settings, wishes.country)
    seen = fetch_pages(settings, lambda asker: survey(asker, url), MOST_ASKED)
    refuse_known(seen.home.final_url, known)
    draft = draft_from(seen, wishes, clock.now(), {outlet.name for outlet in known})
    refuse_known(seen.home.final_url, known, draft.outlet.language)
    draft = replace(draft, other_languages=tuple(_not_known(draft.other_languages, known)))
    return draft if dry_run else replace(draft, file=_write(settings, draft))


def draft_from(seen: Survey, wishes: Wishes, now: datetime, taken: Iterable[str] = ()) -> Draft:
    """The outlet that a survey shows; a pure function of what was seen."""
    parts = _Parts.of(seen)
    language = Fact("language", wishes.language, "as you said") if wishes.language else language_fact(seen, parts.reads)
    others_spoken = tuple(other for other, _ in parts.named())
    place = place_of(replace(seen, reads=parts.reads), language, wishes.country, others_spoken)
    choice = chosen(seen, parts.keys_of_others(), now)
    title = _title(seen, choice)
    home = seen.home.final_url
    articles = _articles(seen, parts, now)
    others = _others(seen, parts, articles)
    maybe = _maybe(seen, articles | others)
    rules = rules_for(articles, others, home, maybe, has_languages=bool(parts.others))
    name = wishes.name or outlet_name(title.value or "", home, set(taken), parts.language or place.country.value)
    outlet = Outlet(
        name=name, title=title.value or name, home=home, language=place.language.value or "und",
        timezone=place.zone.value or "UTC", country=place.country.value, domains=_domains(seen, articles),
        feeds=choice.feeds, sitemaps=choice.sitemaps, article_urls=rules.article_urls, skip_urls=rules.skip_urls,
    )  # fmt: skip
    texts = text_rules([read for read in parts.reads if read.is_article], outlet)
    read_well = (normalize_url(read.url) for read in parts.reads if read.is_article)
    example = next((url for url in read_well if outlet.wants(url)), None)
    outlet = replace(outlet, rules=(Rules(body=texts.body, prune=texts.prune),), example_url=example)
    checked = declare(_facts_of(outlet), f"the draft of {home}")
    return Draft(checked, outlet_text(checked), _told(name, title, place), choice, rules, texts, seen, parts.named())


def _check(url: str, wishes: Wishes) -> None:
    if not is_web_address(url):
        raise UsageError(f"new {url}: no web address; write it whole, such as https://rivertownpost.example/")
    if urlsplit(url).scheme != "https" and not is_local(urlsplit(url).hostname or ""):
        raise UsageError(f"new {url}: not https; write https:// (http only for this machine or a private network)")
    if wishes.country is not None and wishes.country not in countries():
        raise UsageError(f"new --country {wishes.country}: no ISO 3166-1 code in lower case, such as gb")
    if wishes.language is not None and not is_language_tag(wishes.language):
        raise UsageError(f"new --language {wishes.language}: no BCP 47 tag, such as en or pt-BR")
    if wishes.name is not None and not is_outlet_name(wishes.name):
        raise UsageError(f"new --name {wishes.name}: not lower-case letters, digits and _, beginning with a letter")


def _refuse_taken(name: str | None, known: Iterable[Outlet]) -> None:
    for outlet in known:
        if outlet.name == name:
            raise DraftError(
                f"{name}: there is an outlet of that name already ({outlet.title}); give another with --name"
            )


def refuse_known(url: str, known: Sequence[Outlet], language: str | None = None) -> None:
    """Passes an address of no known outlet, or of the part of its site in another language; language is what it has.

    Raises:
        DraftError: there is an outlet of it.
    """
    for outlet in known:
        if outlet.has_host(url) and not _is_another_part(outlet, url, language):
            raise DraftError(f"{url}: there is an outlet of this site already: {outlet.name} ({outlet.title})")


def _not_known(languages: Iterable[tuple[str, str]], known: Sequence[Outlet]) -> Iterator[tuple[str, str]]:
    """The languages of which there is no outlet yet, each with its address."""
    for language, url in languages:
        if not any(outlet.has_host(url) and not _is_another_part(outlet, url, language) for outlet in known):
            yield language, url


def _is_another_part(outlet: Outlet, url: str, language: str | None) -> bool:
    """Whether url lies in the part of outlet's site in another language, which its address or language tells."""
    part, own = (language_root(address).strip("/").lower() for address in (url, outlet.home))
    spoken = (language or part).replace("_", "-").partition("-")[0]
    return part not in ("", own) and spoken != outlet.language.partition("-")[0]


def _write(settings: Settings, draft: Draft) -> Path:
    file = folder_for(settings, draft.outlet.country) / f"{draft.outlet.name}.py"
    if draft.outlet.name in registry.outlet_files(settings) or file.exists():
        raise DraftError(f"{file}: there is an outlet of that name already; give another with --name")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(draft.text, encoding="utf-8")
    except OSError as error:
        raise DraftError(f"{file}: cannot be written: {error.strerror}") from error
    try:
        registry.load_spider(file)
    except OutletError:
        file.unlink()
        raise
    return file


def _facts_of(outlet: Outlet) -> dict[str, object]:
    names = ("name", "title", "home", "country", "language", "timezone", "domains", "feeds", "sitemaps",
             "article_urls", "skip_urls")  # fmt: skip
    facts: dict[str, object] = {name: getattr(outlet, name) for name in names}
    rules = outlet.rules_at(None)
    facts |= {"body": rules.body, "prune": rules.prune}
    return facts | ({"example_url": outlet.example_url} if outlet.example_url else {})


def _told(name: str, title: Fact, place: Place) -> tuple[Fact, ...]:
    return Fact("name", name, "the title or the host"), title, place.country, place.language, place.zone


# Languages


@dataclass(frozen=True)
class _Parts:
    """A site's part in the language that was asked for, or that most of it is in, and its parts in others.

    folders and hosts say in which language an address is, where that tells it.
    """

    reads: tuple[Read, ...]
    others: tuple[Read, ...]
    by_place: dict[str, str]
    language: str | None
    survey: Survey

    @classmethod
    def of(cls, seen: Survey) -> "_Parts":
        languages = {read.url: language_of_page(read) for read in seen.articles}
        counted = Counter(language for language in languages.values() if language)
        # One page alone in another language is a document or a mistake of its template.
        if sum(number >= _FEWEST_OF_A_LANGUAGE for number in counted.values()) < 2:
            return cls(seen.reads, (), {}, None, seen)
        by_place = _languages_by_place(languages)
        language = _asked_language(seen, languages, by_place)
        theirs = tuple(read for read in seen.articles if languages[read.url] not in (None, language))
        ours = tuple(read for read in seen.reads if read not in theirs)
        return cls(ours, theirs, by_place, language, seen)

    def is_other(self, url: str) -> bool:
        """Whether an address lies in the part of another language."""
        return self.by_place.get(_place(url), self.language) != self.language

    def keys_of_others(self) -> set[int]:
        """The keys of all addresses in other languages."""
        if not self.others:
            return set()
        every = [url for source in self.survey.sources for url in source.urls.values()]
        found = {url_key(url) for url in every if self.is_other(url)}
        return found | {url_key(read.url) for read in self.others}

    def named(self) -> tuple[tuple[str, str], ...]:
        """The other languages, each with an address to ask for it."""
        found: dict[str, str] = {}
        fronts = {url.rstrip("/"): url for read in self.survey.reads for url in read.links} | {
            url.rstrip("/"): url for url in self.survey.links
        }
        for read in self.others:
            language = language_of_page(read) or "und"
            front = urljoin(read.url, f"/{_place(read.url).partition('/')[2]}")
            # As the site links it: some answer with the slash alone, some without.
            found.setdefault(language, fronts.get(front.rstrip("/"), f"{front.rstrip('/')}/"))
        return tuple(found.items())


def _languages_by_place(languages: dict[str, str | None]) -> dict[str, str]:
    """The language of each first folder whose articles are all in one."""
    seen: dict[str, set[str]] = {}
    for url, language in languages.items():
        if language is not None:
            seen.setdefault(_place(url), set()).add(language)
    return {place: next(iter(found)) for place, found in seen.items() if len(found) == 1}


def _asked_language(seen: Survey, languages: dict[str, str | None], by_place: dict[str, str]) -> str | None:
    """The language under the path that was asked for; else that of most of what is announced or was read."""
    if seen.root != "/":
        under = Counter(
            language
            for url, language in languages.items()
            if urlsplit(url).path.startswith(seen.root.rstrip("/") + "/")
        )
        if under:
            return under.most_common(1)[0][0]
    announced = {key: url for source in seen.sources for key, url in source.urls.items()} or {
        url_key(url): url for url in (*seen.links, *languages)
    }
    counted = Counter(by_place[place] for url in announced.values() if (place := _place(url)) in by_place)
    counted = counted or Counter(language for language in languages.values() if language)
    return counted.most_common(1)[0][0]


def _place(url: str) -> str:
    """Host and first folder, unless that is a number: where one language of a site lies apart from another."""
    parts = urlsplit(url)
    first, slash, rest = parts.path.lstrip("/").partition("/")
    is_folder = bool(slash and rest) or is_language(first)
    return f"{parts.netloc}/{first if is_folder and not first.isdigit() else ''}"


# Addresses


def _articles(seen: Survey, parts: _Parts, now: datetime) -> set[str]:
    """Every address that is known to be an article's: read as one, or announced in a feed or news sitemap."""
    refused = {url_key(url) for read in _refused(parts.reads) for url in (read.url, read.page.requested_url)}
    read = {url for one in parts.reads if one.is_article for url in (one.url, one.page.requested_url)}
    read_folders = {shape_of(url)[:1] for url in read}
    announced = {
        one.url
        for source in announcing(seen.sources, now)
        for one in source.sightings
        if url_key(one.url) not in refused
        and registered_host(one.url) == registered_host(seen.home.final_url)
        and not is_home(one.url, seen.home.final_url)
        and (not is_under_others(one.url) or shape_of(one.url)[:1] in read_folders)
    }
    return {url for url in announced | read if not parts.is_other(url)}


def _refused(reads: Iterable[Read]) -> list[Read]:
    return [read for read in reads if read.is_other]


def _others(seen: Survey, parts: _Parts, known: set[str]) -> set[str]:
    """Every address that is known to be no article's: read as none, alike to such, in a folder of lists or films."""
    articles = {url_key(url) for url in known}
    linked = {url: text for read in seen.reads for url, text in read.links.items()} | seen.links
    home = seen.home.final_url
    ours = {
        url: text
        for url, text in linked.items()
        if urlsplit(url).netloc == urlsplit(home).netloc and url_key(url) not in articles
    }
    refused = {url for read in _refused(parts.reads) for url in (read.url, read.page.requested_url)}
    shapes = {shape_of(url) for url in refused}
    alike = {
        url
        for url, text in ours.items()
        if is_under_others(url) or (shape_of(url) in shapes and count_words(text) < FEWEST_HEADLINE_WORDS)
    }
    foreign = {url for url in (*ours, *(read.url for read in parts.others)) if parts.others and parts.is_other(url)}
    foreign |= {url for source in seen.sources for url in source.urls.values() if parts.others and parts.is_other(url)}
    return {url for url in refused | alike | foreign | _recorded(seen, articles) if not _is_source(url, seen)}


def _recorded(seen: Survey, articles: set[int]) -> set[str]:
    """What only podcasts' feeds name; nothing of a feed that names articles too, read out as broadcasters have them."""
    feeds = [source for source in recordings(seen.sources) if not source.urls.keys() & articles]
    host = urlsplit(seen.home.final_url).netloc
    return {url for source in feeds for url in source.urls.values() if urlsplit(url).netloc == host}


def _maybe(seen: Survey, known: set[str]) -> set[str]:
    """Addresses that the site links by a headline, or that stand above others, and of which nothing else is known."""
    keys = {url_key(url) for url in known}
    linked = [*seen.links.items(), *(link for read in seen.articles for link in read.links.items())]
    return {
        url
        for url, text in linked
        if (count_words(text) >= FEWEST_HEADLINE_WORDS or urlsplit(url).path.strip("/").count("/") == 0)
        and url_key(url) not in keys
        and not is_under_others(url)
        and urlsplit(url).netloc == urlsplit(seen.home.final_url).netloc
    }


def _is_source(url: str, seen: Survey) -> bool:
    """Whether an address is a feed's or sitemap's, or was tried as one: a crawl never takes these for articles."""
    known = {source.url for source in seen.sources} | {left.what for left in seen.left}
    return url in known


def _domains(seen: Survey, articles: Iterable[str]) -> tuple[str, ...]:
    own = registered_host(seen.home.final_url)
    counted = Counter(registered_host(one.url) for source in seen.sources for one in source.sightings)
    total = counted.total()
    return (own, *(host for host, number in counted.items() if host and host != own and number > _MANY * total))


# Title


def _title(seen: Survey, choice: Choice) -> Fact:
    """The outlet's title as its own pages have it."""
    page = seen.parsed_home
    if page is not None:
        offered = [(page.first_meta("og:site_name", "application-name"), "og:site_name")]
        for node in page.linked_data.of_type("NewsMediaOrganization", "Organization", "WebSite"):
            offered.append((first_text(node, "name"), "JSON-LD"))
        offered += [
            (next(iter(one.parsed.linked_data.names(one.parsed.linked_data.article.get("publisher"))), None),
             "the publisher in articles' JSON-LD")
            for one in seen.articles if one.parsed
        ]  # fmt: skip
        offered += [
            (one.parsed.first_meta("og:site_name"), "og:site_name of articles") for one in seen.articles if one.parsed
        ]
        for text, where in offered:
            if text and not _is_host(text):
                return Fact("title", clean_text(text), where)
    sources = (*choice.sources, *seen.sources)
    feeds = [source.title for source in sources if source.kind == "feed" and source.title]
    shown = page.title if page is not None else None
    common = _common_end(shown, [one.parsed.title for one in seen.articles if one.parsed and one.parsed.title])
    if common:
        return Fact("title", common, "what the titles of its pages have in common", "likely")
    if feeds:
        return Fact("title", _shortened(feeds[0]), "the title of its feed", "likely")
    if shown:
        return Fact("title", _shortened(shown), "the title of the home page", "likely")
    return Fact("title", registered_host(seen.home.final_url), "its host", "a guess")


def _common_end(home: str | None, titles: Sequence[str]) -> str | None:
    """The part that most pages' titles end or begin with, where the home page's title has it too."""
    parts = Counter(part for title in titles for part in set(_split(title)) if home is None or part in home)
    best = parts.most_common(1)
    return best[0][0] if best and best[0][1] >= max(2, len(titles) // 2) else None


def _split(title: str) -> list[str]:
    for end in _TITLE_ENDS:
        title = title.replace(end, "\n")
    return [part.strip() for part in title.split("\n")][1:] or []


def _shortened(title: str) -> str:
    return min((part for part in (title, *_parted(title))[1:] if part), key=len, default=title)


def _parted(title: str) -> list[str]:
    for end in _TITLE_ENDS[:6]:
        if end in title:
            return [title.split(end)[0].strip()]
    return [title.strip()]


def _is_host(text: str) -> bool:
    return "://" in text or (" " not in text.strip() and text.count(".") >= 3)
