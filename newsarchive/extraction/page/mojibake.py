"""Characters that were broken before the page was sent, put right where there is no doubt what they were.

Three accidents: UTF-8 that was read as a single-byte encoding and stored so ("cafÃ©", also twice over), characters of
Windows-1252 taken for control characters (the apostrophe of "don’t" as 92), and references to these ("&#146;"). Nothing
else is touched: typography, spelling and entities stay as the outlet has them. Works on markup, before it is parsed,
because parsers drop some of the characters that tell what the others were.
"""

import re
from collections.abc import Callable, Mapping


def _high_characters(encoding: str) -> dict[str, int]:
    """The characters of the bytes 80 to FF, as browsers read them: where there is none, the control character."""
    return {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


_WESTERN_BYTES, _CYRILLIC_BYTES = _high_characters("cp1252"), _high_characters("cp1251")
# What is written for a byte 80 to 9F of Windows-1252 that was taken for a control character.
_MEANT = {chr(byte): character for character, byte in _WESTERN_BYTES.items() if byte < 0xA0 and ord(character) != byte}
_CONTROL = re.compile(f"[{''.join(_MEANT)}]")
_REFERENCE = re.compile(rb"&#(?:0*(1[2-5]\d)|[xX]0*([89][\da-fA-F]));")

# The characters that the bytes of a UTF-8 sequence become: its first byte, and those that follow.
_NEXT_WESTERN = re.escape("".join(character for character, byte in _WESTERN_BYTES.items() if byte < 0xC0))
_NEXT_CYRILLIC = re.escape("".join(character for character, byte in _CYRILLIC_BYTES.items() if byte < 0xC0))
# Latin-1 leaves control characters where Windows-1252 has others; both are met in one text.
_NEXT = f"{_NEXT_WESTERN}\x80-\x9f"
_WESTERN = re.compile(f"[\xc2-\xdf][{_NEXT}]|[\xe0-\xef][{_NEXT}]{{2}}|[\xf0-\xf4][{_NEXT}]{{3}}")
_CYRILLIC = re.compile(f"(?:[РС][{_NEXT_CYRILLIC}]){{3}}")
# Leaves of a page's bytes what is not ASCII, parted by spaces.
_ASCII_TO_SPACE = bytes(32 if byte < 0x80 else byte for byte in range(0x100))
# The accident can have happened this often.
_MOST_LAYERS = 3
# What parts one text of a page from another; a text is repaired whole or not at all.
_ENDS = '<>"\n'
# A text is looked at this far to both sides of a broken character.
_LONGEST_TEXT = 20_000
# Broken characters that also stand side by side in good texts: a capital before a closing quote, a dash, a no-break
# space, an ellipsis or a sign ("AMANHÃ»", "PÅ“"). Alone they are no evidence.
_DOUBTFUL = re.compile("[\xc2-\xdf][«»“”‘’„‚‹›–—…™€•\xa0]")
# An "é", a no-break space and a closing quote, as good French has them, read as one Chinese character: letters of
# scripts other than Latin come in words.
_FEWEST_OF_A_SCRIPT = 4
_NOT_LATIN = re.compile(
    "[^\x00-\u024f\u1e00-\u1eff\u2000-\u20cf\u2100-\u22ff\u25a0-\u27bf\ufb00-\ufb06\ufe0f\ufeff\U0001f000-\U0001faff]"
)
# What repaired text cannot hold: control characters, private and unassigned areas.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")


def repair_markup(markup: str) -> str:
    """markup with these accidents undone."""
    return repair_markup_utf8(markup.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def repair_markup_utf8(markup: bytes) -> bytes:
    """The same of markup in UTF-8, the form in which pages are parsed: what is sound is passed over as bytes."""
    markup = _REFERENCE.sub(_referred, markup)
    if markup.isascii():
        return markup
    # To look at what is not ASCII alone takes a tenth of the time of a search through the page.
    foreign = b" ".join(set(markup.translate(_ASCII_TO_SPACE).split())).decode("utf-8", "surrogatepass")
    is_broken, has_controls = _is_broken(foreign), _CONTROL.search(foreign)
    if not (is_broken or has_controls):
        return markup
    text = markup.decode("utf-8", "surrogatepass")
    text = _each_text(_each_text(text, _WESTERN, repair_text), _CYRILLIC, repair_text) if is_broken else text
    text = _CONTROL.sub(lambda match: _MEANT[match[0]], text) if has_controls else text
    return text.encode("utf-8", "surrogatepass")


def _is_broken(foreign: str) -> bool:
    """Whether there is something to read back in what is not ASCII; a text can only be where every run in it can."""
    if not (_WESTERN.search(foreign) or _CYRILLIC.search(foreign)):
        return False
    runs = foreign.split(" ")
    suspects = " ".join(run for run in runs if _read_back(run, _WESTERN_BYTES))
    misread = " ".join(run for run in runs if _read_back(run, _CYRILLIC_BYTES))
    return repair_text(suspects) != suspects or repair_text(misread) != misread


def repair_text(text: str) -> str:
    """text as it was before UTF-8 was read as another encoding; unchanged unless all of it can be read back."""
    return _last_good(text, _WESTERN_BYTES) or _last_good(text, _CYRILLIC_BYTES) or text


def _last_good(text: str, byte_of: Mapping[str, int]) -> str | None:
    """What is left of text when layer after layer is taken off, as long as that gives a text."""
    good = None
    layer = text
    for _ in range(_MOST_LAYERS):
        below = _read_back(layer, byte_of)
        if below is None or below == layer:
            break
        good = below if _is_plausible(layer, below) else good
        layer = below
    return good


def _referred(match: re.Match[bytes]) -> bytes:
    meant = _MEANT.get(chr(int(match[1]) if match[1] else int(match[2], 16)))
    return meant.encode() if meant else match[0]


def _each_text(markup: str, broken: re.Pattern[str], repair: Callable[[str], str]) -> str:
    """markup with mend applied to every text that has something broken in it."""
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


def _read_back(text: str, byte_of: Mapping[str, int]) -> str | None:
    """text in UTF-8, if its characters are the bytes of a whole UTF-8 text."""
    numbers = [ord(character) if character < "\x80" else byte_of.get(character, ord(character)) for character in text]
    try:
        return bytes(numbers).decode("utf-8")
    except ValueError:  # a character that is no byte, or bytes that are not UTF-8
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
