"""Kill crawls that find new articles of a watch with `kill -9`, and count the articles that were lost or told twice.

    python benchmarks/watch_kills.py --kills 60 [--seed 1]

All crawls have one archive and one outlet, whose feed has one article more each time. Every fifth time, an older
article changes, so that a new version brings the word in. A webhook on loopback gets the messages. Half of the kills
are at random moments, most of them where the crawl looks through the watch and reports. The others are the worst ones:
just when the webhook has a message and has not answered, or just after its answer. At the end, two crawls are not
killed. Then every article must have been reported by exactly one message.

Lost: an article that no message reports. Doubled: an article that two messages with different keys report. Sent again:
messages that arrived twice with the same key, which nobody can exclude if the process dies before it stores the answer.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from alert_kills import NEWSARCHIVE, PARTS, Trial, kill_one, print_kills, receiving

OUTLET = "post"
WATCHED = "zeppelin"
BEGAN = time.time() - 3600
EVERY = 5  # so many crawls, one article changes
ENTRY = "<item><title>{title}</title><link>{link}</link><pubDate></pubDate></item>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{at}"></head><body><article><h1>{title}</h1>{paragraphs}</article>
</body></html>"""
WORDS = (
    "harbour",
    "bridge",
    "council",
    "river",
    "market",
    "station",
    "winter",
    "garden",
    "letter",
    "captain",
    "evening",
)


@dataclass
class Site:
    """An outlet that publishes: its articles by number, each with whether its text has the watched word."""

    articles: dict[int, bool] = field(default_factory=dict)

    def publish(self) -> None:
        """One article more; every fifth time also one without the word, and then its new version with the word."""
        number = len(self.articles)
        if number % EVERY == EVERY - 1:
            plain = next((one for one, has_word in self.articles.items() if not has_word), None)
            if plain is not None:
                self.articles[plain] = True
        self.articles[number] = number % EVERY != 1

    def page(self, number: int) -> str:
        chance = random.Random(number)
        paragraphs = [" ".join(chance.choices(WORDS, k=40)).capitalize() + f" {number}." for _ in range(4)]
        if self.articles[number]:
            paragraphs[1] += f" Above it all the {WATCHED} came by, slowly and without a sound."
        shown = "".join(f"<p>{text}</p>" for text in paragraphs)
        return PAGE.format(title=f"Report {number:03} from the town", at=self.at(number), paragraphs=shown)

    def at(self, number: int) -> str:
        moment = time.gmtime(BEGAN + number)
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment)

    def page_at(self, path: str, port: int) -> tuple[str, str] | None:
        """Media type and text of the feed or of an article."""
        found = re.fullmatch(r"/news/(\d+)", path)
        if path == f"/{OUTLET}.rss":
            return "application/rss+xml", self.feed(port)
        if found and int(found[1]) in self.articles:
            return "text/html; charset=utf-8", self.page(int(found[1]))
        return None

    def feed(self, port: int) -> str:
        """The newest articles."""
        numbers = [number for number in self.articles if number >= len(self.articles) - 60]
        link = f"http://127.0.0.1:{port}/news/"
        entries = (ENTRY.format(title=f"Report {one:03} from the town", link=f"{link}{one}") for one in numbers)
        return FEED.format(entries="".join(entries))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    chance = random.Random(options.seed)
    site = Site()
    with tempfile.TemporaryDirectory() as folder, receiving(site.page_at) as receiver:
        trial = Trial(Path(folder), receiver)
        trial.write_outlet(OUTLET)
        # The first crawl makes the archive; the watch begins after it.
        seconds = crawl_whole(trial, site)
        watch = (*NEWSARCHIVE, "watch", "add", "air", WATCHED, "--db", str(trial.folder / "archive.db"))
        subprocess.run(watch, check=True, capture_output=True)
        known = len(site.articles)
        killed: Counter[str] = Counter()
        tried = 0
        while killed.total() < options.kills and tried < 3 * options.kills:
            part = PARTS[tried % len(PARTS)]
            tried += 1
            killed[part] += kill_crawl(trial, site, part, seconds, chance)
        crawl_whole(trial, site)
        recheck_all(trial)
        crawl_whole(trial, site)
        return report(trial, site, known, killed, tried)


def crawl_whole(trial: Trial, site: Site) -> float:
    """How many seconds a crawl takes that is not killed."""
    site.publish()
    began = time.perf_counter()
    process = trial.start(OUTLET)
    _, errors = process.communicate()
    if "Traceback" in errors or process.returncode != 0:
        raise SystemExit(f"a crawl ended with {process.returncode}: {errors}")
    return time.perf_counter() - began


def recheck_all(trial: Trial) -> None:
    """Every stored article is due for another fetch, so that each change is seen."""
    # As an owner of the file could do it; loaded here since nothing else needs the archive.
    from newsarchive.archive.database import Archive

    with Archive.open(trial.folder / "archive.db", write=True) as archive, archive.transaction():
        archive.conn.execute("UPDATE articles SET recheck_at = '2020-01-01T00:00:00Z'")


def kill_crawl(trial: Trial, site: Site, part: str, seconds: float, chance: random.Random) -> bool:
    """Whether a crawl of one article more was killed at a moment of that kind."""
    site.publish()
    recheck_all(trial)
    return kill_one(trial, OUTLET, part, seconds, chance)


def report(trial: Trial, site: Site, known: int, killed: Counter[str], tried: int) -> int:
    """1 if articles were lost or told twice; prints the table."""
    keys_of = defaultdict(set)
    for key, text in trial.receiver.messages:
        for number in re.findall(r"^  Report (\d+) from the town$", text, re.MULTILINE):
            keys_of[int(number)].add(key)
    wanted = [number for number, has_word in site.articles.items() if has_word and number >= known]
    lost = [number for number in wanted if not keys_of[number]]
    doubled = [number for number, keys in keys_of.items() if len(keys) > 1]
    wrong = [number for number, keys in keys_of.items() if keys and not site.articles[number]]
    again = Counter(key for key, _ in trial.receiver.messages)
    print_kills(killed, tried)
    print(f"articles     {len(wanted):4}")
    print(f"messages     {len(again):4}")
    print(f"lost         {len(lost):4} {' '.join(map(str, lost))}".rstrip())
    print(f"doubled      {len(doubled):4} {' '.join(map(str, doubled))}".rstrip())
    print(f"wrong        {len(wrong):4} {' '.join(map(str, wrong))}".rstrip())
    print(f"sent again   {sum(number - 1 for number in again.values()):4} with the same key")
    return 1 if lost or doubled or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
