"""A site's language, country and time zone, each from what its pages and feeds say, with the evidence in words."""

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
from newsarchive.extraction.metadata import language_tag
from newsarchive.extraction.page.json_ld import as_list
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet_tools.draft.languages import language_of, share_of
from newsarchive.outlet_tools.draft.survey_values import Fact, Read, Source, Sureness, Survey
from newsarchive.text import count_words

# Country-code domains that are sold to everybody, and what is no country's.
_SOLD = frozenset(
    {"io", "tv", "me", "co", "ai", "fm", "cc", "ly", "to", "nu", "ws", "gg", "sh", "ac", "la", "vc", "tk", "ml", "ga",
     "cf", "gq", "am", "im", "su", "eu"}
)  # fmt: skip
# Where a language is the press's own, the larger press first: what is taken where nothing else tells the country.
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
# Of countries whose zone.tab does not begin with the zone most of its people live in.
_MAIN_ZONE = {
    "ru": "Europe/Moscow", "br": "America/Sao_Paulo", "au": "Australia/Sydney", "ca": "America/Toronto",
    "ua": "Europe/Kyiv", "uz": "Asia/Tashkent",
}  # fmt: skip
# Where English-language outlets of other countries have a domain of their country.
_AMERICAN = frozenset({"com", "org", "net"})
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?[+-]\d\d:?\d\d")
_RFC = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[ECMP][SD]T)\b")
_MOST_TIMES = 400
# A zone must explain so many of the times; machines write some with an offset of their own.
_MOST = 0.8
# A text contradicts what the page declares when so much less of it is common words of the declared language.
_CONTRADICTS = 0.4
# Tables of names and results have common words of every language: more than so many words, and so much of them.
_MANY_WORDS = 150
_PLAINLY = 0.12
# A text of so many characters with a smaller share of them is in some other language.
_SOME_TEXT = 1_000
_STRANGE = 0.03


@dataclass(frozen=True)
class Place:
    """What is known of where a site is: the three facts, and the other languages that were met."""

    language: Fact
    country: Fact
    zone: Fact
    others: tuple[str, ...] = ()


def place_of(survey: Survey, language: Fact, country: str | None = None, beside: Sequence[str] = ()) -> Place:
    """Country and zone of a site whose language is known; a country that the user names is believed.

    beside are the other languages of the site.
    """
    moments = list(written_moments(survey))
    offered: dict[str, Fact] = {}
    if country:
        offered[country] = Fact("country", country, "as you said")
    for code, evidence, sureness in _countries(survey, list(_named_regions(survey)), language.value, beside):
        offered.setdefault(code, Fact("country", code, evidence, sureness))
    if not offered:
        return Place(language, Fact("country", None, "nothing tells it", "a guess"), _far_zone(moments))
    chosen = _fitting(list(offered.values()), moments)
    return Place(language, chosen, _zone(chosen.value or "", moments))


def _fitting(offered: list[Fact], moments: list[tuple[datetime, timedelta]]) -> Fact:
    """The country that its own address or the user names; else the first whose zones explain the offsets written."""
    if offered[0].sureness == "sure" or not moments:
        return offered[0]
    # Where most of a country lives comes before its far corners: +0800 is Manila's before it is Perth's.
    for zones in (lambda code: zones_of(code)[:1], zones_of):
        for fact in offered:
            if any(_share(zone, moments) >= _MOST for zone in zones(fact.value or "")):
                return fact
    return offered[0]


def language_fact(survey: Survey, reads: Iterable[Read] | None = None) -> Fact:
    """The language of a site: what its pages declare, else its feeds, else what the text of its articles shows."""
    articles = [read for read in (survey.articles if reads is None else reads) if read.article]
    pages = [page for page in (survey.parsed_home, *(read.parsed for read in articles)) if page is not None]
    text = "\n\n".join(read.article.body for read in articles if read.article)
    told = language_of(text)
    declared = Counter(tag for page in pages if (tag := _declared_tag(page)))
    if declared:
        tag, number = declared.most_common(1)[0]
        if told is not None and _is_contradicted(text, tag, told):
            return Fact("language", told, f"the text itself, although the pages declare {tag}", "likely")
        if told is None and _is_strange(text, tag):
            why = f"declared by {number} of {len(pages)} pages, but hardly a word of the text is {tag}"
            return Fact("language", tag, why, "a guess")
        return Fact("language", tag, f"declared by {number} of {len(pages)} pages")
    for source in survey.sources:
        tag = _feed_language(source)
        if tag is not None and not (told and _is_contradicted(text, tag, told)):
            return Fact("language", tag, f"declared by {source.url}", "likely")
    if told is not None:
        return Fact("language", told, "the script and the commonest words of the text", "likely")
    return Fact("language", "und", "nothing tells it", "a guess")


def language_of_page(read: Read) -> str | None:
    """The language of one article: declared by its page, else told from its text."""
    told = language_of(read.article.body) if read.article else None
    declared = _declared_tag(read.parsed) if read.parsed is not None else None
    if declared is None or (told and read.article and _is_contradicted(read.article.body, declared, told)):
        return told
    return declared


def _is_contradicted(text: str, declared: str, told: str) -> bool:
    """Whether the text is in another language than declared: another script, or hardly a word of the declared one."""
    primary = declared.partition("-")[0]
    if primary == told:
        return False
    own, best = share_of(text, primary), share_of(text, told)
    if best is None:  # told by its script
        return own is not None
    is_plain = best >= _PLAINLY and count_words(text) >= _MANY_WORDS
    return is_plain and own is not None and own < _CONTRADICTS * best


def _is_strange(text: str, declared: str) -> bool:
    """Whether a text of some length has next to none of the common words of its declared language."""
    share = share_of(text, declared)
    return share is not None and len(text) > _SOME_TEXT and share < _STRANGE


def _declared_tag(page: ParsedPage) -> str | None:
    root = page.tree.getroottree().getroot()
    written = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        page.first_meta("content-language", "language", "dc.language"),
        page.first_meta("og:locale"),
    )
    tag = next((found for text in written if text and (found := language_tag(text))), None)
    return "nb" if tag == "no" else tag


def _feed_language(source: Source) -> str | None:
    match = re.search(
        rb"<(?:dc:)?language>\s*([\w-]+)\s*</|xml:lang=[\"']([\w-]+)|<news:language>([\w-]+)<", source.body
    )
    return language_tag(next(part for part in match.groups() if part).decode()) if match else None


def _countries(
    survey: Survey, regions: list[tuple[str, str]], language: str | None, beside: Sequence[str]
) -> Iterator[tuple[str, str, Sureness]]:
    """The countries that the site may be of, the surest first."""
    suffix = (urlsplit(survey.home.final_url).hostname or "").rpartition(".")[2]
    suffix = "gb" if suffix == "uk" else suffix
    if suffix in countries() and suffix not in _SOLD:
        yield suffix, f"its domain ends in .{suffix if suffix != 'gb' else 'uk'}", "sure"
    spoken = _SPOKEN_IN.get((language or "").partition("-")[0], "").split()
    if language == "en" and suffix in _AMERICAN:
        spoken.insert(0, "us")
    for region, where in regions:
        # en_US is what publishing systems write where nobody chose.
        is_default = region == "us" and "og:locale" in where
        if region in countries() and not is_default:
            yield region, where, "likely"
    if len(beside) == 1 and len(theirs := _SPOKEN_IN.get(beside[0].partition("-")[0], "").split()) < len(spoken):
        # The English part of a site in Turkish is Turkey's: the language of fewer countries says more.
        yield from ((code, f"{beside[0]} is the site's other language", "a guess") for code in theirs)
    for number, code in enumerate(spoken):
        only = len(spoken) == 1
        yield code, f"{language} is the language of its press", "likely" if only and not number else "a guess"


def _named_regions(survey: Survey) -> Iterator[tuple[str, str]]:
    """The countries that home page and articles name in their language tags and addresses."""
    for page in (survey.parsed_home, *(read.parsed for read in survey.articles)):
        if page is None:
            continue
        root = page.tree.getroottree().getroot()
        for text, where in ((root.get("lang"), "html lang"), (page.first_meta("og:locale"), "og:locale")):
            match = re.fullmatch(r"\s*[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?[-_]([A-Za-z]{2})(?:[._].*)?\s*", text or "")
            if match:
                yield match[1].lower(), f"{where} {(text or '').strip()}"
        for node in page.linked_data.of_type("PostalAddress"):
            for name in page.linked_data.names(node.get("addressCountry")):
                yield name.lower(), "the publisher's address in JSON-LD"


def written_moments(survey: Survey) -> Iterator[tuple[datetime, timedelta]]:
    """The local times that feeds, sitemaps and pages write with an offset other than zero, and that offset."""
    texts = [source.body.decode("utf-8", "replace") for source in survey.sources]
    for read in survey.articles:
        texts += [str(value) for value in _page_times(read)]
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


def _page_times(read: Read) -> Iterator[object]:
    page = read.parsed
    if page is None:
        return
    for name in ("article:published_time", "article:modified_time", "date", "datepublished", "og:updated_time"):
        yield from page.meta.get(name, ())
    for node in page.linked_data.nodes:
        for name in ("datePublished", "dateModified", "dateCreated"):
            yield from as_list(node.get(name))
    yield from page.tree.xpath("//time/@datetime")[:20]


def _explains(zones: tuple[str, ...], moments: list[tuple[datetime, timedelta]]) -> tuple[str, float]:
    """The zone that explains most of the offsets, and the share of them; the first where there are none."""
    if not moments:
        return zones[0], 0.0
    shares = [(zone, _share(zone, moments)) for zone in zones]
    return max(shares, key=lambda one: one[1])


def _share(zone: str, moments: list[tuple[datetime, timedelta]]) -> float:
    info = ZoneInfo(zone)
    fits = sum(local.replace(tzinfo=info).utcoffset() == offset for local, offset in moments)
    return fits / len(moments)


def _zone(country: str, moments: list[tuple[datetime, timedelta]]) -> Fact:
    zones = zones_of(country) or ("UTC",)
    zone, share = _explains(zones, moments)
    if moments and share >= _MOST:
        return Fact("timezone", zone, f"{_offsets(moments)} in {len(moments)} dates, and the country")
    why = "the country; its dates have no offset of their own"
    if moments:
        why = f"the country; its dates say {_offsets(moments)}, which is another's"
    return Fact("timezone", zones[0], why, "likely" if _is_one_zone(zones) else "a guess")


def _is_one_zone(zones: tuple[str, ...]) -> bool:
    winter = datetime(2026, 1, 1)  # noqa: DTZ001  (a local time, in each zone in turn)
    return len({winter.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in zones}) == 1


def _far_zone(moments: list[tuple[datetime, timedelta]]) -> Fact:
    """The zone of a site whose country nothing tells: a fixed offset where its dates have one."""
    if not moments:
        return Fact("timezone", "UTC", "nothing tells it", "a guess")
    offset = Counter(offset for _, offset in moments).most_common(1)[0][0]
    hours = round(offset.total_seconds() / 3600)
    return Fact("timezone", f"Etc/GMT{-hours:+d}", f"{_offsets(moments)} in its dates", "a guess")


def _offsets(moments: list[tuple[datetime, timedelta]]) -> str:
    counted = Counter(offset for _, offset in moments)
    return " and ".join(_spelled(offset) for offset, _ in counted.most_common(2))


def _spelled(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


@lru_cache(maxsize=512)
def zones_of(country: str) -> tuple[str, ...]:
    """The IANA zones of a country, the one most of its people live in first."""
    zones = [zone for code, zone in _zone_table() if code == country]
    main = _MAIN_ZONE.get(country)
    return tuple([main, *(zone for zone in zones if zone != main)] if main else zones)


@lru_cache(maxsize=1)
def _zone_table() -> tuple[tuple[str, str], ...]:
    table = (importlib.resources.files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((row[0].lower(), row[2].strip()) for row in rows)
