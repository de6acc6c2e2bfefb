"""Which outlet an address belongs to, found quickly among hundreds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsarchive.outlet import Outlet
from newsarchive.urls import host_of


class OutletIndex:
    """Outlets by the domains of their articles, so that the outlet of a URL is found quickly among hundreds."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_domain: defaultdict[str, list[Outlet]] = defaultdict(list)
        for outlet in outlets:
            for domain in outlet.hosts:
                self._by_domain[domain].append(outlet)

    def outlet_for_url(self, url: str) -> Outlet | None:
        """The outlet that has the domain of url; None where no outlet has it.

        Of several, the first that wants url as an article; the nearest domain counts first.
        """
        found = [outlet for domain in _domains_of(url) for outlet in self._by_domain.get(domain, ())]
        found = [outlet for outlet in found if outlet.has_host(url)]
        return next((outlet for outlet in found if outlet.wants(url)), found[0] if found else None)


def _domains_of(url: str) -> Iterator[str]:
    """The host of url and the domains above it, the nearest first; nothing where url has no host."""
    host = host_of(url)
    while host:
        yield host
        host = host.partition(".")[2]
