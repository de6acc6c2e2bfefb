"""URLs: which are web addresses, how they are normalized, and the key that all spellings of one URL share. Pure."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

# Tracking parameters seen in the feeds and pages of the outlets that ship. courlan's own cleaning is not used: it also
# drops `?12345` and empty values, which name the article at some outlets, and encodes `;`.
_TRACKING = re.compile(
    r"^(utm_.*|at_(medium|campaign|link.*|custom\d|format|bbc.*|ptr.*)|ns_(mchannel|source|campaign|linkname|fee)"
    r"|mc_(cid|eid)|wt\.\w+|wt_\w+|[fg]clid|fbclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|cmp(id)?|xtor|ito"
    r"|ftag|ftcamp|feedtype|traffic_source|partner|__twitter_impression|smid|smtyp|ncid|ocid|taid|guccounter|guce_\w+"
    r"|outputtype|_ga|_gl|__?hs\w+|vero_\w+|mkt_tok|spm|ref(_src|_url|errer|errer_source)?|rss|amp)$",
    re.IGNORECASE,
)
# Parameters that are tracking only with these values: with others they may name the page.
_TRACKING_VALUES = {
    "source": re.compile(r"^(rss|feed|twitter|facebook|newsletter|social)$", re.IGNORECASE),
    "from": re.compile(r"^(rss|feed|newsletter)$", re.IGNORECASE),
}
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|touch)\.(?=[^.]+\.[^.]+)", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=\.html?$|/?$)|^/amp(?=/)", re.IGNORECASE)
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 2000
# From its sighting to its outcome, one URL is normalized a dozen times.
_REMEMBERED = 4096


def is_web_address(url: str) -> bool:
    """Whether url is an absolute http(s) URL with a host, and not longer than MAX_URL_LENGTH."""
    if len(url) > MAX_URL_LENGTH or any(character in url for character in "\n\r\t\0 "):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def resolve(base: str, href: str) -> str | None:
    """The absolute URL of a link on the page at base, without fragment; None if href is not a web address."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        joined = urljoin(base, href).partition("#")[0]
        url = safe_url_string(joined) if is_web_address(joined.replace(" ", "%20")) else joined
    except ValueError:
        return None
    return url if is_web_address(url) else None


@lru_cache(_REMEMBERED)
def normalize_url(url: str) -> str:
    """url without tracking, fragment and default port, with dots resolved, encoded; a second pass changes nothing.

    The rest of the query keeps its order and spelling, so that the server still knows the URL. A URL that cannot be
    normalized comes back unchanged.
    """
    if not is_web_address(url):
        return url
    try:
        parts = urlsplit(safe_url_string(url))
        path, query = _without_dots(parts.path), _without_tracking(parts.query)
        return urlunsplit((parts.scheme.lower(), _netloc(parts), path, query, ""))
    except ValueError:
        return url


@lru_cache(_REMEMBERED)
def url_key(url: str) -> int:
    """The signed 64-bit key of url in the archive; all spellings of one URL have the same key.

    Ignored are scheme, default port, fragment, tracking, www., m., mobile. and amp. hosts, AMP marks in the path and
    the final slash. Other query parameters always count, because ?id= names the article at many outlets.
    """
    return _hash(_key_form(url))


def host_key(url: str) -> str:
    """The host that url is requested from, with its port if that is not the scheme's own; "" if url has no host.

    An IPv6 address is in brackets. A user name is not part of the key.
    """
    try:
        return _netloc(urlsplit(url))
    except ValueError:
        return ""


def urn_key(urn: str) -> int:
    """The key of something without a URL, such as an imported document."""
    return _hash(urn)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _key_form(url: str) -> str:
    try:
        parts = urlsplit(normalize_url(url))
        host = _PREFIX.sub("", _netloc(parts))
    except ValueError:
        return url
    path = unquote(_AMP_PATH.sub("", parts.path)).rstrip("/")
    query = "&".join(sorted(parts.query.split("&")))
    return host + path + (f"?{query}" if query else "")


def _netloc(parts: SplitResult) -> str:
    """The host in lower case, with its port unless that is the scheme's own; without a user name."""
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _without_dots(path: str) -> str:
    """path with `.` and `..` resolved (RFC 3986 §5.2.4); never empty."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    if path.endswith(("/.", "/..")):
        kept.append("")
    return "/" + "/".join(kept)


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    values = _TRACKING_VALUES.get(name.lower())
    return bool(values.search(value)) if values else _TRACKING.match(name) is not None
