"""Outlets that share hosts stay together, hosts that are still lent wait, and workers get fair shares."""

from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.feed_states import save_feed_state
from newsarchive.crawl.fleet.parts import MOST_ATTEMPTS, MOST_OUTLETS, CrawlPart, next_parts, parts_of
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.spider import OutletSpider
from newsarchive.records import FeedState


def spider(outlet_name: str, host: str) -> type[OutletSpider]:
    class Made(OutletSpider):
        name, title, home = outlet_name, outlet_name.title(), f"https://{host}/"
        country, language, timezone = "gb", "en", "Europe/London"

    return Made


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def names(parts: list[CrawlPart]) -> list[list[str]]:
    return [[one.name for one in part.spiders] for part in parts]


def test_outlets_that_share_a_host_are_one_part(archive: Archive):
    spiders = [spider("a", "a.example"), spider("b", "b.example"), spider("sport", "sport.a.example")]
    parts = parts_of(spiders, archive, LentHosts(archive.path), 100.0)
    assert names(parts) == [["a", "sport"], ["b"]]
    assert parts[0].hosts.has("https://www.sport.a.example/")
    assert not parts[0].hosts.meets(parts[1].hosts)
    assert {part.not_before for part in parts} == {100.0}


def test_hosts_of_known_feeds_and_learned_ones_count(archive: Archive):
    spiders = [spider(name, f"{name}.example") for name in "abc"]
    register_outlets(archive, [one.outlet for one in spiders])
    save_feed_state(archive, FeedState("https://cdn.example/a.xml", "a", "sitemap"))
    lent = LentHosts(archive.path)
    lent.learn("c", ["cdn.example"])
    assert names(parts_of(spiders, archive, lent, 0.0)) == [["a", "c"], ["b"]]


def test_a_part_with_a_host_that_is_still_lent_waits(archive: Archive):
    lent = LentHosts(archive.path)
    lent.lend("of a crawl that was killed", Hosts(domains=frozenset({"a.example"})), 600)
    first, second = parts_of([spider("a", "a.example"), spider("b", "b.example")], archive, lent, 100.0)
    assert 100 < first.not_before <= 700
    assert second.not_before == 100
    waiting = [first, second]
    assert next_parts(waiting, 101.0, 2) == [second]
    assert waiting == [first]


@pytest.mark.parametrize(
    ("outlets", "workers", "expected"), [(3, 2, 3), (40, 2, 10), (400, 2, MOST_OUTLETS), (12, 4, 5)]
)
def test_a_worker_gets_neither_too_many_outlets_nor_too_few(outlets: int, workers: int, expected: int):
    waiting = [CrawlPart((spider(f"o{number}", f"o{number}.example"),), Hosts()) for number in range(outlets)]
    assert len(next_parts(waiting, 0.0, workers)) == expected
    assert len(waiting) == outlets - expected


def test_what_is_left_of_a_part_is_handed_out_a_few_times():
    part = CrawlPart((spider("a", "a.example"), spider("b", "b.example")), Hosts())
    assert part.again([], 5.0) is None
    for attempt in range(1, MOST_ATTEMPTS):
        part = part.again(["b"], 5.0)
        assert (names([part]), part.not_before, part.attempts) == ([["b"]], 5.0, attempt)
    assert part.again(["b"], 5.0) is None
