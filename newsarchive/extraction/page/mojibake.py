"""Repairs characters that the outlet broke before it sent the page, where the original is certain.

Three errors: UTF-8 that was decoded with a single-byte encoding and stored so ("cafÃ©", sometimes twice); characters
of Windows-1252 taken for control characters (the apostrophe of "don’t" as 92); and references to these ("&#146;").
Everything else stays as the outlet has it. Works on markup before it is parsed, because parsers drop some of the
characters that are needed for the repair.
"""

import re
from collections.abc import Callable, Mapping


def _high_characters(encoding: str) -> dict[str, int]:
    """The characters of the bytes 80 to FF, as browsers read them: undefined bytes become control characters."""
    return {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


_WESTERN_BYTES, _CYRILLIC_BYTES = _high_characters("cp1252"), _high_characters("cp1251")
# Control characters 80 to 9F, and the characters of Windows-1252 that they should be.
_MEANT = {chr(byte): character for character, byte in _WESTERN_BYTES.items() if byte < 0xA0 and ord(character) != byte}
_CONTROL = re.compile(f"[{''.join(_MEANT)}]")
_REFERENCE = re.compile(rb"&#(?:0*(1[2-5]\d)|[xX]0*([89][\da-fA-F]));")

# The characters that the bytes of a UTF-8 sequence become: its first byte, and the following bytes.
_NEXT_WESTERN = re.escape("".join(character for character, byte in _WESTERN_BYTES.items() if byte < 0xC0))
_NEXT_CYRILLIC = re.escape("".join(character for character, byte in _CYRILLIC_BYTES.items() if byte < 0xC0))
# Latin-1 has control characters where Windows-1252 has printable ones; one text may contain both.
_NEXT = f"{_NEXT_WESTERN}\x80-\x9f"
_WESTERN = re.compile(f"[\xc2-\xdf][{_NEXT}]|[\xe0-\xef][{_NEXT}]{{2}}|[\xf0-\xf4][{_NEXT}]{{3}}")
_CYRILLIC = re.compile(f"(?:[РС][{_NEXT_CYRILLIC}]){{3}}")
# Keeps the non-ASCII bytes of a page, separated by spaces.
_ASCII_TO_SPACE = bytes(32 if byte < 0x80 else byte for byte in range(0x100))
# The error can be repeated this often in one text.
_MOST_LAYERS = 3
# The characters between two texts of a page; a text is repaired as a whole or not at all.
_ENDS = '<>"\n'
# How many characters on both sides of a broken character belong to its text.
_LONGEST_TEXT = 20_000
# Pairs that also occur in correct texts: a capital before a closing quote, a dash, a no-break space, an ellipsis or a
# sign ("AMANHÃ»", "PÅ“"). One pair alone is not enough evidence.
_DOUBTFUL = re.compile("[\xc2-\xdf][«»“”‘’„‚‹›–—…™€•\xa0]")
# In correct French, "é", a no-break space and a closing quote would decode to one Chinese character. Letters of other
# scripts come in words, so a single one is not enough evidence.
_FEWEST_OF_A_SCRIPT = 4
_NOT_LATIN = re.compile(
    "[^\x00-\u024f\u1e00-\u1eff\u2000-\u20cf\u2100-\u22ff\u25a0-\u27bf\ufb00-\ufb06\ufe0f\ufeff\U0001f000-\U0001faff]"
)
# Characters that repaired text cannot contain: control characters, private and unassigned areas.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")


def repair_markup(markup: str) -> str:
    """markup with these errors repaired."""
    return repair_markup_utf8(markup.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def repair_markup_utf8(markup: bytes) -> bytes:
    """The same for markup in UTF-8, in which pages are parsed; correct markup is not decoded."""
    markup = _REFERENCE.sub(_referenced_character, markup)
    if markup.isascii():
        return markup
    # A search through the non-ASCII characters takes a tenth of the time of a search through the page.
    foreign = b" ".join(set(markup.translate(_ASCII_TO_SPACE).split())).decode("utf-8", "surrogatepass")
    is_broken, has_controls = _is_broken(foreign), _CONTROL.search(foreign)
    if not (is_broken or has_controls):
        return markup
    text = markup.decode("utf-8", "surrogatepass")
    if is_broken:
        text = _repair_each_text(_repair_each_text(text, _WESTERN, repair_text), _CYRILLIC, repair_text)
    text = _CONTROL.sub(lambda match: _MEANT[match[0]], text) if has_controls else text
    return text.encode("utf-8", "surrogatepass")


def _is_broken(foreign: str) -> bool:
    """Whether some of the non-ASCII runs can be decoded; a text can be repaired only if all its runs can."""
    if not (_WESTERN.search(foreign) or _CYRILLIC.search(foreign)):
        return False
    runs = foreign.split(" ")
    suspects = " ".join(run for run in runs if _decoded(run, _WESTERN_BYTES))
    misread = " ".join(run for run in runs if _decoded(run, _CYRILLIC_BYTES))
    return repair_text(suspects) != suspects or repair_text(misread) != misread


def repair_text(text: str) -> str:
    """text as it was before UTF-8 was decoded wrongly; unchanged unless all of it can be decoded."""
    return _repaired(text, _WESTERN_BYTES) or _repaired(text, _CYRILLIC_BYTES) or text


def _repaired(text: str, byte_of: Mapping[str, int]) -> str | None:
    """text decoded as often as the result is plausible; None if it is not plausible once."""
    good = None
    layer = text
    for _ in range(_MOST_LAYERS):
        below = _decoded(layer, byte_of)
        if below is None or below == layer:
            break
        good = below if _is_plausible(layer, below) else good
        layer = below
    return good


def _referenced_character(match: re.Match[bytes]) -> bytes:
    meant = _MEANT.get(chr(int(match[1]) if match[1] else int(match[2], 16)))
    return meant.encode() if meant else match[0]


def _repair_each_text(markup: str, broken: re.Pattern[str], repair: Callable[[str], str]) -> str:
    """markup with repair applied to every text that contains a match of broken."""
    parts: list[str] = []
    done = 0
    while (match := broken.search(markup, done)) is not None:
        start = max(done, match.start() - _LONGEST_TEXT, *(markup.rfind(end, done, match.start()) + 1 for end in _ENDS))
        limit = min(len(markup), match.end() + _LONGEST_TEXT)
        ends = [place for end in _ENDS if (place := markup.find(end, match.end(), limit)) >= 0]
        stop = min(ends, default=limit)
        parts += (markup[done:start], repair(markup[start:stop]))
        done = stop
    return "".join((*parts, markup[done:]))


def _decoded(text: str, byte_of: Mapping[str, int]) -> str | None:
    """text decoded as UTF-8, if its characters stand for the bytes of a valid UTF-8 text."""
    numbers = [ord(character) if character < "\x80" else byte_of.get(character, ord(character)) for character in text]
    try:
        return bytes(numbers).decode("utf-8")
    except ValueError:  # a character that is not a byte, or bytes that are not UTF-8
        return None


def _is_plausible(text: str, better: str) -> bool:
    if _NO_TEXT.search(better):
        return False
    foreign = len(_NOT_LATIN.findall(better))
    if foreign:
        return foreign >= _FEWEST_OF_A_SCRIPT
    pairs = [match[0] for match in _WESTERN.finditer(text)]
    doubtful = sum(_DOUBTFUL.fullmatch(pair) is not None for pair in pairs)
    return len(pairs) > doubtful or doubtful > 1
