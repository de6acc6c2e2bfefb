"""The Scrapy settings of every crawl, one visible table: `newsarchive crawl` and plain `scrapy crawl` share it.

What a user sets (newsarchive.toml, the environment) is read once, at the import of this module. Names that
begin with NEWSARCHIVE_ are ours; `scrapy crawl NAME -s NAME=VALUE` overrides any of them for one crawl.
"""

import sys
from typing import Any

from newsarchive import __version__
from newsarchive.errors import SettingsError
from newsarchive.settings import Settings, load_settings


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves: program, version and where an outlet reaches whoever runs it."""
    return f"newsarchive/{__version__} (+{contact})" if contact else f"newsarchive/{__version__} (no contact given)"


def of_user(user: Settings) -> dict[str, Any]:
    """What follows from the settings of a user; every other setting below is the same for all."""
    hint = "no contact is set: outlets cannot reach you; set `contact` in newsarchive.toml"
    return {
        "USER_AGENT": user_agent(user.contact),
        # One line for whoever starts the crawl to show; None where a contact is set.
        "NEWSARCHIVE_CONTACT_HINT": None if user.contact else hint,
        # Seconds between two requests to one host, over all crawlers of the process.
        "NEWSARCHIVE_DELAY_SECONDS": user.delay_seconds,
        # The longest Crawl-delay or Retry-After that is waited for, in seconds.
        "NEWSARCHIVE_MAX_DELAY_SECONDS": user.max_delay_seconds,
        # A PEM file of authorities trusted besides the system's; None: the system's alone.
        "NEWSARCHIVE_CA_FILE": str(user.ca_file) if user.ca_file else None,
        # Private hosts, host:port pairs and networks that may be asked; everything else private is refused.
        "NEWSARCHIVE_ALLOW_PRIVATE": list(user.allow_private),
        # Seconds for the whole answer, not for a silence.
        "DOWNLOAD_TIMEOUT": user.page_timeout_seconds,
        # Bytes, as sent and after decompression.
        "DOWNLOAD_MAXSIZE": int(user.page_max_mb * 1024 * 1024),
    }


try:
    globals().update(of_user(load_settings()))
except SettingsError as _error:
    # Scrapy imports this module itself and would print a traceback.
    sys.stderr.write(f"newsarchive: {_error}\n")
    raise SystemExit(2) from None

# Who we are, beside USER_AGENT
BOT_NAME = "newsarchive"

# What runs
SPIDER_LOADER_CLASS = "newsarchive.crawl.registry.OutletLoader"
ITEM_PIPELINES = {
    "newsarchive.crawl.pipelines.ReadPipeline": 100,
    "newsarchive.crawl.pipelines.KeepPipeline": 200,
}
# What `scrapy check` may ask of an outlet.
SPIDER_CONTRACTS = {"newsarchive.crawl.contracts.LeadsContract": 10}
EXTENSIONS = {"newsarchive.crawl.session.SessionExtension": 0}
# It would read a callback's source again for each answer of each outlet: 0.5 ms a page.
WARN_ON_GENERATOR_RETURN_VALUE = False
# What an outlet's crawl has no use for. Every callback's results pass through each of these: 0.2 ms a page.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # urls.py has the bound
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # finding.py has the bound
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
STATS_CLASS = "newsarchive.crawl.session.Counts"
DOWNLOADER_MIDDLEWARES = {
    # RedirectGuard knows the outlet's hosts.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # Before robots.py, so that another outlet's robots.txt is not fetched for a redirect we do not follow.
    "newsarchive.crawl.phases.pages.RedirectGuard": 90,
    # Scrapy's own leaks forbidden pages while robots.txt is on its way, and reads error pages as rules.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsarchive.crawl.http.robots.SafeRobots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsarchive.crawl.http.politeness.PoliteRetry": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newsarchive.crawl.http.network.Decompression": 590,
    # Inside the retries, so that a refused address is not asked for again.
    "newsarchive.crawl.http.network.PrivateAddressGuard": 9000,
    # Innermost: nothing reaches the network without having waited here, robots.txt and retries included.
    "newsarchive.crawl.http.politeness.HostGate": 9999,
}
DOWNLOAD_HANDLERS = {
    "http": "newsarchive.crawl.http.network.WebHandler",
    "https": "newsarchive.crawl.http.network.WebHandler",
    # A feed must not make us read this machine's files.
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# Doors that stay shut: Scrapy opens the first by default, and it runs posted Python.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Politeness
ROBOTSTXT_OBEY = True
# The product token that robots.txt groups are matched with (RFC 9309 §2.2.1).
ROBOTSTXT_USER_AGENT = "newsarchive"
# Off because they count per crawler: HostGate keeps the pace for the whole process.
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"

# Network
TWISTED_DNS_RESOLVER = "newsarchive.crawl.http.network.PublicResolver"
DNS_TIMEOUT = 15  # seconds
# Names are resolved in threads; a window of outlets starts with a look-up each.
REACTOR_THREADPOOL_MAXSIZE = 20
DOWNLOAD_VERIFY_CERTIFICATES = True

# Bounds of one answer
DOWNLOAD_WARNSIZE = 0  # no warning below that: the outcome is recorded with the URL
DOWNLOAD_FAIL_ON_DATALOSS = True  # half a page must not be stored as an article
REDIRECT_MAX_TIMES = 10  # hops; outlets need up to four (http, host, country, slash)
# It would parse every page in this process; parsing is the work of the pool.
METAREFRESH_ENABLED = False

# Tries after the first; what still fails is tried again in a later crawl, with growing gaps.
RETRY_TIMES = 2
# 429 and 503 only where Retry-After is short (PoliteRetry).
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"

# Bounds of one outlet's crawler; those of the whole process are in politeness.py.
CONCURRENT_REQUESTS = 4
# At least the gate's one request per host; more would only wait there.
CONCURRENT_REQUESTS_PER_DOMAIN = 4
# An answer gives one page; for each further one here Scrapy starts a task with every answer.
CONCURRENT_ITEMS = 1

# Freshness is asked of the server with ETag and If-Modified-Since; a cache would guess it.
HTTPCACHE_ENABLED = False
# No Accept-Language: each outlet answers in its own.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.8",
}

# What is said: one line per run is ours; what Scrapy tells of itself is left out.
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
MEMUSAGE_ENABLED = False
# An article that is left out is an outcome, not a warning.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
