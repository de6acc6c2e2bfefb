"""The hosts that get the cookies of an outlet's subscription: its own, without those of other outlets. Pure.

With the domain post.example, an outlet also has sport.post.example, unless another outlet names that host.
"""

from collections.abc import Collection, Iterable

from newsarchive.outlet import Outlet
from newsarchive.urls import host_of


def is_session_url(outlet: Outlet, url: str, others: Collection[str]) -> bool:
    """Whether url is on a host of outlet that no other outlet has more specifically; others are the others' hosts."""
    return outlet.has_host(url) and is_session_host(host_of(url), outlet, others)


def is_session_host(host: str, outlet: Outlet, others: Collection[str]) -> bool:
    """Whether host, which is one of outlet's domains or below it, is below no nearer domain of another outlet."""
    return _nearest(host, outlet.hosts) >= _nearest(host, others)


def hosts_of_others(outlet: Outlet, outlets: Iterable[Outlet]) -> frozenset[str]:
    """The hosts of the other outlets that are below those of outlet; only these can be nearer."""
    return frozenset(
        host
        for other in outlets
        if other.name != outlet.name
        for host in other.hosts
        if any(host.endswith(f".{domain}") for domain in outlet.hosts)
    )


def _nearest(host: str, domains: Collection[str]) -> int:
    """The length of the longest of domains that host is or is below; 0 if there is none."""
    while host and host not in domains:
        host = host.partition(".")[2]
    return len(host)
