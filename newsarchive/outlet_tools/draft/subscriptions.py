"""Subscriptions as outlets: which feeds belong to one site, and which sites have an outlet already. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsarchive.crawl.declaration import is_local, site_of
from newsarchive.discovery.opml import Subscription
from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.urls import host_of, url_key

# Hosts that deliver feeds of other sites.
_FEED_SERVICES = frozenset(
    {"feedburner.com", "feedproxy.google.com", "feedly.com", "rsshub.app", "rss.app", "fetchrss.com"}
)
# Hosts of a site that have only its feeds.
_FEED_HOST = re.compile(r"^(?:feeds?|rss\d*|newsfeeds?|xml)\.(?=[^.]+\.)", re.IGNORECASE)


@dataclass
class SubscribedSite:
    """The subscriptions of one site. outlet is the one that has the site already; missing are the feeds it lacks.

    home is where a draft begins; None where the list does not say which site its feeds belong to.
    """

    home: str | None
    subscriptions: list[Subscription] = field(default_factory=list)
    outlet: Outlet | None = None

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(one.feed for one in self.subscriptions)

    @property
    def missing(self) -> tuple[str, ...]:
        """The feeds that the outlet's file does not name."""
        known = {url_key(url) for url in (*self.outlet.feeds, *self.outlet.sitemaps)} if self.outlet else set()
        return tuple(feed for feed in self.feeds if url_key(feed) not in known)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the subscriptions, each once, written as "News / Turkey"."""
        return tuple(dict.fromkeys(" / ".join(one.folders) for one in self.subscriptions if one.folders))


def subscribed_sites(subscriptions: Iterable[Subscription], outlets: Iterable[Outlet]) -> list[SubscribedSite]:
    """The sites of the subscriptions, in the order in which the list names them."""
    known = list(outlets)
    by_feed = {url_key(url): outlet for outlet in known for url in (*outlet.feeds, *outlet.sitemaps)}
    index = OutletIndex(known)
    sites: dict[str, SubscribedSite] = {}
    for one in subscriptions:
        home = home_of(one)
        outlet = by_feed.get(url_key(one.feed)) or index.outlet_for_url(home or one.feed)
        key = f"outlet {outlet.name}" if outlet else _site_key(home) if home else f"feed {one.feed}"
        site = sites.setdefault(key, SubscribedSite(home, outlet=outlet))
        site.subscriptions.append(one)
    return list(sites.values())


def home_of(subscription: Subscription) -> str | None:
    """Where the site of a subscription is: what the list says, otherwise the host of its feed.

    None if the feed is at a service that delivers feeds of other sites.
    """
    if subscription.site is not None:
        return _https(subscription.site)
    parts = urlsplit(subscription.feed)
    if site_of(subscription.feed) in _FEED_SERVICES or host_of(subscription.feed) in _FEED_SERVICES:
        return None
    return _https(f"{parts.scheme}://{_FEED_HOST.sub('', parts.netloc)}/")


def _site_key(home: str) -> str:
    port = urlsplit(home).port
    return f"site {site_of(home)} {port or ''}"


def _https(url: str) -> str:
    """url with https, as outlets need it; old lists still say http."""
    parts = urlsplit(url)
    is_plain = parts.scheme == "http" and parts.port is None and not is_local(parts.hostname or "")
    return parts._replace(scheme="https").geturl() if is_plain else url
