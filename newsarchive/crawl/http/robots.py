"""robots.txt, read and obeyed as RFC 9309 says, for every request and every hop of a redirect.

Scrapy's own middleware lets waiting requests through while the file is being fetched, takes a failed download for
permission, and reads error pages as rules. Knows neither pace nor outlets; politeness.py learns of Crawl-delay from
Scrapy's signal robots_parsed.
"""

import asyncio
from dataclasses import dataclass
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from newsarchive.crawl.http.answers import PART_OF_PAGE
from newsarchive.crawl.http.failures import (
    HostUnreachable,
    NotFetched,
    PrivateAddress,
    RobotsForbids,
    RobotsUnavailable,
    Stopping,
    is_unreachable,
    outcome_of,
    outcome_of_status,
    wait_seconds_of,
)
from newsarchive.crawl.http.robots_groups import comparable, our_rules
from newsarchive.crawl.http.subscription import ANONYMOUS

# Signal sent when a robots.txt has been read and holds rules: text (str) and url, the requested address.
robots_read = object()

# RFC 9309 §2.5 asks for at least 500 KiB; the rest of a longer file is not read.
MAX_BYTES = 500 * 1024
# RFC 9309 §2.3.1.2
MAX_REDIRECTS = 5
# Tries after the first: every outlet waits for this file before anything else.
RETRIES = 1
_REQUEST_PRIORITY = 1000


@dataclass(frozen=True)
class RobotsRules:
    """One host's robots.txt: a parser and its text, nothing (all is allowed), or why the rules are unknown."""

    parser: RobotParser | None = None
    text: str | None = None
    problem: NotFetched | None = None


class SafeRobots:
    """Downloader middleware: raises RobotsForbids or RobotsUnavailable for a URL that must not be fetched.

    Each scheme, host and port has its own rules (RFC 9309 §2.3), read once per crawler.
    """

    def __init__(self, crawler: Crawler):
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured("ROBOTSTXT_OBEY is False")
        self._crawler = crawler
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self._parser_class = load_object(crawler.settings["ROBOTSTXT_PARSER"])
        self._rules: dict[tuple[str, str], asyncio.Future[RobotsRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules_for(request)
        if rules.problem is not None:
            raise _copied(rules.problem)
        if not self._allows(rules, request.url):
            raise RobotsForbids("robots.txt forbids it")

    async def text_for(self, url: str) -> str | None:
        """The robots.txt of url's host, fetched unless it was before; None where it is missing or unknown."""
        return (await self._rules_for(Request(url))).text

    async def problem_for(self, url: str) -> str | None:
        """Why the robots.txt of url's host is unknown; None where it was read, or is missing."""
        problem = (await self._rules_for(Request(url))).problem
        return None if problem is None else str(problem).removeprefix("robots.txt: ")

    async def forbids(self, url: str) -> bool:
        """Whether robots.txt forbids url; False where the rules cannot be read, since then its host is not asked."""
        rules = await self._rules_for(Request(url))
        return not self._allows(rules, url)

    def _allows(self, rules: RobotsRules, url: str) -> bool:
        return rules.parser is None or rules.parser.allowed(comparable(url), self._agent)

    async def _rules_for(self, request: Request) -> RobotsRules:
        # One task per host, with many waiters: a Deferred would give its result to the first of them only.
        url = urlparse_cached(request)
        key = (url.scheme, url.netloc.rpartition("@")[2])
        if key not in self._rules:
            self._rules[key] = asyncio.ensure_future(self._read(f"{key[0]}://{key[1]}/robots.txt", request))
        return await asyncio.shield(self._rules[key])

    async def _read(self, url: str, request: Request) -> RobotsRules:
        engine = self._crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(
                _robots_request(url, is_of_part=bool(request.meta.get(PART_OF_PAGE)))
            )
        except Exception as error:
            return RobotsRules(problem=_problem(error))
        if response.status == 429 or response.status >= 500:
            return RobotsRules(problem=RobotsUnavailable(f"robots.txt: {outcome_of_status(response.status)[1]}"))
        text = rules_text(response)
        return await self._parse(text, url, request) if text is not None else RobotsRules()

    async def _parse(self, text: str, url: str, request: Request) -> RobotsRules:
        ours = our_rules(text, self._agent).encode()
        parser: RobotParser = build_from_crawler(self._parser_class, self._crawler, ours)
        send = self._crawler.signals.send_catch_log_async
        await send(signals.robots_parsed, robotparser=parser, request=request)
        readable = text.encode("utf-8", "surrogateescape").decode("utf-8", "ignore")
        await send(robots_read, text=readable, url=url)
        return RobotsRules(parser, readable)


async def robots_text(crawler: Crawler, url: str) -> str | None:
    """The robots.txt of url's host; None where it is missing, cannot be read, or ROBOTSTXT_OBEY is off."""
    robots = crawler.get_downloader_middleware(SafeRobots)
    return await robots.text_for(url) if robots is not None else None


async def robots_problem(crawler: Crawler, url: str) -> str | None:
    """Why the robots.txt of url's host is unknown; None where it was read or is missing, or ROBOTSTXT_OBEY is off."""
    robots = crawler.get_downloader_middleware(SafeRobots)
    return await robots.problem_for(url) if robots is not None else None


def rules_text(response: Response) -> str | None:
    """The text of an answer that may hold rules; None unless it is a 2xx answer.

    Lines that are not rules are passed over wherever they stand, so comments and pages of HTML need no exception. Bytes
    that are not UTF-8 become lone surrogates.
    """
    if not 200 <= response.status < 300:
        return None
    return _head(response.body).decode("utf-8-sig", errors="surrogateescape").replace("\x00", "")


def _head(body: bytes) -> bytes:
    """The first MAX_BYTES of body, to the end of a line: half a path would forbid too much or too little."""
    if len(body) <= MAX_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES))
    return body[: max(end, 0)]


def _robots_request(url: str, *, is_of_part: bool = False) -> Request:
    meta = {"dont_obey_robotstxt": True, "redirect_ttl": MAX_REDIRECTS, "max_retry_times": RETRIES, ANONYMOUS: True}
    # The page that it belongs to is waiting for it.
    meta |= {PART_OF_PAGE: True} if is_of_part else {}
    return Request(url, meta=meta, callback=NO_CALLBACK, priority=_REQUEST_PRIORITY)


def _problem(error: Exception) -> NotFetched:
    """What a failed download of robots.txt means for the pages of its host."""
    if isinstance(error, (Stopping, PrivateAddress)):
        return error
    kind = HostUnreachable if is_unreachable(error) else RobotsUnavailable
    return kind(f"robots.txt: {outcome_of(error)[1]}", wait_seconds_of(error))


def _copied(problem: NotFetched) -> NotFetched:
    """A copy to raise: one exception raised for many requests would grow its traceback with each."""
    return type(problem)(str(problem), problem.wait_seconds)
