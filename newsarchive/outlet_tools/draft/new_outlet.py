"""`newsarchive new`: from the URL of a site to an outlet file and a report. The only module here that writes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive import clock
from newsarchive.crawl import registry
from newsarchive.crawl.declaration import countries, declare, is_language_tag, is_local, is_outlet_name
from newsarchive.crawl.fetch import FetchLimits, fetch_pages
from newsarchive.errors import DraftError, OutletError, UsageError
from newsarchive.outlet import Outlet, Rules
from newsarchive.outlet_tools.draft.body_rules import TextRules, text_rules
from newsarchive.outlet_tools.draft.feeds import SourceChoice, choose_sources
from newsarchive.outlet_tools.draft.known_urls import article_urls, domains_of, other_urls, undecided_urls
from newsarchive.outlet_tools.draft.languages.language_parts import LanguageParts
from newsarchive.outlet_tools.draft.languages.locale import language_fact, locale_of
from newsarchive.outlet_tools.draft.spider_file import folder_for, outlet_name, outlet_text
from newsarchive.outlet_tools.draft.survey import survey_site
from newsarchive.outlet_tools.draft.survey_values import DraftFact, Survey
from newsarchive.outlet_tools.draft.title import title_fact
from newsarchive.outlet_tools.draft.url_rules import UrlRules, rules_for
from newsarchive.outlet_tools.draft.url_shapes import language_root
from newsarchive.settings import Settings
from newsarchive.urls import host_of, is_web_address, normalize_url, without_credentials

# The limits of a survey: about as much as a reader would load in a short visit.
SURVEY_LIMITS = FetchLimits(requests=60, seconds=300)

HAS_OUTLET = "there is already an outlet for this site"


@dataclass(frozen=True)
class DraftOptions:
    """What the user states instead of letting the survey find it."""

    name: str | None = None
    country: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A drafted outlet: its file, and everything that the report contains."""

    outlet: Outlet
    text: str
    facts: tuple[DraftFact, ...]
    choice: SourceChoice
    rules: UrlRules
    text_rules: TextRules
    survey: Survey
    other_languages: tuple[tuple[str, str], ...] = ()
    file: Path | None = None


def new_outlet(settings: Settings, url: str, options: DraftOptions, *, dry_run: bool = False) -> Draft:
    """The draft for the site at url, written to its file unless dry_run. Only one call per process is possible.

    Raises:
        UsageError: url is not an https URL, an option is wrong, or there is no folder to write to.
        DraftError: the site cannot be crawled, shows no articles, or already has an outlet.
    """
    check_draft(url, options)
    known = registry.all_outlets(settings)
    refuse_known(url, known)
    _refuse_taken_name(options.name, known)
    if not dry_run:
        folder_for(settings, options.country)
    survey = fetch_pages(settings, lambda fetcher: survey_site(fetcher, url, options.feeds), SURVEY_LIMITS)
    refuse_known(survey.home.final_url, known)
    draft = draft_from(survey, options, clock.now(), {outlet.name for outlet in known})
    refuse_known(survey.home.final_url, known, draft.outlet.language)
    draft = replace(draft, other_languages=tuple(_without_outlet(draft.other_languages, known)))
    return draft if dry_run else replace(draft, file=_write(settings, draft))


def draft_from(survey: Survey, options: DraftOptions, now: datetime, taken: Iterable[str] = ()) -> Draft:
    """The outlet of a surveyed site; taken are the names of other outlets. A pure function."""
    parts = LanguageParts.of(survey)
    language = (
        DraftFact("language", options.language, "from your command")
        if options.language
        else language_fact(survey, parts.pages)
    )
    other_languages = parts.front_pages()
    spoken = tuple(other for other, _ in other_languages)
    locale = locale_of(replace(survey, pages=parts.pages), language, options.country, spoken)
    choice = choose_sources(survey, parts.keys_of_others(), now)
    title = title_fact(survey, choice.sources)
    home = survey.home.final_url
    articles = article_urls(survey, parts, now)
    others = other_urls(survey, parts, articles)
    undecided = undecided_urls(survey, articles | others)
    rules = rules_for(articles, others, home, undecided, has_languages=bool(parts.others))
    suffix = parts.language or locale.country.value
    name = options.name or outlet_name(title.value or "", home, set(taken), suffix)
    outlet = Outlet(
        name=name, title=title.value or name, home=home, language=locale.language.value or "und",
        timezone=locale.timezone.value or "UTC", country=locale.country.value, domains=domains_of(survey),
        feeds=choice.feeds, sitemaps=choice.sitemaps, article_urls=rules.article_urls, skip_urls=rules.skip_urls,
        render=survey.renders,
    )  # fmt: skip
    texts = text_rules([page for page in parts.pages if page.is_article], outlet)
    read_well = (normalize_url(page.url) for page in parts.pages if page.is_article)
    example = next((url for url in read_well if outlet.wants(url)), None)
    outlet = replace(outlet, rules=(Rules(body=texts.body, prune=texts.prune),), example_url=example)
    checked = declare(_declaration(outlet), f"the draft of {home}")
    facts = (
        DraftFact("name", name, "from the title or the host"),
        title,
        locale.country,
        locale.language,
        locale.timezone,
    )
    return Draft(checked, outlet_text(checked), facts, choice, rules, texts, survey, other_languages)


def check_draft(url: str, options: DraftOptions) -> None:
    """Returns if a site at url may be drafted with these options, as far as they tell.

    Raises:
        UsageError: url is not an https URL of an outlet's host, or an option is wrong.
    """
    if not is_web_address(url):
        raise UsageError(f"new {url}: not a web address; write it in full, such as https://rivertownpost.example/")
    if without_credentials(url) != url:
        raise UsageError(f"new: the address at {host_of(url)} has a user name or password in it; leave it out")
    if urlsplit(url).scheme != "https" and not is_local(urlsplit(url).hostname or ""):
        raise UsageError(f"new {url}: not https; write https:// (http only for this machine or a private network)")
    for feed in options.feeds:
        if not is_web_address(feed) or without_credentials(feed) != feed:
            raise UsageError("new --feed: not a web address without a user name; write it in full, with https://")
    if options.country is not None and options.country not in countries():
        raise UsageError(f"new --country {options.country}: not an ISO 3166-1 code in lower case, such as gb")
    if options.language is not None and not is_language_tag(options.language):
        raise UsageError(f"new --language {options.language}: not a BCP 47 tag, such as en or pt-BR")
    if options.name is not None and not is_outlet_name(options.name):
        raise UsageError(f"new --name {options.name}: use lower-case letters, digits and _, beginning with a letter")


def _refuse_taken_name(name: str | None, known: Iterable[Outlet]) -> None:
    for outlet in known:
        if outlet.name == name:
            raise DraftError(
                f"{name}: there is already an outlet with that name ({outlet.title}); choose another with --name"
            )


def refuse_known(url: str, known: Sequence[Outlet], language: str | None = None) -> None:
    """Returns if no outlet covers url. An outlet in another language of the same site does not cover it.

    language is the language of the site at url, as far as it is known.

    Raises:
        DraftError: an outlet covers it.
    """
    for outlet in known:
        if outlet.has_host(url) and not _is_another_part(outlet, url, language):
            raise DraftError(f"{url}: {HAS_OUTLET}: {outlet.name} ({outlet.title})")


def _without_outlet(languages: Iterable[tuple[str, str]], known: Sequence[Outlet]) -> Iterator[tuple[str, str]]:
    """The languages that have no outlet yet, each with its URL."""
    for language, url in languages:
        if not any(outlet.has_host(url) and not _is_another_part(outlet, url, language) for outlet in known):
            yield language, url


def _is_another_part(outlet: Outlet, url: str, language: str | None) -> bool:
    """Whether url is in the part of outlet's site in another language, as its path or language shows."""
    part, own = (language_root(address).strip("/").lower() for address in (url, outlet.home))
    spoken = (language or part).replace("_", "-").partition("-")[0]
    return part not in ("", own) and spoken != outlet.language.partition("-")[0]


def _write(settings: Settings, draft: Draft) -> Path:
    file = folder_for(settings, draft.outlet.country) / f"{draft.outlet.name}.py"
    if draft.outlet.name in registry.outlet_files(settings) or file.exists():
        raise DraftError(f"{file}: there is already an outlet with that name; choose another with --name")
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


def _declaration(outlet: Outlet) -> dict[str, object]:
    """The facts of outlet as its file will declare them."""
    names = ("name", "title", "home", "country", "language", "timezone", "domains", "feeds", "sitemaps",
             "article_urls", "skip_urls", "render")  # fmt: skip
    facts: dict[str, object] = {name: getattr(outlet, name) for name in names}
    rules = outlet.rules_at(None)
    facts |= {"body": rules.body, "prune": rules.prune}
    return facts | ({"example_url": outlet.example_url} if outlet.example_url else {})
