"""The Scrapy settings of every crawl, in one table: `newsarchive crawl` and plain `scrapy crawl` share it.

A user's own settings (newsarchive.toml, the environment) are read once, when this module is imported. Names that begin
with NEWSARCHIVE_ are ours; `scrapy crawl NAME -s NAME=VALUE` overrides any of them for one crawl.
"""

import sys
from typing import Any

from newsarchive import __version__
from newsarchive.errors import SettingsError
from newsarchive.settings import Settings, load_settings


def user_agent(contact: str | None) -> str:
    """The User-Agent header: program, version, and how an outlet can reach the person who runs it."""
    return f"newsarchive/{__version__} (+{contact})" if contact else f"newsarchive/{__version__} (no contact given)"


def of_user(user: Settings) -> dict[str, Any]:
    """The settings that depend on the user's own; all others below are the same for everybody."""
    hint = "no contact is set: outlets cannot reach you; set `contact` in newsarchive.toml"
    return {
        "USER_AGENT": user_agent(user.contact),
        # One line that the command shows when a crawl starts; None where a contact is set.
        "NEWSARCHIVE_CONTACT_HINT": None if user.contact else hint,
        # Seconds between two requests to one host, over all crawlers of the process.
        "NEWSARCHIVE_DELAY_SECONDS": user.delay_seconds,
        # The longest Crawl-delay or Retry-After that a crawl waits for, in seconds.
        "NEWSARCHIVE_MAX_DELAY_SECONDS": user.max_delay_seconds,
        # A PEM file of authorities to trust besides the system's; None: only the system's.
        "NEWSARCHIVE_CA_FILE": str(user.ca_file) if user.ca_file else None,
        # Private hosts, host:port pairs and networks that may be fetched from; all others are refused.
        "NEWSARCHIVE_ALLOW_PRIVATE": list(user.allow_private),
        # The Chromium that renders pages; None: Playwright's own or the system's.
        "NEWSARCHIVE_BROWSER": str(user.browser) if user.browser else None,
        # Seconds for the whole answer, not between two of its parts.
        "DOWNLOAD_TIMEOUT": user.page_timeout_seconds,
        # Bytes, as sent and after decompression.
        "DOWNLOAD_MAXSIZE": int(user.page_max_mb * 1024 * 1024),
    }


try:
    _user = load_settings()
    _user.check_ca_file()
    globals().update(of_user(_user))
except SettingsError as _error:
    # Scrapy imports this module itself and would print a traceback.
    sys.stderr.write(f"newsarchive: {_error}\n")
    raise SystemExit(2) from None

# Who we are, besides USER_AGENT
BOT_NAME = "newsarchive"

# What runs
SPIDER_LOADER_CLASS = "newsarchive.crawl.registry.OutletLoader"
# Adds NEWSARCHIVE_PACE and NEWSARCHIVE_SESSION, which all crawlers of a process share.
ADDONS = {"newsarchive.crawl.shared.SharedAddon": 0}
ITEM_PIPELINES = {
    "newsarchive.crawl.pipelines.ReadPipeline": 100,
    "newsarchive.crawl.pipelines.StorePipeline": 200,
}
# What `scrapy check` tests.
SPIDER_CONTRACTS = {"newsarchive.crawl.contracts.LeadsContract": 10}
EXTENSIONS = {"newsarchive.crawl.run.RunExtension": 0}
# The check would read a callback's source code again for each answer of each outlet: 0.5 ms a page.
WARN_ON_GENERATOR_RETURN_VALUE = False
# Off because a crawl does not need them. Every callback's results pass through each of these: 0.2 ms a page.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # urls.py has the limit
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # phases/discovery.py has the limit
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
STATS_CLASS = "newsarchive.crawl.reporting.run_report.RunStats"
DOWNLOADER_MIDDLEWARES = {
    # RedirectGuard knows the outlet's hosts.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # First, so that nothing else sees a password.
    "newsarchive.crawl.http.redirects.PlainAddress": 80,
    # Sees an answer last of all, when no redirect or retry follows from it.
    "newsarchive.crawl.rendering.render_pages.RenderPages": 85,
    # Before SafeRobots, so that no robots.txt is fetched for a redirect that we do not follow.
    "newsarchive.crawl.http.redirects.RedirectGuard": 90,
    # Scrapy's own fetches forbidden pages while it waits for robots.txt, and reads error pages as rules.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsarchive.crawl.http.robots.SafeRobots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsarchive.crawl.http.politeness.PoliteRetry": 550,
    # Behind Decompression, in front of the retries.
    "newsarchive.crawl.http.redirects.InstantRefresh": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    # Behind Decompression, in front of all that reads or stores an answer.
    "newsarchive.crawl.http.subscription.MaskCookies": 585,
    "newsarchive.crawl.http.network.Decompression": 590,
    # Within Scrapy's redirects (600): it sees their answers first.
    "newsarchive.crawl.http.chain_cookies.ChainCookies": 650,
    # After the retries, so that a refused address is not tried again.
    "newsarchive.crawl.http.network.PrivateAddressGuard": 9000,
    # Every request waits here before it reaches the network, also robots.txt and retries.
    "newsarchive.crawl.http.politeness.HostGate": 9999,
    # Innermost: a request gets the cookies as they are after its wait, and nothing else sees them.
    "newsarchive.crawl.http.subscription.SubscriptionCookies": 10000,
}
DOWNLOAD_HANDLERS = {
    "http": "newsarchive.crawl.http.network.WebHandler",
    "https": "newsarchive.crawl.http.network.WebHandler",
    # A feed must not make us read files of this machine.
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# Remote control stays off: Scrapy turns the first on by default, and it runs Python code that anybody posts.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Politeness
ROBOTSTXT_OBEY = True
# The product token that robots.txt groups are matched with (RFC 9309 §2.2.1).
ROBOTSTXT_USER_AGENT = "newsarchive"
# Off because they hold for one crawler each: HostGate keeps the pace of the whole process.
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
# ChainCookies keeps cookies within one chain of redirects, and forgets them after it. SubscriptionCookies sends the
# cookies of the user's own subscription.
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"

# Network
TWISTED_DNS_RESOLVER = "newsarchive.crawl.http.network.PublicResolver"
DNS_TIMEOUT = 15  # seconds
# Host names are resolved in threads, and every outlet of a crawl starts with one.
REACTOR_THREADPOOL_MAXSIZE = 20
DOWNLOAD_VERIFY_CERTIFICATES = True

# Limits of one answer
DOWNLOAD_WARNSIZE = 0  # no warning: the outcome is recorded with the URL
DOWNLOAD_FAIL_ON_DATALOSS = True  # half a page must not be stored as an article
REDIRECT_MAX_TIMES = 10  # hops; outlets need up to four (http, host, country, slash)
# It would parse every page in this process; InstantRefresh lets the pool do it.
METAREFRESH_ENABLED = False

# Tries after the first; a URL that still fails is tried again in later crawls, after longer and longer waits.
RETRY_TIMES = 2
# 429 and 503 only where Retry-After is short: see PoliteRetry.
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"

# Limits of one outlet's crawler; those of the whole process are in http/pace.py.
CONCURRENT_REQUESTS = 4
# HostGate sends one request per host at a time; more would only wait there.
CONCURRENT_REQUESTS_PER_DOMAIN = 4
# An answer gives one page; a higher number would make Scrapy start that many tasks for every answer.
CONCURRENT_ITEMS = 1

# The server says with ETag and If-Modified-Since whether a page has changed; a cache would guess.
HTTPCACHE_ENABLED = False
# No Accept-Language: each outlet answers in its own language.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.8",
}

# Logging: warnings and errors only; the table and the report show the rest.
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
MEMUSAGE_ENABLED = False
# A page that is not stored has an outcome; it needs no warning.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
