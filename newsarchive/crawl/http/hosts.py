"""The hosts that an outlet asks, and which outlets share one: they are crawled by one process, which keeps their pace.

A host is what pace.py knows as one: a name with its port. Knows no process and no archive.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from newsarchive.outlet import Outlet
from newsarchive.urls import host_key, host_of


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts with their ports, and domains with all hosts and ports below them."""

    names: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, outlet: Outlet, urls: Iterable[str] = ()) -> Self:
        """Those of an outlet's pages, feeds and sitemaps, and those of further addresses that it asks.

        As Outlet.has_host, a home with a port stands for that port of its host alone.
        """
        home_host = host_of(outlet.home) if urlsplit(outlet.home).port is not None else None
        named = (outlet.home, *outlet.feeds, *outlet.sitemaps, *urls)
        return cls(
            frozenset(host_key(url) for url in named if host_key(url)),
            frozenset(domain for domain in outlet.hosts if domain != home_host),
        )

    def __or__(self, other: "Hosts") -> "Hosts":
        return Hosts(self.names | other.names, self.domains | other.domains)

    def has(self, url: str) -> bool:
        """Whether url is on one of these hosts."""
        return host_key(url) in self.names or any(one in self.domains for one in _parents(host_of(url)))

    def meets(self, other: "Hosts") -> bool:
        """Whether some host is among these and among other."""
        return bool(self.names & other.names) or self._covers(other) or other._covers(self)

    def _covers(self, other: "Hosts") -> bool:
        return any(one in self.domains for host in other.bare for one in _parents(host))

    @property
    def bare(self) -> Iterator[str]:
        """All names and domains, without ports."""
        yield from self.domains
        yield from (host_of(f"//{name}") for name in self.names)


def grouped(all_hosts: Sequence[Hosts]) -> list[list[int]]:
    """The positions of all_hosts in groups, so that no host is in two groups; in the order of their first members."""
    # Each position leads to the first one of its group, over some others.
    leads_to = list(range(len(all_hosts)))

    def first(position: int) -> int:
        while leads_to[position] != position:
            leads_to[position] = leads_to[leads_to[position]]
            position = leads_to[position]
        return position

    def join(one: int, other: int) -> None:
        low, high = sorted((first(one), first(other)))
        leads_to[high] = low

    of_name: dict[str, int] = {}
    of_domain: dict[str, int] = {}
    for position, hosts in enumerate(all_hosts):
        for known, found in ((of_name, hosts.names), (of_domain, hosts.domains)):
            for one in found:
                join(known.setdefault(one, position), position)
    for position, hosts in enumerate(all_hosts):
        for host in hosts.bare:
            for parent in _parents(host):
                if parent in of_domain:
                    join(of_domain[parent], position)
    groups: dict[int, list[int]] = {}
    for position in range(len(all_hosts)):
        groups.setdefault(first(position), []).append(position)
    return list(groups.values())


def _parents(host: str) -> Iterator[str]:
    """host and every domain above it: a.b.example, b.example, example."""
    while host:
        yield host
        host = host.partition(".")[2]
