"""Invented words: with the length, script and case of a word, and always the same one for the same word.

The invented word also depends on a secret of the page, so that nobody can find the original word with a dictionary.
Invented words have only a few letters, so that they mean nothing and can be recognized: they are not replaced again.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

# Vowels of Thai are letters in Unicode. Like the marks over and under letters, they are kept.
_VOWELS = "ะาำเแโใไๅ"
_MARKS = "".join(chr(code) for code in range(0x20000) if unicodedata.category(chr(code)).startswith("M"))
# A word with the marks on its letters, and with the joiners inside Persian and Indic words.
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{re.escape(_MARKS)}\u200c\u200d])*")


@dataclass(frozen=True, slots=True)
class Script:
    """The letters for invented words of a script; the pools take turns. Words up to longest letters are kept.

    is_unspaced: the script has no spaces between words, so each character is replaced on its own.
    """

    pools: tuple[str, ...]
    longest: int = 2
    is_unspaced: bool = False


_SCRIPTS = {
    "LATIN": Script(("bdgkvz", "ou"), longest=3),
    "CYRILLIC": Script(("бгжзхц", "уы"), longest=3),
    "GREEK": Script(("βγζξφψ", "ουω"), longest=3),
    "ARMENIAN": Script(("բգդզժծ", "ու"), longest=3),
    # Rare letters, because these scripts have no vowels that could take turns.
    "ARABIC": Script(("ثذظغضخ",)),
    "HEBREW": Script(("זטצגסק",)),
    "DEVANAGARI": Script(("झठढथफञघ",), longest=1),
    "HANGUL": Script(("괴뇌둔룡묘벽숙쥬",), longest=0, is_unspaced=True),
    "CJK": Script(("竹石苗畑岩灯舟鹿菊笛貝坂",), longest=0, is_unspaced=True),
    "HIRAGANA": Script(("ぬねむめもゆよろ",), longest=0, is_unspaced=True),
    "KATAKANA": Script(("ヌネムメモユヨロ",), longest=0, is_unspaced=True),
    "THAI": Script(("ฉฌฐฒณธ",), longest=0, is_unspaced=True),
}
# Other scripts: letters near the replaced one, in a block of this size.
_BLOCK = 128
_TURN = 4


def invent(word: str, secret: bytes) -> str:
    """The invented word for a match of WORD; a part in another script counts as a word of its own."""
    parts = groupby(_with_scripts(word), key=lambda pair: pair[1])
    return "".join(_invent_part("".join(character for character, _ in pairs), secret) for _, pairs in parts)


def _with_scripts(word: str) -> list[tuple[str, str]]:
    """Each character with its script; other characters belong to the letter before them."""
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
    """The first word of a letter's Unicode name, which is its script; "" for characters that are kept."""
    if unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lo") or character in _VOWELS:
        return ""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def _script(letter: str) -> Script:
    name = _script_name(letter)
    return _SCRIPTS.get(name) or _neighbours(name, ord(letter.lower()[0]) // _BLOCK)


@lru_cache(maxsize=1024)
def _neighbours(name: str, block: int) -> Script:
    """Letters for a script that is not in the table, from the block that contains one of its letters."""
    near = [chr(code) for code in range(block * _BLOCK, (block + 1) * _BLOCK)]
    letters = [one for one in near if _script_name(one) == name and not one.isupper() and len(one.upper()) == 1]
    pools = tuple("".join(letters[turn::_TURN][:_TURN]) for turn in (1, 2))
    return Script(pools if all(pools) else (letters[0] if letters else "x",))
