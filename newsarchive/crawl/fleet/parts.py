"""The parts of a crawl that are still to be handed out: outlets that share hosts stay together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsarchive.archive.database import Archive
from newsarchive.archive.queue import feed_states
from newsarchive.crawl.http.hosts import Hosts, grouped
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.spider import OutletSpider

# At most as many outlets at a time as one worker can read the pages of, at a page a second each: a lost worker costs
# what these have fetched. At least so many that the start of a process, two seconds, does not count.
MOST_OUTLETS, FEWEST_OUTLETS = 20, 5
# How often a part is handed out. What loses its worker again and again may be the reason for it.
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class CrawlPart:
    """Outlets that share hosts with each other and with no other part; not before is in boot_seconds()."""

    spiders: tuple[type[OutletSpider], ...]
    hosts: Hosts
    not_before: float = 0.0
    attempts: int = 0

    def again(self, names: Iterable[str], not_before: float) -> "CrawlPart | None":
        """The part with the outlets of these names that is handed out once more; None if that is not worth it."""
        left = tuple(spider for spider in self.spiders if spider.name in set(names))
        if not left or self.attempts + 1 >= MOST_ATTEMPTS:
            return None
        return replace(self, spiders=left, not_before=not_before, attempts=self.attempts + 1)


def parts_of(spiders: Sequence[type[OutletSpider]], archive: Archive, lent: LentHosts, now: float) -> list[CrawlPart]:
    """The parts of a crawl of spiders, in their order. A part with hosts that are lent still waits until they are not.

    The hosts of an outlet are those that its file names, those of feeds and sitemaps that the archive knows, and those
    that workers have found out.
    """
    known = [
        Hosts.of(
            spider.outlet,
            [
                *(state.url for state in feed_states.feed_states(archive.conn, spider.name)),
                *lent.learned(spider.name),
            ],
        )
        for spider in spiders
    ]
    loans = lent.open_loans()
    parts = []
    for positions in grouped(known):
        hosts = Hosts()
        for position in positions:
            hosts |= known[position]
        wait = max((loan.seconds for loan in loans if loan.hosts.meets(hosts)), default=0.0)
        parts.append(CrawlPart(tuple(spiders[position] for position in positions), hosts, now + wait))
    return parts


def next_parts(waiting: list[CrawlPart], now: float, workers: int) -> list[CrawlPart]:
    """Takes from waiting what one worker gets next: fewer outlets towards the end, so that all workers have some."""
    ready = [part for part in waiting if part.not_before <= now]
    share = -(-sum(len(part.spiders) for part in ready) // (2 * max(workers, 1)))
    wanted, taken = min(max(share, FEWEST_OUTLETS), MOST_OUTLETS), list[CrawlPart]()
    for part in ready:
        if sum(len(one.spiders) for one in taken) >= wanted:
            break
        taken.append(part)
    for part in taken:
        waiting.remove(part)
    return taken
