"""Datelines that name the agency of a report: PARIS (AP) —, /ТАСС/, 【新华社…】, dpa/Berlin –.

Only the words before the first sentence count, and only if they are a place, a day and an agency and nothing else.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from newsarchive.extraction.names.agencies import AGENCIES, agency_named
from newsarchive.extraction.names.known_outlets import is_capitalized

# No dateline is longer than this many characters.
_OPENING = 120
_DASH = r"[-–—―‒ـ_=]"
_PLACE = r"(?P<place>[^()\[\]（）【】/!?;:\n\"“”«»„]{0,70}?)"
# PARIS (AP) —; Madrid, 20 nov (EFE).-; (서울=연합뉴스); نیویورک «(رویترز)» -
_BRACKETED = re.compile(
    r"^[«\"]?(?P<place>[^()\[\]（）【】!?;:\n\"“”«»„]{0,70}?)[\s«]*[(\[（]\s*(?P<agency>[^()\[\]（）\n]{2,60}?)\s*[)\]）]»?\s{0,2}"
    rf"(?P<after>{_DASH}|[.:,،|।]|(?<=[)\]）])(?=\w))?"
)
# МОСКВА, 20 ноября. /ТАСС/. København /ritzau/
_SLASHED = re.compile(rf"^{_PLACE}\s*{_DASH}{{0,2}}\s*/(?P<agency>[^/\n]{{2,30}})/")
# dpa/Berlin –; AFP, MANILA –
_LEADING = re.compile(rf"^(?P<agency>[^\s/,][^/,\n]{{1,30}}?)\s*[/,]\s*(?P<place>[^.!?;()\n]{{2,40}}?)\s*{_DASH}\s")
# EFE.- El alcalde; AFP - Le maire
_ALONE = re.compile(rf"^(?P<agency>[^\s.,/()][^.,/()\n]{{1,30}}?)(?:\.\s?{_DASH}|\s{_DASH})\s+(?P<next>\S)")
# KVELLER via JTA —
_VIA = re.compile(rf"^(?P<name>[^\s(][^()!?;:\n]{{1,40}}?) via (?P<agency>[^()!?;:\n]{{2,40}}?)\s*{_DASH}\s")
_CORNERED = re.compile(r"^【(?P<inside>[^】\n]{2,40})】")
# 新华社北京11月20日电; （中央社記者陳大文台北20日電）
_TELEGRAM = re.compile(r"^[（(【]?(?P<inside>[^，。,、\n]{3,40}?)[电電讯訊](?!\w{0,4}[影视視])")
# به گزارش ایسنا، — only for Iran's own agencies, which begin every report so; other agencies are only mentioned.
_PERSIAN = re.compile(
    r"^(?:[^.،؛\n]{2,40}[-–،]\s*)?به گزارش\s(?:(?:خبرنگار|خبرگزاری|سرویس|گروه|بین‌الملل|سیاسی|"
    r"اقتصادی|اجتماعی|ورزشی|بین الملل)\s){0,4}"
    r"(?P<agency>ایسنا|ایرنا|تسنیم|فارس|مهر|ایلنا)(?=[\s،؛:,])"
)
_PARTING = re.compile(rf"\s*(?P<sign>{_DASH}+|[.,/])(?=\s)|(?P<attached>[—–ـ]+)")
# Words in small letters in a place's name or a day: "Rio de Janeiro, 3 de maio", "3 мая".
_SMALL_WORDS = {
    "de", "del", "de's", "la", "las", "los", "el", "le", "les", "du", "des", "sur", "sous", "en", "da", "do", "dos",
    "das", "di", "della", "am", "an", "der", "den", "im", "in", "bei", "auf", "ob", "of", "the", "on", "upon", "von",
    "van", "aan", "zu", "und", "and", "et", "y", "e", "i", "al", "ad", "na", "nad", "pri",
}  # fmt: skip
# Words in capitals that also mean something else: as the first word of a line they are not a credit.
_AMBIGUOUS = {
    "PA",
    "AA",
    "TT",
    "UNI",
    "SPA",
    "MENA",
    "ANI",
    "APP",
    "ATS",
    "SDA",
    "STA",
    "RIA",
    "AGI",
    "ANKA",
    "NAN",
    "IPS",
}
# A state after a place, in brackets or before them: SCRANTON (PA) —
_STATES = {"PA"}
_UNSPACED = sorted(
    (spelling for spellings in AGENCIES.values() for spelling in spellings if re.search("[\u3040-\u9fff]", spelling)),
    key=len,
    reverse=True,
)
_NOT_PLACES = {"日米", "日中", "日韓", "日朝", "日露", "官民", "産学", "国際", "社会"}
_MOST_WORDS = 9


def dateline(line: str) -> tuple[str, str] | None:
    """The canonical name of the source in a line's dateline, and the words of the dateline; None without one."""
    opening = line[:_OPENING]
    for read in _FORMS:
        for name, printed in read(opening):
            return name, printed.strip()
    return None


def _bracketed(opening: str) -> Iterator[tuple[str, str]]:
    match = _BRACKETED.match(opening)
    if match is None:
        return
    place, printed = match["place"].strip(" -–—,"), match["agency"].rpartition("=")[2].rpartition("＝")[2]
    name = agency_named(printed)
    if name is None or printed in _STATES or not _is_place(place):
        return
    signed = match["after"] not in (None, ",")
    # Without a sign after the brackets, or with a name that also means something else, the place must be clear.
    if _is_bare_place(place) or (signed and printed not in _AMBIGUOUS):
        yield name, match[0]


def _is_bare_place(place: str) -> bool:
    """Whether a place is one word, in capitals, or has a day after it."""
    return len(place.split()) <= 1 or any(letter.isdigit() for letter in place) or place == place.upper()


def _slashed(opening: str) -> Iterator[tuple[str, str]]:
    match = _SLASHED.match(opening)
    name = agency_named(match["agency"]) if match else None
    if match and name and _is_place(match["place"]):
        yield name, match[0]


def _leading(opening: str) -> Iterator[tuple[str, str]]:
    match = _LEADING.match(opening)
    name = agency_named(match["agency"]) if match else None
    if match and name and _is_place(match["place"]):
        yield name, match[0]


def _alone(opening: str) -> Iterator[tuple[str, str]]:
    match = _ALONE.match(opening)
    name = agency_named(match["agency"]) if match else None
    if match and name and match["agency"] not in _AMBIGUOUS and not match["next"].islower():
        yield name, match[0]


def _via(opening: str) -> Iterator[tuple[str, str]]:
    match = _VIA.match(opening)
    if match and agency_named(match["agency"]) and is_capitalized(match["name"]):
        name = match["name"]
        yield agency_named(name) or (name.title() if name.isupper() and len(name) > 4 else name), match[0]


def _in_corner_brackets(opening: str) -> Iterator[tuple[str, str]]:
    match = _CORNERED.match(opening)
    for word in re.split(r"[\s=＝・]", match["inside"]) if match else ():
        name = agency_named(word) or _agency_at_end(word)
        if match and name:
            yield name, match[0]


def _agency_at_end(word: str) -> str | None:
    """The agency after a place: ロンドン共同."""
    found = next((spelling for spelling in _UNSPACED if word.endswith(spelling)), None)
    return agency_named(found) if found and word.removesuffix(found) not in _NOT_PLACES else None


def _chinese_telegram(opening: str) -> Iterator[tuple[str, str]]:
    match = _TELEGRAM.match(opening)
    found = next((spelling for spelling in _UNSPACED if match["inside"].startswith(spelling)), None) if match else None
    name = agency_named(found) if found else None
    if match and name:
        yield name, match[0]


def _persian(opening: str) -> Iterator[tuple[str, str]]:
    match = _PERSIAN.match(opening)
    name = (agency_named(match["agency"]) or agency_named(f"خبرگزاری {match['agency']}")) if match else None
    if match and name:
        yield name, match[0]


def _between_signs(opening: str) -> Iterator[tuple[str, str]]:
    """LONDON, Reuters —; Москва. 20 ноября. ИНТЕРФАКС -; لندن - رويترز"""
    signs = list(_PARTING.finditer(opening))[:5]
    for before, after in zip_longest(signs, signs[1:]):
        printed = opening[before.end() : after.start() if after else len(opening)]
        name = agency_named(printed) if printed.strip() not in _STATES else None
        closed = after is None or after["attached"] or after["sign"] not in {",", "/"}
        if name and closed and before.start() and _is_place(opening[: before.start()]):
            yield name, opening[: after.end() if after else len(opening)]


# The order matters: the first form that matches counts.
_FORMS = (
    _bracketed,
    _slashed,
    _leading,
    _alone,
    _via,
    _in_corner_brackets,
    _chinese_telegram,
    _persian,
    _between_signs,
)


def _is_place(text: str) -> bool:
    """Whether text may be the place and day of a dateline or empty: not a sentence, and not the agency itself."""
    words = [word for word in re.split(r"[\s/,.\-–—]+", text) if word]
    if len(words) > _MOST_WORDS or (words and agency_named(text.strip(" ,"))):
        return False
    numbers = [any(letter.isdigit() for letter in word) for word in words]
    return all(
        not word[0].islower() or word.lower() in _SMALL_WORDS or any(numbers[max(0, at - 2) : at + 2])
        for at, word in enumerate(words)
    )
