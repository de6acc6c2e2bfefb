"""The facts that a spider class declares: checked one by one, and made into an Outlet. Knows nothing of crawling."""

import importlib.resources
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import GenericTranslator, SelectorError
from tldextract import TLDExtract

from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import OutletKind
from newsarchive.urls import ascii_host, host_of, is_web_address, with_ascii_host, without_credentials

# ISO 639-1, the codes in force.
_LANGUAGES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en"
    " eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja"
    " jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb"
    " nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq"
    " sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    " "
)
# BCP 47 (RFC 5646 §2.1): language, script, region; variants and extensions are not needed here.
_LANGUAGE_TAG = re.compile(r"^([a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
# A tag is typed in commands and addresses, so it is one word.
_TAG = re.compile(r"^[^\W_][\w-]{0,49}$")
_DOMAIN = re.compile(r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
# No address of the public suffix list: nothing is downloaded, the library's own copy of the list is used.
_registered = TLDExtract(suffix_list_urls=(), cache_dir=None)

# Names from other programs, and the fact that was probably meant.
_OTHER_NAMES = {
    "allowed_domains": "domains",
    "start_urls": "feeds",
    "sitemap_urls": "sitemaps",
    "tz": "timezone",
    "url": "home",
    "rules": "body, prune or earlier_rules",
}


class _InvalidFact(Exception):
    """A fact's value is wrong; the message says what was expected."""


def declare(facts: Mapping[str, Any], where: str, allowed: Iterable[str] = ()) -> Outlet:
    """The outlet that facts describe; where names the file and class in messages.

    allowed are further names that facts may contain: those that a platform's base adds for itself.

    Raises:
        OutletError: a fact is unknown, missing or wrong; the message names the fact and the allowed values.
    """
    _refuse_unknown(facts, where, allowed)
    for name in _REQUIRED:
        if name not in facts:
            raise OutletError(f"{where}: the fact {name!r} is missing; required are {', '.join(_REQUIRED)}")
    values = {name: _checked(name, facts[name], where) for name in _CHECKS if name in facts}
    body, prune, earlier = values.pop("body", ()), values.pop("prune", ()), values.pop("earlier_rules", ())
    values.setdefault("domains", (registered_host(values["home"]),))
    outlet = Outlet(**values, rules=(Rules(body=body, prune=prune), *earlier))
    _refuse_repeats(outlet, where)
    if outlet.render and outlet.render_urls:
        raise OutletError(f"{where}: render = True renders every page; leave out render_urls, or leave out render")
    if outlet.example_url and not outlet.wants(outlet.example_url):
        raise OutletError(
            f"{where}: example_url {outlet.example_url} is not an article by domains, article_urls and skip_urls"
        )
    return outlet


def check_reader(read: Callable[..., Any], where: str) -> None:
    """Checks that read takes exactly page and article.

    Raises:
        OutletError: it takes something else. It runs in another process, where there is no spider for `self`.
    """
    parameters = [p for p in inspect.signature(read).parameters.values() if p.default is p.empty]
    if len(parameters) != 2 or parameters[0].name == "self":
        raise OutletError(
            f"{where}: read must be a function of (page, article), without self; write it as @staticmethod"
        )


def registered_host(url: str) -> str:
    """The registrable domain of url's host (bbc.co.uk for www.bbc.co.uk); local names unchanged."""
    return _registered(url).top_domain_under_public_suffix or urlsplit(url).hostname or ""


def site_of(url: str) -> str:
    """The domain that the pages of one publisher share: as registered_host, but one for each customer of a blog host.

    someone.blogspot.com is a site of its own, since the public suffix list names blogspot.com among private suffixes.
    """
    host = host_of(url)
    return _registered(host, include_psl_private_domains=True).top_domain_under_public_suffix or host


def _refuse_unknown(facts: Mapping[str, Any], where: str, allowed: Iterable[str]) -> None:
    for name in facts:
        if name not in FACTS and name not in allowed:
            near = [_OTHER_NAMES[name]] if name in _OTHER_NAMES else get_close_matches(name, FACTS, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise OutletError(f"{where}: unknown fact {name!r}{hint}; allowed are {', '.join(FACTS)}")


def _refuse_repeats(outlet: Outlet, where: str) -> None:
    seen: set[str] = set()
    for url in (*outlet.feeds, *outlet.sitemaps):
        if url in seen:
            raise OutletError(f"{where}: feeds and sitemaps: {url} is listed twice; list it once")
        seen.add(url)


def _checked(name: str, value: Any, where: str) -> Any:
    try:
        return _CHECKS[name](value)
    except _InvalidFact as error:
        raise OutletError(f"{where}: {name}: {error}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _InvalidFact(f"{value!r} is not a text")
    return value.strip()


def is_outlet_name(text: str) -> bool:
    """Whether text is a valid name for an outlet and its file."""
    return _NAME.match(text) is not None


def _name(value: Any) -> str:
    if not isinstance(value, str) or not is_outlet_name(value):
        raise _InvalidFact(f"{value!r} is not a valid name; use lower-case letters, digits and _, a letter first")
    return value


def _country(value: Any) -> str | None:
    if value is None:
        return None
    if value == "uk":
        raise _InvalidFact("'uk' is not ISO 3166-1; write 'gb'")
    if value not in countries():
        raise _InvalidFact(
            f"{value!r} is not an ISO 3166-1 alpha-2 code in lower case; write one such as 'gb', or None for no country"
        )
    return str(value)


def _kind(value: Any) -> str:
    if value not in get_args(OutletKind):
        raise _InvalidFact(
            f"{value!r} is not a kind of outlet; write one of {', '.join(get_args(OutletKind))}, or leave it out"
        )
    return str(value)


def _line(value: Any) -> str:
    text = _text(value)
    if not text.isprintable():
        raise _InvalidFact(f"{value!r} is not one line of text")
    return text


def _tag(value: Any) -> str:
    if not isinstance(value, str) or value != value.lower() or not _TAG.match(value):
        raise _InvalidFact(
            f"{value!r} is not a tag; write one word of up to 50 lower-case letters, digits, - and _, such as 'sport'"
        )
    return value


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code, in lower case."""
    table = (importlib.resources.files("tzdata.zoneinfo") / "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2].lower() for line in table.splitlines() if line and not line.startswith("#"))


def is_language_tag(text: str) -> bool:
    """Whether text is a BCP 47 language tag; a language of two letters must be in ISO 639-1."""
    match = _LANGUAGE_TAG.match(text)
    return match is not None and (len(match[1]) != 2 or f" {match[1]} " in _LANGUAGES)


def _language(value: Any) -> str:
    if not isinstance(value, str) or not is_language_tag(value):
        raise _InvalidFact(
            f"{value!r} is not a BCP 47 tag; write one such as 'en', 'pt-BR' or 'zh-Hant', or 'und' for unknown"
        )
    return str(value)


def _timezone(value: Any) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, TypeError, OSError, KeyError) as error:
        raise _InvalidFact(f"{value!r} is not an IANA time zone; write one such as 'Europe/London'") from error


def _example(value: Any) -> str:
    if not isinstance(value, str) or not is_web_address(value):
        raise _InvalidFact(f"{value!r} is not an absolute https address")
    if without_credentials(value) != value:
        # The password itself is not repeated: messages end up in mails and logs.
        raise _InvalidFact(f"the address at {host_of(value)} has a user name or password in it; leave it out")
    return with_ascii_host(value)


def _address(value: Any) -> str:
    url = _example(value)
    if urlsplit(url).scheme != "https" and not is_local(urlsplit(url).hostname or ""):
        raise _InvalidFact(f"{value} is not https; write https:// (http only for this machine or a private network)")
    return url


def is_local(host: str) -> bool:
    """Whether host can only be this machine or a private network: a private address, localhost or .test (RFC 6761)."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".test"))


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _InvalidFact(f"{value!r} is neither True nor False")
    return value


def _list_of(check: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def checked(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise _InvalidFact(f"{value!r} must be a list: write [{value!r}]")
        return tuple(check(one) for one in value)

    return checked


def _domain(value: Any) -> str:
    if not isinstance(value, str) or value != value.lower() or not _DOMAIN.match(ascii_host(value)):
        raise _InvalidFact(f"{value!r} is not a host name in lower case; write one such as 'theguardian.com'")
    return value


def _regex(value: Any) -> str:
    try:
        re.compile(_text(value))
    except re.error as error:
        raise _InvalidFact(f"{value!r} is not a regular expression: {error}") from error
    return str(value)


def _selector(value: Any) -> str:
    try:
        GenericTranslator().css_to_xpath(_text(value))
    except SelectorError as error:
        raise _InvalidFact(f"{value!r} is not a CSS selector: {error}") from error
    return str(value)


def _selectors(value: Any) -> tuple[str, ...]:
    return (_selector(value),) if isinstance(value, str) else _list_of(_selector)(value)


def _earlier(value: Any) -> Rules:
    if not isinstance(value, Rules) or value.until is None:
        raise _InvalidFact(f"{value!r} is not Rules with a last day; write Rules(body=…, prune=…, until=date(…))")
    return replace(value, body=_selectors(value.body), prune=_selectors(value.prune))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "title": _text,
    "home": _address,
    "country": _country,
    "language": _language,
    "timezone": _timezone,
    "kind": _kind,
    "owner": _line,
    "tags": _list_of(_tag),
    "domains": _list_of(_domain),
    "feeds": _list_of(_address),
    "sitemaps": _list_of(_address),
    "article_urls": _list_of(_regex),
    "skip_urls": _list_of(_regex),
    "body": _selectors,
    "prune": _selectors,
    "earlier_rules": _list_of(_earlier),
    "example_url": _example,
    "render": _yes_or_no,
    "render_urls": _list_of(_regex),
}
_REQUIRED = ("name", "title", "home", "country", "language", "timezone")
FACTS = (*_CHECKS, "read")
