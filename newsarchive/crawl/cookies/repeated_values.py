"""The value of a cookie where a page repeats it: as it was sent, or escaped for HTML, an address or a script. Pure."""

import re
from html.entities import html5
from urllib.parse import unquote_to_bytes

# What looks like a key: long, with a letter and a digit. Shorter values such as "yes" are words of pages.
_KEY = re.compile(rb"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[!-:<-~]{16,}")
# Pages have these too, without any session: addresses and times.
_PLAIN = re.compile(rb".*://.*|\d{4}-\d\d-\d\dT[\d:.,+Z-]+", re.DOTALL)
_LETTERS_AND_DIGITS = re.compile(rb"[A-Za-z0-9]+")
_ASCII = 128
# The outlet chooses the value. Compiling a pattern takes time in proportion to the characters that may be escaped; a
# usual token has some dozen.
_MOST_ESCAPED = 150
# The named references of HTML for one character, such as amp and AMP.
_NAMES: dict[str, list[str]] = {}
for _name, _text in html5.items():
    if len(_text) == 1 and _name.endswith(";"):
        _NAMES.setdefault(_text, []).append(_name)


def is_key(value: bytes) -> bool:
    """Whether the value of a cookie looks like a key to an account, so that no page may be stored with it."""
    return _KEY.fullmatch(value) is not None and _PLAIN.fullmatch(value) is None


class RepeatedValue:
    """The value of one cookie, as it was sent and as it may be spelled in a page.

    Each character other than a letter or digit may be percent-encoded (RFC 3986 §2.1), a character reference of HTML,
    or an escape of JSON or JavaScript. So may those of the value behind its own percent-encoding.
    """

    def __init__(self, value: bytes):
        self.value = value
        decoded = unquote_to_bytes(value)
        self._spellings = [_Spelling(value)]
        if decoded != value and is_key(decoded):
            self._spellings.append(_Spelling(decoded))

    def masked(self, data: bytes) -> bytes:
        """data with as many asterisks in place of each spelling of the value."""
        for spelling in self._spellings:
            data = spelling.masked(data)
        return data

    def is_in(self, data: bytes) -> bool:
        """Whether data has a spelling of the value."""
        return any(spelling.masked(data) != data for spelling in self._spellings)


class _Spelling:
    """One text and its escaped forms."""

    def __init__(self, text: bytes):
        self._text = text
        # No encoder changes it, and looking for it is much faster than for the pattern.
        self._anchor = max(_LETTERS_AND_DIGITS.findall(text), key=len)
        self._pattern: re.Pattern[bytes] | None = None

    def masked(self, data: bytes) -> bytes:
        if self._anchor not in data:
            return data
        # First as it is: in it, a percent sign may look like the beginning of an escape.
        data = data.replace(self._text, b"*" * len(self._text))
        if self._pattern is None:
            self._pattern = _pattern(self._text)
        return self._pattern.sub(lambda found: b"*" * len(found[0]), data)


def _pattern(text: bytes) -> re.Pattern[bytes]:
    """What finds text with any of its other characters escaped, in time in proportion to what is searched."""
    if len(text) - sum(map(len, _LETTERS_AND_DIGITS.findall(text))) > _MOST_ESCAPED:
        return re.compile(re.escape(text))
    parts, end = list[bytes](), 0
    for run in _LETTERS_AND_DIGITS.finditer(text):
        parts += [*map(_escaped, text[end : run.start()]), run[0]]
        end = run.end()
    return re.compile(b"".join([*parts, *map(_escaped, text[end:])]))


def _escaped(code: int) -> bytes:
    """A pattern for one byte and its escapes. Atomic, so that no text makes the search go back."""
    hexadecimal = "".join(f"[{digit.lower()}{digit.upper()}]" for digit in f"{code:02x}")
    forms = [f"%{hexadecimal}"]
    if code < _ASCII:
        names = "|".join(_NAMES.get(chr(code), ["(?!)"]))
        forms += [f"&(?:#0{{0,5}}{code};|#[xX]0{{0,5}}{hexadecimal};|{names})", rf"\\(?:u00|x){hexadecimal}"]
    literal = re.escape(bytes([code]))
    return b"(?>" + "|".join(forms).encode() + rb"|\\?" + literal + b")"
