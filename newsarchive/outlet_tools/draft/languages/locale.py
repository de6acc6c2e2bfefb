"""The language, country and time zone of a site, from its pages and feeds, with the evidence in words."""

import importlib.resources
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsarchive.crawl.declaration import countries
from newsarchive.extraction.language import language_tag
from newsarchive.extraction.page.json_ld import as_list
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet_tools.draft.languages.text_language import language_of, share_of
from newsarchive.outlet_tools.draft.survey_values import DraftFact, Sureness, Survey, SurveyedPage, SurveyedSource
from newsarchive.text import count_words

# Top-level domains that are sold to everybody, and those that do not belong to one country.
_SOLD = frozenset(
    {"io", "tv", "me", "co", "ai", "fm", "cc", "ly", "to", "nu", "ws", "gg", "sh", "ac", "la", "vc", "tk", "ml", "ga",
     "cf", "gq", "am", "im", "su", "eu"}
)  # fmt: skip
# The countries with a press in each language, the largest press first. Used if nothing else shows the country.
_SPOKEN_IN = {
    "en": "gb us ie ca au nz in za ng ke gh pk ph sg", "de": "de at ch li lu", "fr": "fr be ch ca sn ci ma dz tn",
    "es": "es mx ar co cl pe uy ve ec bo py cr gt cu do", "pt": "pt br ao mz", "it": "it ch", "nl": "nl be sr",
    "sv": "se fi", "da": "dk", "nb": "no", "nn": "no", "no": "no", "fi": "fi", "is": "is", "et": "ee", "lv": "lv",
    "lt": "lt", "pl": "pl", "cs": "cz", "sk": "sk", "sl": "si", "hr": "hr ba", "bs": "ba", "sr": "rs ba me", "mk": "mk",
    "bg": "bg", "hu": "hu", "ro": "ro md", "sq": "al xk", "el": "gr cy", "tr": "tr cy", "az": "az", "hy": "am",
    "ka": "ge", "ru": "ru by kz kg", "uk": "ua", "be": "by", "kk": "kz", "ky": "kg", "uz": "uz", "tg": "tj", "mn": "mn",
    "ar": "eg sa ae qa lb iq jo kw om ye sy ma dz tn ly sd", "fa": "ir af", "ps": "af", "ckb": "iq", "ku": "iq tr",
    "he": "il", "ur": "pk in", "hi": "in", "bn": "bd in", "pa": "in pk", "gu": "in", "mr": "in", "ta": "in lk",
    "te": "in", "kn": "in", "ml": "in", "or": "in", "as": "in", "ne": "np", "si": "lk", "my": "mm", "th": "th",
    "lo": "la", "km": "kh", "vi": "vn", "id": "id", "ms": "my sg bn", "tl": "ph", "fil": "ph", "zh": "cn tw hk sg",
    "ja": "jp", "ko": "kr kp", "sw": "tz ke", "am": "et", "so": "so", "ha": "ng ne", "af": "za", "zu": "za", "xh": "za",
    "ca": "es", "gl": "es", "eu": "es", "cy": "gb", "ga": "ie", "gd": "gb", "mt": "mt", "lb": "lu", "rw": "rw",
}  # fmt: skip
# Countries whose first zone in zone.tab is not the zone with the most people.
_MAIN_ZONE = {
    "ru": "Europe/Moscow", "br": "America/Sao_Paulo", "au": "Australia/Sydney", "ca": "America/Toronto",
    "ua": "Europe/Kyiv", "uz": "Asia/Tashkent",
}  # fmt: skip
# Domains of American outlets. English-language outlets of other countries mostly use the domain of their country.
_AMERICAN = frozenset({"com", "org", "net"})
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?[+-]\d\d:?\d\d")
_RFC = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[ECMP][SD]T)\b")
_MOST_TIMES = 400
# A zone must fit this share of the dates. Some dates are written by machines in other zones.
_MOST = 0.8
# A text contradicts its declared language if the share of that language's common words is smaller than this part of
# the best share.
_CONTRADICTS = 0.4
# Tables of names and results contain common words of every language. Only a text with at least so many words, and
# with this share of common words, shows its language.
_MANY_WORDS = 150
_PLAINLY = 0.12
# A longer text than this with a smaller share of common words is in another language.
_SOME_TEXT = 1_000
_STRANGE = 0.03


@dataclass(frozen=True)
class Locale:
    """The language, country and time zone of a site."""

    language: DraftFact
    country: DraftFact
    timezone: DraftFact


def locale_of(
    survey: Survey, language: DraftFact, country: str | None = None, other_languages: Sequence[str] = ()
) -> Locale:
    """The country and time zone of a site whose language is known. A country that the user states is taken.

    other_languages are those that the site has in addition.
    """
    moments = list(written_moments(survey))
    offered: dict[str, DraftFact] = {}
    if country:
        offered[country] = DraftFact("country", country, "from your command")
    for code, evidence, sureness in _countries(survey, list(_named_regions(survey)), language.value, other_languages):
        offered.setdefault(code, DraftFact("country", code, evidence, sureness))
    if not offered:
        return Locale(language, DraftFact("country", None, "no evidence found", "a guess"), _zone_by_offset(moments))
    chosen = _fitting(list(offered.values()), moments)
    return Locale(language, chosen, _zone(chosen.value or "", moments))


def _fitting(offered: list[DraftFact], moments: list[tuple[datetime, timedelta]]) -> DraftFact:
    """The country of the domain or of the user; else the first country with a zone that fits the offsets in dates."""
    if offered[0].sureness == "sure" or not moments:
        return offered[0]
    # The main zone of each country is tried before other zones: +0800 is Manila before it is Perth.
    for zones in (lambda code: zones_of(code)[:1], zones_of):
        for fact in offered:
            if any(_share(zone, moments) >= _MOST for zone in zones(fact.value or "")):
                return fact
    return offered[0]


def language_fact(survey: Survey, pages: Iterable[SurveyedPage] | None = None) -> DraftFact:
    """The language of a site: declared by its pages, else by its feeds, else recognized in its articles."""
    articles = [page for page in (survey.articles if pages is None else pages) if page.article]
    trees = [parsed for parsed in (survey.parsed_home, *(page.parsed for page in articles)) if parsed is not None]
    text = "\n\n".join(page.article.body for page in articles if page.article)
    recognized = language_of(text)
    declared = Counter(tag for tree in trees if (tag := _declared_tag(tree)))
    if declared:
        tag, number = declared.most_common(1)[0]
        if recognized is not None and _is_contradicted(text, tag, recognized):
            return DraftFact(
                "language", recognized, f"recognized in the text, although the pages declare {tag}", "likely"
            )
        if recognized is None and _is_strange(text, tag):
            why = f"declared by {number} of {len(trees)} pages, but the text has hardly a word of {tag}"
            return DraftFact("language", tag, why, "a guess")
        return DraftFact("language", tag, f"declared by {number} of {len(trees)} pages")
    for source in survey.sources:
        tag = _feed_language(source)
        if tag is not None and not (recognized and _is_contradicted(text, tag, recognized)):
            return DraftFact("language", tag, f"declared by {source.url}", "likely")
    if recognized is not None:
        return DraftFact("language", recognized, "recognized by the script and the common words of the text", "likely")
    return DraftFact("language", "und", "no evidence found", "a guess")


def language_of_page(page: SurveyedPage) -> str | None:
    """The language of one article: declared by its page, else recognized in its text."""
    recognized = language_of(page.article.body) if page.article else None
    declared = _declared_tag(page.parsed) if page.parsed is not None else None
    if declared is None or (recognized and page.article and _is_contradicted(page.article.body, declared, recognized)):
        return recognized
    return declared


def _is_contradicted(text: str, declared: str, recognized: str) -> bool:
    """Whether the text is in another language than declared: in another script, or with hardly a word of it."""
    primary = declared.partition("-")[0]
    if primary == recognized:
        return False
    own, best = share_of(text, primary), share_of(text, recognized)
    if best is None:  # recognized by its script
        return own is not None
    is_plain = best >= _PLAINLY and count_words(text) >= _MANY_WORDS
    return is_plain and own is not None and own < _CONTRADICTS * best


def _is_strange(text: str, declared: str) -> bool:
    """Whether a longer text contains almost no common words of its declared language."""
    share = share_of(text, declared)
    return share is not None and len(text) > _SOME_TEXT and share < _STRANGE


def _declared_tag(parsed: ParsedPage) -> str | None:
    root = parsed.tree.getroottree().getroot()
    written = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        parsed.first_meta("content-language", "language", "dc.language"),
        parsed.first_meta("og:locale"),
    )
    tag = next((found for text in written if text and (found := language_tag(text))), None)
    return "nb" if tag == "no" else tag


def _feed_language(source: SurveyedSource) -> str | None:
    match = re.search(
        rb"<(?:dc:)?language>\s*([\w-]+)\s*</|xml:lang=[\"']([\w-]+)|<news:language>([\w-]+)<", source.body
    )
    return language_tag(next(part for part in match.groups() if part).decode()) if match else None


def _countries(
    survey: Survey, regions: list[tuple[str, str]], language: str | None, other_languages: Sequence[str]
) -> Iterator[tuple[str, str, Sureness]]:
    """The countries that the site may belong to, the surest first, each with its evidence."""
    suffix = (urlsplit(survey.home.final_url).hostname or "").rpartition(".")[2]
    suffix = "gb" if suffix == "uk" else suffix
    if suffix in countries() and suffix not in _SOLD:
        yield suffix, f"its domain ends in .{suffix if suffix != 'gb' else 'uk'}", "sure"
    spoken = _SPOKEN_IN.get((language or "").partition("-")[0], "").split()
    if language == "en" and suffix in _AMERICAN:
        spoken.insert(0, "us")
    for region, where in regions:
        # Publishing systems write en_US if nobody has chosen a locale.
        is_default = region == "us" and "og:locale" in where
        if region in countries() and not is_default:
            yield region, where, "likely"
    if len(other_languages) == 1 and len(
        theirs := _SPOKEN_IN.get(other_languages[0].partition("-")[0], "").split()
    ) < len(spoken):
        # A site in English and Turkish is from Turkey: the language of fewer countries is better evidence.
        yield from ((code, f"the site's other language is {other_languages[0]}", "a guess") for code in theirs)
    for number, code in enumerate(spoken):
        only = len(spoken) == 1
        yield code, f"its press is in {language}", "likely" if only and not number else "a guess"


def _named_regions(survey: Survey) -> Iterator[tuple[str, str]]:
    """The countries in the language tags and postal addresses of the home page and articles."""
    for parsed in (survey.parsed_home, *(page.parsed for page in survey.articles)):
        if parsed is None:
            continue
        root = parsed.tree.getroottree().getroot()
        for text, where in ((root.get("lang"), "html lang"), (parsed.first_meta("og:locale"), "og:locale")):
            match = re.fullmatch(r"\s*[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?[-_]([A-Za-z]{2})(?:[._].*)?\s*", text or "")
            if match:
                yield match[1].lower(), f"{where} {(text or '').strip()}"
        for node in parsed.linked_data.of_type("PostalAddress"):
            for name in parsed.linked_data.names(node.get("addressCountry")):
                yield name.lower(), "the publisher's address in JSON-LD"


def written_moments(survey: Survey) -> Iterator[tuple[datetime, timedelta]]:
    """The local times in feeds, sitemaps and pages that have an offset other than zero, and that offset."""
    texts = [source.body.decode("utf-8", "replace") for source in survey.sources]
    for page in survey.articles:
        texts += [str(value) for value in _page_times(page)]
    found = (
        match for text in texts for match in (*_ISO.findall(text)[:_MOST_TIMES], *_RFC.findall(text)[:_MOST_TIMES])
    )
    for text in found:
        try:
            moment = (
                datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
                if text[4:5] == "-"
                else (parsedate_to_datetime(text))
            )
        except ValueError:
            continue
        offset = moment.utcoffset()
        if offset:
            yield moment.replace(tzinfo=None), offset


def _page_times(page: SurveyedPage) -> Iterator[object]:
    parsed = page.parsed
    if parsed is None:
        return
    for name in ("article:published_time", "article:modified_time", "date", "datepublished", "og:updated_time"):
        yield from parsed.meta.get(name, ())
    for node in parsed.linked_data.nodes:
        for name in ("datePublished", "dateModified", "dateCreated"):
            yield from as_list(node.get(name))
    yield from parsed.tree.xpath("//time/@datetime")[:20]


def _explains(zones: tuple[str, ...], moments: list[tuple[datetime, timedelta]]) -> tuple[str, float]:
    """The zone that fits most of the offsets, and the share that it fits; the first zone if there are no offsets."""
    if not moments:
        return zones[0], 0.0
    shares = [(zone, _share(zone, moments)) for zone in zones]
    return max(shares, key=lambda one: one[1])


def _share(zone: str, moments: list[tuple[datetime, timedelta]]) -> float:
    info = ZoneInfo(zone)
    fits = sum(local.replace(tzinfo=info).utcoffset() == offset for local, offset in moments)
    return fits / len(moments)


def _zone(country: str, moments: list[tuple[datetime, timedelta]]) -> DraftFact:
    zones = zones_of(country) or ("UTC",)
    zone, share = _explains(zones, moments)
    if moments and share >= _MOST:
        return DraftFact("timezone", zone, f"from the country, and {_offsets(moments)} in {len(moments)} dates")
    why = "from the country; dates have no offset"
    if moments:
        why = f"from the country; dates have {_offsets(moments)}, which is not one of its offsets"
    return DraftFact("timezone", zones[0], why, "likely" if _is_one_zone(zones) else "a guess")


def _is_one_zone(zones: tuple[str, ...]) -> bool:
    winter = datetime(2026, 1, 1)  # noqa: DTZ001  (a local time, read in each zone)
    return len({winter.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in zones}) == 1


def _zone_by_offset(moments: list[tuple[datetime, timedelta]]) -> DraftFact:
    """The time zone of a site without a known country: a fixed offset, if its dates have one."""
    if not moments:
        return DraftFact("timezone", "UTC", "no evidence found", "a guess")
    offset = Counter(offset for _, offset in moments).most_common(1)[0][0]
    hours = round(offset.total_seconds() / 3600)
    return DraftFact("timezone", f"Etc/GMT{-hours:+d}", f"from {_offsets(moments)} in its dates", "a guess")


def _offsets(moments: list[tuple[datetime, timedelta]]) -> str:
    counted = Counter(offset for _, offset in moments)
    return " and ".join(_spelled(offset) for offset, _ in counted.most_common(2))


def _spelled(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


@lru_cache(maxsize=512)
def zones_of(country: str) -> tuple[str, ...]:
    """The IANA zones of a country; the zone with the most people is first."""
    zones = [zone for code, zone in _zone_table() if code == country]
    main = _MAIN_ZONE.get(country)
    return tuple([main, *(zone for zone in zones if zone != main)] if main else zones)


@lru_cache(maxsize=1)
def _zone_table() -> tuple[tuple[str, str], ...]:
    table = (importlib.resources.files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((row[0].lower(), row[2].strip()) for row in rows)
