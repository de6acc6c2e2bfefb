"""The source that a page declares: JSON-LD and meta elements that name an agency or another outlet."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.known_outlets import outlet_named
from newsarchive.extraction.page.json_ld import addresses_of
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.source.source_line import Credit
from newsarchive.outlet import Outlet
from newsarchive.text import fold

# https://schema.org/CreativeWork. A publisher or copyright holder is usually the owner, so only agencies count.
_AGENCIES_ONLY = ("publisher", "copyrightHolder", "creditText")
_OUTLETS_TOO = ("sourceOrganization", "provider")
_META = ("source", "dc.source", "dcterms.source", "news_source", "article:source", "agency", "news_agency")
_LEAST_SLUG = 15


def declared_credit(parsed: ParsedPage, outlet: Outlet) -> Credit | None:
    """The agency or other outlet that the page declares as the source of its text."""
    return next(_declared(parsed, outlet), None)


def _declared(parsed: ParsedPage, outlet: Outlet) -> Iterator[Credit]:
    data, own = parsed.linked_data, _own_names(parsed, outlet)
    for key in (*_OUTLETS_TOO, *_AGENCIES_ONLY):
        for printed in data.names(data.article.get(key))[:1]:
            name = agency_named(printed) or (outlet_named(printed) if key in _OUTLETS_TOO else None)
            if name and not _is_among(printed, own):
                yield Credit(name, printed, f"JSON-LD {key}")
    for key in _META:
        for printed in parsed.meta.get(key, ())[:1]:
            if (name := agency_named(printed)) and not _is_among(printed, own):
                yield Credit(name, printed, f"meta {key}")
    yield from _based_on(parsed, outlet, own)


def _based_on(parsed: ParsedPage, outlet: Outlet, own: set[str]) -> Iterator[Credit]:
    """The outlet of a page in isBasedOn whose address ends like this page's address."""
    data = parsed.linked_data
    for item in data.resolved(data.article.get("isBasedOn"))[:3]:
        addresses = list(addresses_of(item)) if isinstance(item, Mapping) else [item] if isinstance(item, str) else []
        publishers = data.names(item.get("publisher")) if isinstance(item, Mapping) else []
        for address in addresses:
            host = (urlsplit(address).hostname or "").removeprefix("www.") if "://" in address else ""
            if host and not outlet.has_host(address) and _slug(address) == _slug(parsed.url) != "":
                printed = publishers[0] if publishers else host
                if not _is_among(printed, own):
                    yield Credit(agency_named(printed) or printed, address, "JSON-LD isBasedOn")


def _own_names(parsed: ParsedPage, outlet: Outlet) -> set[str]:
    """The names that the page uses for its own outlet, folded."""
    names = [outlet.title, *parsed.meta.get("og:site_name", ()), *parsed.meta.get("application-name", ())]
    publishers = parsed.linked_data.names(parsed.linked_data.article.get("publisher"))
    names += [name for name in publishers if not agency_named(name)]
    labels = [domain.partition(".")[0] for domain in outlet.domains]
    return {fold(name) for name in (*names, *labels) if name}


def _is_among(name: str, own: set[str]) -> bool:
    """Whether name is one of the outlet's own, contains one or is part of one ("Al Jazeera", "Al Jazeera News")."""
    folded = fold(name)
    return any(folded in other or other in folded for other in own if len(other) > 2) or folded in own


def _slug(address: str) -> str:
    """The last part of an address's path if it is long enough to be unique to one text, else ""."""
    last = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    return last if len(last) >= _LEAST_SLUG else ""
