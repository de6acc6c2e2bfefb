"""The value of a cookie where a page repeats it: as it was sent, escaped once or twice, or in base64. Pure."""

import re
from base64 import b64encode
from collections.abc import Callable
from html.entities import html5
from urllib.parse import unquote_to_bytes

# What looks like a key: long, with a letter and a digit. Shorter values such as "yes" are words of pages.
_KEY = re.compile(rb"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[!-:<-~]{16,}")
# Pages have these too, without any session: addresses and times.
_PLAIN = re.compile(rb".*://.*|\d{4}-\d\d-\d\dT[\d:.,+Z-]+", re.DOTALL)
_LETTERS_AND_DIGITS = re.compile(rb"[A-Za-z0-9]+")
_TOKENS = re.compile(rb"%25|[A-Za-z0-9]+|.", re.DOTALL)
# The outlet chooses the value. Compiling a pattern takes time in proportion to the characters that may be escaped; a
# usual token has some dozen. What finds them escaped twice takes four times as long.
_MOST_ESCAPED = 150
_MOST_ESCAPED_TWICE = 20
# A page in UTF-16 has zero bytes from its first tag on.
_HEAD_BYTES = 1024
# The named references of HTML for one character, such as amp and AMP.
_NAMES: dict[str, list[str]] = {}
for _name, _text in html5.items():
    if len(_text) == 1 and _name.endswith(";"):
        _NAMES.setdefault(_text, []).append(_name.removesuffix(";"))
# Characters of escapes, as they are and escaped themselves.
_AMPERSAND = r"(?:&(?:amp|AMP|#0{0,5}38|#[xX]0{0,5}26);|%26|\\(?:u00|x)26)"
_NUMBER_SIGN = "(?:#|%23)"
_SEMICOLON = "(?:;|%3[bB])"
_BACKSLASH = r"(?:\\{2,3}|%5[cC]|&(?:bsol|#0{0,5}92|#[xX]0{0,5}5[cC]);)"
# What stands for it in addresses (RFC 4648 §5).
_IN_ADDRESSES = {ord("+"): b"-", ord("/"): b"_"}
_IN_BASE64 = rb"[A-Za-z0-9+/_-]"


def is_key(value: bytes) -> bool:
    """Whether the value of a cookie looks like a key to an account, so that no page may be stored with it."""
    return _KEY.fullmatch(value) is not None and _PLAIN.fullmatch(value) is None


class RepeatedValue:
    """The value of one cookie, as it was sent and as it may be spelled in a page.

    Each character other than a letter or digit may be percent-encoded (RFC 3986 §2.1), a character reference of HTML,
    or an escape of JSON or JavaScript, and each of these may be escaped once more. So may those of the value behind its
    own percent-encoding. Both may be part of a longer text in base64 (RFC 4648). The page may be in UTF-16.
    """

    def __init__(self, value: bytes):
        self.value = value
        decoded = unquote_to_bytes(value)
        texts = [value, decoded] if decoded != value and is_key(decoded) else [value]
        self._spellings = [_Spelling(text, _plain_patterns) for text in texts]
        for text in texts:
            self._spellings += [_base64_spelling(text, before) for before in range(3)]

    def masked(self, data: bytes) -> bytes:
        """data with as many asterisks in place of each spelling of the value."""
        for spelling in self._spellings:
            data = spelling.masked(data)
        if b"\0" in data[:_HEAD_BYTES]:
            for spelling in self._spellings:
                data = spelling.masked_in_utf16(data)
        return data

    def is_in(self, data: bytes) -> bool:
        """Whether data has a spelling of the value."""
        return self.masked(data) != data


class _Spelling:
    """One text, and the patterns that find it as it is and escaped; they are made where its anchor is found first."""

    def __init__(self, text: bytes, make: Callable[[bytes], list[bytes]]):
        self._text, self._make = text, make
        # No encoder changes it, and looking for it is much faster than for a pattern.
        self._anchor = max(_LETTERS_AND_DIGITS.findall(text), key=len)
        self._patterns: list[re.Pattern[bytes]] | None = None

    def masked(self, data: bytes) -> bytes:
        if self._anchor not in data:
            return data
        if self._patterns is None:
            self._patterns = [re.compile(one) for one in self._make(self._text)]
        for pattern in self._patterns:
            data = pattern.sub(lambda found: b"*" * len(found[0]), data)
        return data

    def masked_in_utf16(self, data: bytes) -> bytes:
        """As masked, for a page in UTF-16 with either order of bytes."""
        anchor = self._anchor.decode("ascii")
        if anchor.encode("utf-16-le")[:-1] not in data:
            return data
        end = len(data) // 2 * 2
        for order in ("utf-16-le", "utf-16-be"):
            # The codec keeps halves of characters, which a broken page may have.
            text = data[:end].decode(order, "surrogatepass")
            if anchor in text:
                for pattern in self._make(self._text):
                    text = re.sub(pattern.decode("ascii"), lambda found: "*" * len(found[0]), text)
                data = text.encode(order, "surrogatepass") + data[end:]
        return data


def _plain_patterns(text: bytes) -> list[bytes]:
    """What finds text as it is, with any of its characters escaped, and with any of them escaped twice.

    As it is first: in it, a percent sign may look like the beginning of an escape.
    """
    special = len(text) - sum(map(len, _LETTERS_AND_DIGITS.findall(text)))
    patterns = [re.escape(text)]
    if 0 < special <= _MOST_ESCAPED:
        patterns.append(_pattern(text, _escaped))
    if 0 < special + 4 * text.count(b"%25") <= _MOST_ESCAPED_TWICE:
        patterns.append(_pattern(text, _escaped_twice, _escaped))
    return patterns


def _base64_spelling(text: bytes, before: int) -> _Spelling:
    """The characters of base64 that text alone decides, with so many bytes before it in its first group of three."""
    encoded = b64encode(bytes(before) + text)
    known_from, known_to = (before * 8 + 5) // 6, (before + len(text)) * 8 // 6

    def patterns(known: bytes) -> list[bytes]:
        # A character at each end may also depend on what stands beside text.
        return [
            b"".join(
                (
                    _IN_BASE64 + b"?" if before else b"",
                    _pattern(known, _escaped_base64),
                    _IN_BASE64 + b"?" if (before + len(text)) % 3 else b"",
                )
            )
        ]

    return _Spelling(encoded[known_from:known_to], patterns)


def _pattern(text: bytes, *escaped: Callable[[int], bytes]) -> bytes:
    """What finds text with its characters other than letters and digits as the first of escaped gives them.

    The search takes time in proportion to what is searched.
    """
    return b"".join(_token_pattern(token, escaped) for token in _TOKENS.findall(text))


def _token_pattern(token: bytes, escaped: tuple[Callable[[int], bytes], ...]) -> bytes:
    if token == b"%25":
        # As it is, it looks like an escaped percent sign, so all are tried.
        return b"(?>" + b"|".join([*(one(ord("%")) + b"25" for one in escaped), token]) + b")"
    return token if token.isalnum() else escaped[0](ord(token))


# Each of these patterns is atomic, so that no text makes the search go back.


def _escaped(code: int) -> bytes:
    """A pattern for one byte and its escapes."""
    return b"(?>" + "|".join(_forms(code)).encode() + rb"|\\?" + _literal(code) + b")"


def _escaped_twice(code: int) -> bytes:
    """A pattern for one byte, its escapes, and the escapes of these. The longest first: they begin with each other."""
    hexadecimal = _hexadecimal(code)
    names = "|".join(_NAMES.get(chr(code), ["(?!)"]))
    reference = f"(?:{_NUMBER_SIGN}0{{0,5}}{code}|{_NUMBER_SIGN}[xX]0{{0,5}}{hexadecimal}|{names}){_SEMICOLON}"
    forms = [
        f"%25{hexadecimal}",
        f"{_AMPERSAND}{reference}",
        f"{_BACKSLASH}(?:(?:u00|x){hexadecimal}|%{hexadecimal})",
        rf"\\{{1,3}}{_forms(code)[1]}",
        *_forms(code),
    ]
    literal = _literal(code)
    return b"(?>" + "|".join(forms).encode() + b"|" + _BACKSLASH.encode() + literal + rb"|\\?" + literal + b")"


def _escaped_base64(code: int) -> bytes:
    """A pattern for one byte of base64, its escapes, and what stands for it in addresses."""
    other = _IN_ADDRESSES.get(code)
    return b"(?>" + _escaped(code) + (b"|" + other if other else b"") + b")"


def _forms(code: int) -> list[str]:
    """The escapes of one byte: percent-encoding, references of HTML, and those of scripts."""
    hexadecimal = _hexadecimal(code)
    names = "|".join(_NAMES.get(chr(code), ["(?!)"]))
    return [
        f"%{hexadecimal}",
        f"&(?:#0{{0,5}}{code}|#[xX]0{{0,5}}{hexadecimal}|{names});",
        rf"\\(?:u00|x){hexadecimal}",
    ]


def _hexadecimal(code: int) -> str:
    return "".join(f"[{digit.lower()}{digit.upper()}]" for digit in f"{code:02x}")


def _literal(code: int) -> bytes:
    return re.escape(bytes([code]))
