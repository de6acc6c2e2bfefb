"""Whose page it is: the outlet of an address, among hundreds, by its host."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from newsarchive.outlet import Outlet


class Hosts:
    """Outlets by the domains of their articles. Of several on one domain the first that wants the address has it."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_domain: defaultdict[str, list[Outlet]] = defaultdict(list)
        for outlet in outlets:
            for domain in outlet.domains:
                self._by_domain[domain].append(outlet)

    def outlet_of(self, url: str) -> Outlet | None:
        """The outlet on whose domains url lies, the one that wants it before others; None where there is none."""
        there = [outlet for domain in _domains(host_of(url)) for outlet in self._by_domain.get(domain, ())]
        there = [outlet for outlet in there if outlet.has_host(url)]
        return next((outlet for outlet in there if outlet.wants(url)), there[0] if there else None)


def host_of(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _domains(host: str) -> Iterator[str]:
    """host and what it is a subdomain of, the nearest first."""
    while host:
        yield host
        host = host.partition(".")[2]
