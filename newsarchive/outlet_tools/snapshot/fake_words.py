"""Invented words: of the same length, script and case as a word, and the same each time for the same word.

Which word it becomes depends on a secret of the page too, so that nobody finds the word by trying a dictionary.
Invented words are drawn from so few letters that they name nothing, and are known again: they stay as they are.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

# Vowels of Thai are letters to Unicode; like the marks over and under letters they stay where they are.
_VOWELS = "ะาำเแโใไๅ"
_MARKS = "".join(chr(code) for code in range(0x20000) if unicodedata.category(chr(code)).startswith("M"))
# A word with the marks on its letters, and the joiners between those of Persian and Indic words.
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{re.escape(_MARKS)}\u200c\u200d])*")


@dataclass(frozen=True, slots=True)
class Script:
    """The letters that invented words of a script have, by turns of the pools; longest is what stays as it is.

    is_unspaced: words have no ends there, so each character is replaced by itself.
    """

    pools: tuple[str, ...]
    longest: int = 2
    is_unspaced: bool = False


_SCRIPTS = {
    "LATIN": Script(("bdgkvz", "ou"), longest=3),
    "CYRILLIC": Script(("бгжзхц", "уы"), longest=3),
    "GREEK": Script(("βγζξφψ", "ουω"), longest=3),
    "ARMENIAN": Script(("բգդզժծ", "ու"), longest=3),
    # Letters that are rare, since these scripts write no vowels that could take turns.
    "ARABIC": Script(("ثذظغضخ",)),
    "HEBREW": Script(("זטצגסק",)),
    "DEVANAGARI": Script(("झठढथफञघ",), longest=1),
    "HANGUL": Script(("괴뇌둔룡묘벽숙쥬",), longest=0, is_unspaced=True),
    "CJK": Script(("竹石苗畑岩灯舟鹿菊笛貝坂",), longest=0, is_unspaced=True),
    "HIRAGANA": Script(("ぬねむめもゆよろ",), longest=0, is_unspaced=True),
    "KATAKANA": Script(("ヌネムメモユヨロ",), longest=0, is_unspaced=True),
    "THAI": Script(("ฉฌฐฒณธ",), longest=0, is_unspaced=True),
}
# Of other scripts letters that lie near the one that is replaced, in a block of so many.
_BLOCK = 128
_TURN = 4


def invent(word: str, secret: bytes) -> str:
    """The invented word for a match of WORD; parts of other scripts within it are words of their own."""
    parts = groupby(_with_scripts(word), key=lambda pair: pair[1])
    return "".join(_invent_part("".join(character for character, _ in pairs), secret) for _, pairs in parts)


def _with_scripts(word: str) -> list[tuple[str, str]]:
    """Each character with its script; what is no letter belongs to the letter before it."""
    found: list[tuple[str, str]] = []
    for character in word:
        name = _script_name(character) or (found[-1][1] if found else "")
        found.append((character, name))
    return found


def _invent_part(part: str, secret: bytes) -> str:
    letters = [at for at, character in enumerate(part) if _script_name(character)]
    if not letters:
        return part
    script = _script(part[letters[0]])
    if script.is_unspaced:
        return "".join(_one(character, script, secret) for character in part)
    if len(letters) <= script.longest or _is_invented(part, letters, script):
        return part
    digest = hashlib.blake2b(part.casefold().encode(), key=secret[:64], digest_size=32).digest()
    invented = list(part)
    for turn, at in enumerate(letters):
        pool = script.pools[turn % len(script.pools)]
        invented[at] = _in_case(pool[(digest[turn % 32] + turn // 32) % len(pool)], part[at])
    return "".join(invented)


def _one(character: str, script: Script, secret: bytes) -> str:
    if not _script_name(character) or character in script.pools[0]:
        return character
    digest = hashlib.blake2b(character.encode(), key=secret[:64], digest_size=2).digest()
    return script.pools[0][int.from_bytes(digest) % len(script.pools[0])]


def _is_invented(part: str, letters: list[int], script: Script) -> bool:
    return all(part[at].lower() in script.pools[turn % len(script.pools)] for turn, at in enumerate(letters))


def _in_case(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


@lru_cache(maxsize=65_536)
def _script_name(character: str) -> str:
    """The first word of a letter's Unicode name, which is its script; "" for what is no letter or stays like one."""
    if unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lo") or character in _VOWELS:
        return ""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def _script(letter: str) -> Script:
    name = _script_name(letter)
    return _SCRIPTS.get(name) or _neighbours(name, ord(letter.lower()[0]) // _BLOCK)


@lru_cache(maxsize=1024)
def _neighbours(name: str, block: int) -> Script:
    """Letters of a script that is in no table, taken from the block in which one of its letters lies."""
    near = [chr(code) for code in range(block * _BLOCK, (block + 1) * _BLOCK)]
    letters = [one for one in near if _script_name(one) == name and not one.isupper() and len(one.upper()) == 1]
    pools = tuple("".join(letters[turn::_TURN][:_TURN]) for turn in (1, 2))
    return Script(pools if all(pools) else (letters[0] if letters else "x",))
