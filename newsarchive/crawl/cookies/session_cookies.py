"""The cookies of one outlet's subscription during one crawl: which requests get them, and what the outlet renews.

Renewed cookies stay in memory. The user's file is never written.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote_to_bytes, urlsplit

from newsarchive.crawl.cookies.cookie import Cookie, parse_set_cookie
from newsarchive.outlet import Outlet

# Servers choose these: what a browser must at least keep (RFC 6265 §6.1).
_MOST_NEW_COOKIES = 50
_MOST_SET_BYTES = 4096
# Usual servers refuse a request with a longer header.
_MOST_SENT_BYTES = 16_384
# What looks like a key: long, of letters and digits, with one of each. Shorter values such as "yes" are words of pages.
_SECRET = re.compile(rb"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_\-.~%+/=|!*]{16,}")


class SessionCookies:
    """The cookies of one outlet's subscription, from the file and as the outlet renewed them."""

    def __init__(self, outlet: Outlet, cookies: Iterable[Cookie]):
        self._outlet = outlet
        # In the order in which they came, which is the order of sending (RFC 6265 §5.4, step 2).
        self._cookies = {one.key: one for one in cookies}
        self._most = len(self._cookies) + _MOST_NEW_COOKIES
        # Every value of this crawl, also those that were replaced: pages may have been made with them.
        self._secrets: set[bytes] = set()
        self._note_secrets()

    def goes_to(self, url: str) -> bool:
        """Whether requests for url are part of the session: a host of the outlet, over https."""
        return urlsplit(url).scheme == "https" and self._outlet.has_host(url)

    def header(self, url: str, now: datetime) -> bytes | None:
        """The header Cookie of a request for url (RFC 6265 §5.4); None where no cookie belongs to it."""
        if not self.goes_to(url):
            return None
        fitting = [one for one in self._cookies.values() if one.belongs_to(url) and not one.is_expired(now)]
        sent: list[bytes] = []
        room = _MOST_SENT_BYTES
        for cookie in sorted(fitting, key=lambda one: -len(one.path)):
            pair = _bytes(f"{cookie.name}={cookie.value}")
            room -= len(pair) + 2
            if room >= 0:
                sent.append(pair)
        return b"; ".join(sent) or None

    def renew(self, url: str, headers: Iterable[bytes], now: datetime) -> None:
        """Takes the cookies that an answer of url sets, for the rest of the crawl."""
        for header in headers:
            if len(header) > _MOST_SET_BYTES:
                continue
            cookie = parse_set_cookie(header.decode("utf-8", "surrogateescape"), url, now)
            if cookie is None:
                continue
            # At its old place, if it has one.
            if cookie.is_expired(now):
                self._cookies.pop(cookie.key, None)
            elif cookie.key in self._cookies or len(self._cookies) < self._most:
                self._cookies[cookie.key] = cookie
        self._note_secrets()

    def masked(self, data: bytes) -> bytes:
        """data with asterisks where it repeats the value of a cookie: some pages do, and pages are stored."""
        for secret in self._secrets:
            if secret in data:
                data = data.replace(secret, b"*" * len(secret))
        return data

    def is_in(self, address: bytes) -> bool:
        """Whether an address has the value of a cookie in it, escaped or not."""
        return any(
            secret in address or unquote_to_bytes(secret) in unquote_to_bytes(address) for secret in self._secrets
        )

    def _note_secrets(self) -> None:
        values = (_bytes(one.value) for one in self._cookies.values())
        self._secrets.update(value for value in values if _SECRET.fullmatch(value))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
