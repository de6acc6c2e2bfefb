"""URLs: which are web addresses, how they are normalized, and the key that all spellings of one URL share. Pure."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

import idna

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
# A byte that is not UTF-8, as "surrogateescape" gives it.
_LONE_BYTE = re.compile("[\udc80-\udcff]")
# The user name and password before a host, up to the last "@" (RFC 3986 §3.2).
_CREDENTIALS = re.compile(r"^(\s*(?:[A-Za-z][\w+.-]*:)?//)[^/?#\\]*@")
_ESCAPED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")
# Letters that show nothing: fillers of Hangul.
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
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
    """The absolute URL of a link on the page at base, without fragment; None if href is not a web address.

    A user name and password in it are left out: they are a secret, and no article needs them.
    """
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        joined = urljoin(base, href).partition("#")[0]
        url = _encoded(joined) if is_web_address(joined.replace(" ", "%20")) else joined
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
        parts = urlsplit(_encoded(url))
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


def without_credentials(url: str) -> str:
    """url without the user name and password before its host; url need not be a valid address."""
    return _CREDENTIALS.sub(r"\1", url) if "@" in url else url


@lru_cache(_REMEMBERED)
def ascii_host(host: str) -> str:
    """host as requests name it: lower case, letters beyond ASCII as IDNA 2008 encodes them (RFC 5891, UTS 46).

    A name that IDNA 2008 forbids is encoded as IDNA 2003 does, because such names exist. One that neither can encode
    comes back in lower case.
    """
    host = host.lower()
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:
        pass
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def with_ascii_host(url: str) -> str:
    """url with its host as ascii_host gives it; unchanged if the host is ASCII or url cannot be split."""
    try:
        parts = urlsplit(url)
        if parts.netloc.isascii():
            return url
        user, at, _ = parts.netloc.rpartition("@")
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=user + at + _bracketed(ascii_host(parts.hostname or "")) + port))


def host_of(url: str) -> str:
    """The host name of url as ascii_host gives it, without port; "" if url has none."""
    try:
        return ascii_host((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:
        return ""


def host_key(url: str) -> str:
    """The host that url is requested from, with its port if that is not the scheme's own; "" if url has no host.

    An IPv6 address is in brackets. A user name is not part of the key.
    """
    try:
        return _netloc(urlsplit(url))
    except ValueError:
        return ""


def readable_url(url: str) -> str:
    """url for people to read: letters and digits beyond ASCII are no longer escaped behind the host.

    The host stays as ascii_host gives it, so that letters of another script cannot imitate another host. Everything
    that could change how the address looks stays escaped: spaces, signs, controls, and what turns the direction.
    """
    head, slash, tail = with_ascii_host(without_credentials(url)).partition("://")
    host, slash_after, rest = tail.partition("/")
    if slash:
        rest = _ESCAPED.sub(lambda escaped: _bytes_of(escaped[0]).decode("utf-8", "surrogateescape"), rest)
    return "".join(map(_shown, f"{head}{slash}{host}{slash_after}{rest}"))


def has_other_bytes(url: str) -> bool:
    """Whether the path of url escapes bytes that are not UTF-8: words in windows-1251, GBK, Latin-1 and others."""
    try:
        return is_web_address(url) and bool(_LONE_BYTE.search(unquote(urlsplit(url).path, errors="surrogateescape")))
    except ValueError:
        return False


def urn_key(urn: str) -> int:
    """The key of something without a URL, such as an imported document."""
    return _hash(urn)


def _hash(text: str) -> int:
    # Bytes that are not UTF-8 arrive as lone surrogates and stay different from each other.
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _key_form(url: str) -> str:
    try:
        parts = urlsplit(normalize_url(url))
        host = _PREFIX.sub("", _netloc(parts))
    except ValueError:
        return url
    # Sites escape words in windows-1251, GBK and others too: each byte counts, also where the bytes are not UTF-8.
    path = unquote(_AMP_PATH.sub("", parts.path), errors="surrogateescape").rstrip("/")
    query = "&".join(sorted(parts.query.split("&")))
    return host + path + (f"?{query}" if query else "")


def _encoded(url: str) -> str:
    """url in the form of a request, without user name and password."""
    # Not at the top: it loads an HTTP client, and settings, which every command reads, use this module.
    from w3lib.url import safe_url_string

    return safe_url_string(with_ascii_host(without_credentials(url)))


def _bytes_of(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("%", ""))


def _shown(char: str) -> str:
    """A character of an address as it is shown: itself if it is of ASCII, a letter or a digit, else escaped."""
    is_readable = char.isprintable() if char.isascii() else unicodedata.category(char)[0] in "LMN"
    if is_readable and char not in _BLANK_LETTERS:
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _netloc(parts: SplitResult) -> str:
    """The host as ascii_host gives it, with its port unless that is the scheme's own; without a user name."""
    host = ascii_host((parts.hostname or "").rstrip("."))
    host = _bracketed(host)
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
