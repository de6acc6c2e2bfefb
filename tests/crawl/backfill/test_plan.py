"""Which phases a backfill has, and how its limit is shared by them."""

from collections.abc import Iterator
from datetime import date
from math import inf
from pathlib import Path

import pytest
from one_run import OneCrawler, an_outlet, some_settings

from newsarchive.crawl.backfill.plan import discovery_phase, page_phases
from newsarchive.crawl.backfill.sitemaps import SitemapDiscovery, SitemapPagePhase
from newsarchive.crawl.backfill.wayback import WaybackPagePhase
from newsarchive.crawl.options import Backfill, Way
from newsarchive.crawl.phases.discovery import NoDiscovery
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.periods import Span

JANUARY = Span(date(2024, 1, 1), date(2024, 1, 31))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    one = OneCrawler(an_outlet(), some_settings(tmp_path)).holder.open(some_settings(tmp_path), "a test")
    yield one
    one.abandon()


def a_spider(session: Session, limit: int | None = None) -> OutletSpider:
    return OneCrawler(an_outlet(), session.settings, limit=limit).spider


@pytest.mark.parametrize(
    ("way", "discovery", "pages"),
    [
        pytest.param("sitemaps", SitemapDiscovery, [SitemapPagePhase], id="sitemaps"),
        pytest.param("wayback", NoDiscovery, [WaybackPagePhase], id="wayback"),
        pytest.param("both", SitemapDiscovery, [SitemapPagePhase, WaybackPagePhase], id="both"),
    ],
)
def test_each_way_has_its_phases(session: Session, way: Way, discovery: type, pages: list[type]) -> None:
    spider, backfill = a_spider(session), Backfill(JANUARY, way)
    found = discovery_phase(spider, session, backfill)
    assert type(found) is discovery
    assert [type(phase) for phase in page_phases(spider, session, backfill, found)] == pages


def test_a_limit_holds_for_both_phases_together(session: Session) -> None:
    spider, backfill = a_spider(session, limit=5), Backfill(JANUARY, "both")
    phases = page_phases(spider, session, backfill, discovery_phase(spider, session, backfill))
    first = next(phases)
    assert first.remaining == 5
    first.remaining = 2
    assert next(phases).remaining == 2


def test_without_a_limit_all_is_fetched(session: Session) -> None:
    spider, backfill = a_spider(session), Backfill(JANUARY)
    (pages,) = page_phases(spider, session, backfill, discovery_phase(spider, session, backfill))
    assert pages.remaining == inf


async def test_without_discovery_the_outlet_is_not_asked(session: Session) -> None:
    phase = NoDiscovery(a_spider(session), session)
    assert [request async for request in phase.first_requests()] == []
    assert phase.last_requests() == []
