"""The cookies of one outlet's subscription during one crawl: which requests get them, and what the outlet renews.

Renewed cookies stay in memory. The user's file is never written.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote_to_bytes, urlsplit

from newsarchive.crawl.cookies.cookie import Cookie, parse_set_cookie
from newsarchive.crawl.cookies.repeated_values import RepeatedValue, is_key
from newsarchive.crawl.cookies.session_hosts import is_session_url
from newsarchive.outlet import Outlet

# Servers choose these: what a browser must at least keep (RFC 6265 §6.1).
_MOST_NEW_COOKIES = 50
_MOST_SET_BYTES = 4096
# Usual servers refuse a request with a longer header.
_MOST_SENT_BYTES = 16_384
# Values that the outlet set during the crawl and that are masked, the newest ones: each answer may set others.
_MOST_RENEWED_VALUES = 200


class SessionCookies:
    """The cookies of one outlet's subscription, from the file and as the outlet renewed them.

    others are the hosts of other outlets; those below the outlet's own hosts get no cookie.
    """

    def __init__(self, outlet: Outlet, cookies: Iterable[Cookie], others: frozenset[str] = frozenset()):
        self._outlet = outlet
        self._others = others
        # In the order in which they came, which is the order of sending (RFC 6265 §5.4, step 2).
        self._cookies = {one.key: one for one in cookies}
        self._most = len(self._cookies) + _MOST_NEW_COOKIES
        # Also those that were replaced: pages may have been made with them.
        self._of_file = [RepeatedValue(value) for value in self._keys()]
        self._renewed: deque[RepeatedValue] = deque(maxlen=_MOST_RENEWED_VALUES)

    def goes_to(self, url: str) -> bool:
        """Whether requests for url are part of the session: a host of the outlet and of no other, over https."""
        return urlsplit(url).scheme == "https" and is_session_url(self._outlet, url, self._others)

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
        known = {one.value for one in self._values()}
        self._renewed.extend(RepeatedValue(value) for value in self._keys() if value not in known)

    def masked(self, data: bytes) -> bytes:
        """data with asterisks where it repeats the value of a cookie, escaped or not: pages are stored."""
        for one in self._values():
            data = one.masked(data)
        return data

    def is_in(self, address: bytes) -> bool:
        """Whether an address has the value of a cookie in it, escaped or not."""
        decoded = unquote_to_bytes(address)
        return any(
            one.is_in(address) or one.is_in(decoded) or unquote_to_bytes(one.value) in decoded for one in self._values()
        )

    def _values(self) -> list[RepeatedValue]:
        return [*self._of_file, *self._renewed]

    def _keys(self) -> list[bytes]:
        """The values that look like keys, each once."""
        values = (_bytes(one.value) for one in self._cookies.values())
        return list(dict.fromkeys(value for value in values if is_key(value)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
