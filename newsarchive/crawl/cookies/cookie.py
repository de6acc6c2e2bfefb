"""One cookie: where it belongs, and how a server sets it (RFC 6265). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from newsarchive.urls import ascii_host, host_of

LAST_MOMENT = datetime(9999, 12, 31, tzinfo=UTC)
_LONGEST_DATE = 100


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie as a browser stores it (RFC 6265 §5.3). expires_at is None for one that lasts as long as a session.

    domain has no leading dot. The value is in no repr, so that it is in no traceback and no log.
    """

    name: str
    value: str = field(repr=False)
    domain: str
    path: str = "/"
    is_host_only: bool = True
    is_secure: bool = True
    expires_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What a browser tells cookies apart by (RFC 6265 §5.3, step 11)."""
        return self.name, self.domain, self.path

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def belongs_to(self, url: str) -> bool:
        """Whether a browser would send it with a request for url, apart from its expiry (RFC 6265 §5.4)."""
        parts = urlsplit(url)
        host = host_of(url)
        has_host = host == self.domain if self.is_host_only else domain_matches(host, self.domain)
        return (
            has_host and path_matches(parts.path or "/", self.path) and (parts.scheme == "https" or not self.is_secure)
        )


def domain_matches(host: str, domain: str) -> bool:
    """Whether host is domain or below it (RFC 6265 §5.1.3)."""
    return host == domain or (host.endswith("." + domain) and not _is_ip_address(host))


def path_matches(path: str, cookie_path: str) -> bool:
    """Whether path is cookie_path or below it (RFC 6265 §5.1.4)."""
    return path == cookie_path or (
        path.startswith(cookie_path) and (cookie_path.endswith("/") or path[len(cookie_path)] == "/")
    )


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def parse_set_cookie(header: str, url: str, now: datetime) -> Cookie | None:
    """The cookie that an answer of url sets (RFC 6265 §5.2 and §5.3); None where a browser would ignore it.

    A cookie that is taken back has expired.
    """
    pair, _, rest = header.partition(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    attributes = _attributes(rest)
    host = host_of(url)
    domain = ascii_host(attributes.get("domain", "").removeprefix("."))
    path = attributes.get("path", "")
    is_wrong = not equals or not name or not is_printable(name + value) or (domain and not domain_matches(host, domain))
    if is_wrong:
        return None
    return Cookie(
        name=name,
        value=value,
        domain=domain or host,
        path=path if path.startswith("/") else _default_path(url),
        is_host_only=not domain,
        is_secure="secure" in attributes,
        expires_at=_expiry(attributes, now),
    )


def is_printable(text: str) -> bool:
    """Whether text has no control character, which could begin another header."""
    return not any(ord(character) < 32 or ord(character) == 127 for character in text)


def _attributes(text: str) -> dict[str, str]:
    """The attributes behind a cookie, by their names in lower case; of several with one name the last counts."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _expiry(attributes: Mapping[str, str], now: datetime) -> datetime | None:
    """Max-Age counts before Expires (RFC 6265 §5.3, step 3)."""
    seconds = attributes.get("max-age", "")
    if seconds.removeprefix("-").isdecimal() and seconds.isascii():
        # A longer number is the same as a far future, and would not fit into a time.
        return now + timedelta(seconds=max(int(seconds[:10]), -1))
    try:
        at = parsedate_to_datetime(attributes.get("expires", "")[:_LONGEST_DATE])
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def moment(seconds: float) -> datetime:
    """A time in seconds since 1970, in UTC; one that no calendar has is the last day of the year 9999."""
    try:
        return min(datetime.fromtimestamp(seconds, UTC), LAST_MOMENT)
    except (OverflowError, OSError, ValueError):
        return LAST_MOMENT


def _default_path(url: str) -> str:
    """The folder of url's path (RFC 6265 §5.1.4)."""
    return urlsplit(url).path.rpartition("/")[0] or "/"
