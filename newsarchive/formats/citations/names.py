"""The names of authors as reference managers need them: family and given name apart, or one name as printed.

Names are divided only where the script or the language says how. A name that is divided wrongly is worse than one that
is not divided: it is sorted and shortened wrongly in every bibliography.
"""

import re
from dataclasses import dataclass

from newsarchive.records import Author

# Han, kana, hangul. A name without a space stays whole: which characters are the family's is not in the script.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
# In these languages the family's name stands first, in Latin letters too.
_FAMILY_FIRST = frozenset({"hu", "vi"})
# Small words with which a family's name begins, as they are printed.
_PARTICLES = frozenset(
    {"af", "al", "av", "bin", "da", "das", "de", "del", "dela", "della", "den", "der", "di", "do", "dos", "du", "el"}
    | {"ibn", "la", "le", "op", "'t", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur"}
)
# The same in Arabic letters: son of, father of, family of, servant of.
_ARABIC_PARTICLES = frozenset({"بن", "ابن", "بنت", "أبو", "ابو", "أبي", "آل", "عبد", "ولد", "بو"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Longer names, and names with other characters, are probably no name of one person.
_MOST_WORDS = 6
_NO_PERSON = re.compile(r"[\d&/;:@()<>|\"“”]")


@dataclass(frozen=True, slots=True)
class CitedName:
    """An author. family is set if the name could be divided; then given is set too."""

    printed: str
    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    is_organisation: bool = False


def cited_name(author: Author, language: str | None) -> CitedName:
    """The name of an author, divided if it is a person's; language is the tag of the article's language."""
    printed = " ".join(author.name.split())
    if author.kind != "person":
        return CitedName(printed, is_organisation=True)
    if printed.count(",") == 1:
        family, given = (part.strip() for part in printed.split(","))
        return _divided(printed, family, given)
    words = printed.split(" ")
    if len(words) < 2 or len(words) > _MOST_WORDS or "," in printed or _NO_PERSON.search(printed):
        return CitedName(printed)
    if _EAST_ASIAN.search(printed):
        return _divided(printed, words[0], words[1]) if len(words) == 2 else CitedName(printed)
    if language and language.split("-")[0].lower() in _FAMILY_FIRST:
        return _divided(printed, words[0], " ".join(words[1:]))
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else None
    start = _family_start(words)
    return _divided(printed, " ".join(words[start:]), " ".join(words[:start]), suffix)


def _divided(printed: str, family: str, given: str, suffix: str | None = None) -> CitedName:
    return CitedName(printed, family, given, suffix) if family and given else CitedName(printed)


def _family_start(words: list[str]) -> int:
    """The position of the first word of the family's name: the last word, with the small words before it."""
    start = len(words) - 1
    # Ortega y Gasset
    if start > 2 and words[start - 1] in ("y", "e", "i"):
        start -= 2
    while start > 1 and (words[start - 1] in _PARTICLES or words[start - 1] in _ARABIC_PARTICLES):
        start -= 1
    return start
