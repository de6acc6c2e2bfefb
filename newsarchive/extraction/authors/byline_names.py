"""The names in a printed byline: persons, agencies and desks, without "By", roles, places, times and handles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from newsarchive.extraction.authors.name_forms import CASED, is_place, looks_like_name, names_section
from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.known_outlets import outlet_named
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, outlet_names
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import AFFILIATIONS, SECTION_WORDS, WORDS_BEHIND_NAMES
from newsarchive.extraction.phrases.bylines import (
    AND,
    BEATS,
    BY,
    DESKS,
    IN,
    MONTHS,
    NO_AUTHOR,
    PICTURED_BY,
    POSITIONS,
    RANKS,
    REPORTING_BY,
    ROLES,
    SHORT_AND,
    UNSPACED_DESKS,
    UNSPACED_ROLES,
    WEEKDAYS,
    WORDS_BEFORE_TIME,
    WRITES_FOR,
)
from newsarchive.outlet import Outlet
from newsarchive.records import Author, AuthorKind
from newsarchive.text import fold

MAX_BYLINE = 300
_MAX_NAME = 80
_MAX_WORDS = 8
_MOST_CREDITS = 50
_MOST_AUTHORS = 25
_MOST_OUTLET_WORDS = 4
# Agencies of one word that is not also a surname, as Bloomberg is.
_NO_SURNAMES = ("Reuters", "Xinhua", "Interfax")
_LONGEST_INITIALS = 2

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ADDRESS = re.compile(
    r"\S{1,100}@\S{1,100}\.\w+|\S{1,60}\s?[\[(](?:at|ät|@)[\])]\s?\S{1,60}|https?://\S+|www\.\S+|(?<!\w)@\w{2,}"
)
# "anna@post.example (Anna Reed)": RSS 2.0 writes an author as the address and the name in brackets.
_ADDRESS_AND_NAME = re.compile(r"^\s*\S{1,100}@\S{1,100}\.\w+\s+\(([^()]{2,80})\)\s*$")
_BY = BY | {f"{language}, agencies": said for language, said in REPORTING_BY.items()}
# A noun and one word are a label of the page, not a byline: "Text Size".
_BEFORE = re.compile(
    rf"^(?!(?:text|words|reporter|texte|tekst)\s+\S+$){one_of(_BY)}(?:\s*[::：/／=＝՝]\s*|\s+)(?=\S)", re.IGNORECASE
)
_ONLY_BY = re.compile(rf"^{one_of(_BY)}\s*[:：]?$", re.IGNORECASE)
# Japanese writes a dot after the label, as after a name: 文・高瀬理央.
_LABEL_DOT = re.compile(r"(?:(?<=\s)|^)(文|取材|構成|聞き手|写真|撮影|編集)[・/／]")
_SECTION_ONLY = re.compile(rf"^{one_of(SECTION_WORDS)}$", re.IGNORECASE)
# Signs between two credits of any kind.
_APART = re.compile(r"\s*[;|•·、\n]\s*|\s+[&+]\s+|\s*[/／]\s*")
_AND = re.compile(rf"(?:^|\s+){one_of(AND)}\s+(?=[^\W\d_])")
_SHORT_AND = re.compile(rf"\s+{one_of(SHORT_AND)}\s+(?=[^\W\d_])")
# Words and pictures in one line: "Words: Anna Reed Photos: Ben Cole". A name ends where a picture's label begins.
_BEFORE_PICTURES = re.compile(
    rf"(?<!\bund)(?<!\band)(?<!\boch)(?<!\bog)(?<!\bja)(?<!&)\s+(?={one_of(PICTURED_BY)})", re.IGNORECASE
)
_PICTURED_BEHIND = re.compile(rf"[\s,;|/(]+{one_of(PICTURED_BY)}.*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*[\[【(（〔]([^\[\]【】()（）〔〕]{2,120})[\]】)）〕]\s*$")
_COMMA = re.compile(r"\s*[,，]\s*")
# "Reed, Anna": one name in the order of catalogues and their meta elements.
_SURNAME_FIRST = re.compile(
    r"^([^\W\d_a-zа-яё][^\W\d_]+(?:[-'’][^\W\d_]+)?),\s+([^\W\d_a-zа-яё][^\W\d_]*\.?(?:[\s-][^\W\d_]\.?)?)$"
)
# Suffixes of a name after a comma, and academic degrees.
_SUFFIX = re.compile(r",\s*(Jr|Sr|II|III|IV)\b\.?")
_DEGREE = re.compile(
    r",\s*(?:M\.?D|Ph\.?\s?D|M\.?P\.?H|R\.?N|R\.?D|M\.?S|M\.?A|B\.?A|Esq|MBA|J\.?D|D\.?O|M\.?Sc|B\.?Sc|CFA|"
    r"CFP)\b\.?(?!\w)"
)
# After a name: a bracket, words after a dash, "in Oslo", "for the Post", a handle.
_AFTER = re.compile(
    r"\s*(?:\((?!.*\)\S).{1,60}\)|\[.{1,60}\]|\s[-–—|]\s.*|\b(?:in|from|aus|à|из|в)\s+[A-ZÄÖÜА-Я][\w .-]{2,30}$|"
    r"\bvia\s+\S.*|\b[Ff]or\s+(?:[Tt]he\s+)?[A-Z][\w .]{2,30}$|@\w+.*)\s*$"
)
_BEATS = rf"(?:(?:{BEATS})[\s-]+){{0,4}}"
_ROLE = re.compile(rf"^{_BEATS}{one_of(ROLES)}s?\b.{{0,40}}$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(
    rf"^{_BEATS}{one_of(ROLES)}\s*[:：]?\s+(?=(?-i:[^\W\d_a-zß-öø-ÿа-яα-ωά-ώ])\S*\s+[^\W\d_])", re.IGNORECASE
)
_PLACE_OF_ROLE = rf"(?:\s+{one_of(IN)}\s+\S.{{1,40}})?"
_ROLE_BEHIND = re.compile(rf"(?<=\w)\s+{_BEATS}{one_of(ROLES)}s?{_PLACE_OF_ROLE}$", re.IGNORECASE)
# "Senior Washington Correspondent": a rank begins the position, whatever words stand between it and the role.
_RANK_BEHIND = re.compile(
    rf"(?<=\w)\s+(?:{RANKS})\s+(?:[^\W\d_][\w&-]*\s+){{0,3}}(?:{one_of(ROLES)}s?|{POSITIONS}){_PLACE_OF_ROLE}$",
    re.IGNORECASE,
)
_SPECIAL_BEHIND = re.compile(rf"(?<=\w)\s+{one_of(WRITES_FOR)}\s+\S.*$", re.IGNORECASE)
# "Journal Staff Writer", "CNN Editor-at-large": behind a name, words that end in a role are the author's position.
_POSITION = re.compile(
    rf"^(?:\S+\s+){{0,4}}{one_of(ROLES)}s?(?:-at-large)?{_PLACE_OF_ROLE}$|"
    rf"^(?:{RANKS})\s+(?:\S+\s+){{0,3}}{POSITIONS}$",
    re.IGNORECASE,
)
_SPACED_DASH = re.compile(r"\s[–—-]\s")
# Roles that stand in the place of a name, as the byline of a desk.
_OFFICE = re.compile(
    r"^(?:by\s+)?((?:our|own|staff|web|special|city|sports|political|crime|court|business)\s(?:own\s|special\s|"
    r"staff\s)?"
    r"(?:reporter|correspondent|writer)s?)(?:[,|]?\s.{0,40})?$",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(rf"(?<!\w){one_of(AFFILIATIONS)}(?!\w)", re.IGNORECASE)
_WORD_BEHIND = re.compile(rf"\s+{one_of(WORDS_BEHIND_NAMES)}$", re.IGNORECASE)
_SPECIAL_TO = re.compile(r"^(?:special|exclusive) (?:to|for)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(?:the|to|of|and|for|our|de|der|des|du|el|la)$", re.IGNORECASE)
_UNSPACED_ROLE = re.compile(rf"\s*(?:{UNSPACED_ROLES})$|^(?:{UNSPACED_ROLES})\s*")
# A name of usual length beside a role: 記者コラム is a column, not a name.
_UNSPACED_NAME = re.compile(
    rf"^(?:[가-힣]{{2,4}}|[\u4e00-\u9fff々]{{2,5}}|"
    rf"[\u4e00-\u9fff々]{{1,3}}[ 　][\u4e00-\u9fff々]{{1,3}})\s?(?:{UNSPACED_ROLES})\b|"
    rf"^(?:{UNSPACED_ROLES})[\s:：]?[\u4e00-\u9fff]{{2,4}}$"
)
# "Rivertown Ilbo=이민준 기자", "河鎮報 記者林文": the employer before the name, where no space ends a word.
_UNSPACED_EMPLOYER = re.compile(
    rf"^[^\s=]{{2,20}}=(?=[가-힣])|^\S{{2,12}}\s(?=[가-힣]{{2,4}}\s?(?:기자|특파원))|"
    rf"^[\u4e00-\u9fff]{{2,8}}(?=(?:记者|記者)\s[\u4e00-\u9fff]{{2,4}}$)|^\S{{2,8}}\s(?=(?:{UNSPACED_ROLES})[^\W\d_a-zA-Z])"
)
_DESK = re.compile(rf"\b{one_of(DESKS)}\b|^red\.$|{UNSPACED_DESKS}", re.IGNORECASE)
_SENTENCE = re.compile(r"\s[^\W\d_]{4,}\.$")
_OF_AGENCIES = re.compile(r"agenc|agence|agenz|wire", re.IGNORECASE)
_NO_AUTHOR = re.compile(rf"^(?:{one_of(NO_AUTHOR)}|{one_of(_BY)}|\W*)$", re.IGNORECASE)
_PICTURED_BY = re.compile(rf"^\W*{one_of(PICTURED_BY)}", re.IGNORECASE)
# Dates and times in one element with the byline, and the words before them. Whole words: Somers is not Sonntag.
_TIME = re.compile(
    rf"\s*\b(?:(?:{WEEKDAYS})\.?,?\s+)?(?:(?:{MONTHS})\.?\s+)?\d{{1,4}}[./:-]?\s?\S*.*$",
    re.IGNORECASE,
)
# A time before the name, and a fact of the page with its label: "Date: 28-04-2021".
_TIME_BEFORE = re.compile(r"^\d{4}[-/.]\d\d?[-/.]\d\d?(?:,?\s+\d\d?:\d\d(?::\d\d)?)?\s*(?=[^\W\d_])")
# "20.11.2026, 11:30 Uhr von Anna Berg". "3 de Mayo" is a day.
_TIME_BEFORE_BY = re.compile(
    r"^\D{0,30}\d[^|]{0,60}?\s(?=(?:by|von|par|por|door|av|af|oleh|autor|автор)(?:\s*:\s*|\s+)"
    r"(?-i:[^\W\d_a-zß-öø-ÿа-яα-ωά-ώ]))",
    re.IGNORECASE,
)
_FACT_BEHIND = re.compile(r"\s+[^\W\d_]{2,20}:\s*\d.*$")
_FACT = re.compile(r"^[^\W\d_]{2,25}\s*:\s*\d")
# "Posted by" begins a byline.
_STAMPED = re.compile(
    rf"(?:^|[\s|,(]+){one_of(WORDS_BEFORE_TIME)}(?!\s+(?:by|von|par|por|da|di|door|av|af|van)\b)(?:\s.*|:.*)?$",
    re.IGNORECASE,
)
# "Anna Reed on", after the day is removed.
_BEFORE_DAY = re.compile(r"\s+(?:am|On|le|on|at|el|il|den|dne|om|op|på|em)$")
# "20minutes", "9to5 Staff": a number that is part of a name.
_BEGINS_WITH_NUMBER = re.compile(r"^\d{1,3}[^\W\d_]{2}")
_HAS_LETTER = re.compile(r"[^\W\d_]{2}")
# A template's field that nobody has filled: {{author}}, %author%.
_TEMPLATE = re.compile(r"[{}%$<>\\]|^\w+_author$|^(?:array|false|true|nan|author)$", re.IGNORECASE)
_EDGES = " ,;:-–—|/*&+\"'“”«»\t()[]"


def parse_authors(printed: Sequence[str], outlet: Outlet, own: frozenset[str] | None = None) -> tuple[Author, ...]:
    """The names in printed credits in order, each once, as persons, agencies or desks.

    own: the outlet's names as letters_only gives them, if the page adds some to those of the outlet's file.
    """
    own = outlet_names(outlet) if own is None else own
    found: dict[str, Author] = {}
    for credit in printed[:_MOST_CREDITS]:
        # The position has a line of its own below the name: "Chief reporter", "Transport correspondent, Hilltop Post".
        is_behind_name = any(" " in author.name for author in found.values())
        bare = credit.strip(_EDGES)
        if _is_place_of_agency(bare, found.values()):
            continue
        if is_behind_name and (is_position(_COMMA.split(bare)[0]) or (credit[:1] in "|,–—-" and _is_employer(bare))):
            continue
        for author in _authors_in(credit, own):
            found.setdefault(fold(author.name), author)
    return tuple(found.values())[:_MOST_AUTHORS]


def _is_place_of_agency(words: str, before: Iterable[Author]) -> bool:
    """Whether one word behind agencies alone is their place: "Reuters", "Washington"."""
    kinds = {author.kind for author in before}
    return kinds == {"agency"} and _is_place(words)


def names_somebody(text: str) -> bool:
    """Whether text holds a name, and not only a role, a label or words of the page."""
    return next(_names_in(text), None) is not None


def is_only_names(line: str, *, of_several: bool = False) -> bool:
    """Whether line is only a byline: full names with roles and places, or any name after By.

    of_several: at least two names, each of two words or more.
    """
    labelled = is_labelled(line)
    names = [name for name in _names_in(line) if not agency_named(name)]
    # The time and the pictures' credits behind the names are not other words.
    said = _AFTER.sub("", _without_time(_ADDRESS.sub("", _PICTURED_BEHIND.sub("", _BEFORE.sub("", line)))))
    if labelled and len(names) == 1 and "," in said:
        # Behind a comma stand the author's position, employer and place.
        said = said[: max(said.find(","), said.find(names[0]) + len(names[0]))]
    if not names or sum(len(name) for name in names) * 3 < len(said):
        return False
    if not labelled and line.isupper():
        return False
    if of_several and (len(names) < 2 or not all(" " in name for name in names)):
        return False
    return all(looks_like_name(name, full=not labelled) for name in names)


def is_labelled(text: str) -> bool:
    """Whether text begins with a word for By."""
    return _BEFORE.match(_LABEL_DOT.sub(r"\1:", text)) is not None


def is_by(text: str) -> bool:
    """Whether text is a word for By and nothing else."""
    return _ONLY_BY.match(text) is not None


def has_role(text: str) -> bool:
    """Whether a name and a journalist's role stand in text: "Anna Reed, Staff Writer", "김철수 기자"."""
    pieces = [part for piece in split_at_signs(text) for part in _SPACED_DASH.split(piece)]
    parts = [part for piece in pieces for part in _COMMA.split(piece)]
    return any(_ROLE.match(part) for part in parts[1:]) or any(
        (_ROLE_BEHIND.search(part) and looks_like_name(_ROLE_BEHIND.sub("", part), full=True))
        or _UNSPACED_NAME.match(part)
        for part in parts
    )


def _authors_in(credit: str, own: frozenset[str]) -> list[Author]:
    names = (_without_outlet(name, own) for name in _names_in(credit))
    named = [Author(name, _kind_of(name, own)) for name in names]
    if not named and (office := _OFFICE.match(credit.strip(_EDGES))):
        return [Author(office[1], "desk")]
    if len(named) > 1 and all(author.kind == "desk" for author in named) and not _COMMA.search(credit):
        # "Staff and wire services" is one desk's name.
        return [Author(_without_extras(credit), "desk")]
    # "A. Reed, Rivertown Post": the outlet's name after a person's name is the employer.
    persons = [author for author in named if author.kind != "desk" or not is_outlet_name(author.name, own)]
    return persons or named


def _without_outlet(name: str, own: frozenset[str]) -> str:
    """A full name without the outlet's directly behind it: "Anna Reed Rivertown Post", "Anna Reed BBC News"."""
    words = name.split()
    for length in range(min(len(words) - 2, _MOST_OUTLET_WORDS), 0, -1):
        ending, person = " ".join(words[-length:]), " ".join(words[:-length])
        is_known = outlet_named(ending) is not None and (length > 1 or (ending.isupper() and not person.isupper()))
        if not (is_known or is_outlet_name(ending, own)) or _DESK.search(person) or names_section(person):
            continue
        if looks_like_name(person, full=True) and not _OPEN_END.search(person):
            return person
    return name


def _kind_of(name: str, own: frozenset[str]) -> AuthorKind:
    """The kind of a name: an agency; the outlet or one of its desks; otherwise a person."""
    if agency_named(name):
        return "agency"
    return "desk" if is_outlet_name(name, own) or _DESK.search(name) else "person"


def _names_in(credit: str) -> Iterator[str]:
    if len(credit) > MAX_BYLINE or (credit.startswith("(") and _PICTURED_BY.match(credit)):
        return
    credit = _LABEL_DOT.sub(r"\1:", _ADDRESS_AND_NAME.sub(r"\1", _TAG.sub(" ", credit)))
    credit = _ADDRESS.sub(" ", credit)
    credit = _DEGREE.sub("", _SUFFIX.sub(r" \1", credit))
    behind_name = False
    parts = split_at_signs(credit)
    for part in parts:
        bare = part.strip(_EDGES)
        if _PICTURED_BY.match(part) or (behind_name and (is_position(bare) or _is_place(bare) or _is_employer(bare))):
            continue
        if behind_name and _SECTION_ONLY.match(bare):
            continue
        # "Politik · Anna Berg": the section before the name.
        if not behind_name and part is not parts[-1] and _SECTION_ONLY.match(bare):
            continue
        for name in _names_in_part(part):
            behind_name = behind_name or " " in name
            yield name


def split_at_signs(credit: str) -> list[str]:
    """The parts of a credit between signs. A spelling with a slash is one agency; joined agencies are several."""
    credit = _IN_BRACKETS.sub(r"\1", credit)
    bare = credit.strip(_EDGES)
    if agency_named(bare) and not _is_several(bare):
        return [bare]
    parts = [part for line in _BEFORE_PICTURES.split(credit) for part in _APART.split(line)]
    # "Rivertown Radio | By Anna Reed": a station, a section or a time stands before the byline.
    labelled = next((index for index, part in enumerate(parts) if is_labelled(part)), 0)
    return parts[labelled:] if not agency_named(parts[0]) else parts


def _is_several(text: str) -> bool:
    parts = [part for part in _APART.split(text) if part]
    return len(parts) > 1 and all(agency_named(part) for part in parts)


def _names_in_part(part: str) -> Iterator[str]:
    part = part.strip(_EDGES.rstrip("()[]"))
    if _FACT.match(part) and not _BEFORE.match(part):
        return
    part = _BEFORE.sub(
        "", _without_time(_TIME_BEFORE.sub("", _TIME_BEFORE_BY.sub("", part))).strip(_EDGES.rstrip("()[]"))
    )
    if swapped := _in_spoken_order(part):
        yield swapped
        return
    before = ""
    for piece in _split_at_commas(part):
        if _PICTURED_BY.match(piece):
            continue
        if several := _in_capitals(piece, before):
            yield several
            continue
        name = _without_extras(piece)
        if not _is_name(name) or (before and _is_about_author(piece, name, before)):
            continue
        if " " in before and f", {piece}" in part and _is_authors_desk(name):
            continue
        before = before or (name if " " in name or agency_named(name) else "")
        yield from _with_agency(name)


def _in_capitals(piece: str, before: str) -> str | None:
    """The name in capitals that begins a piece, if the name before is in capitals too: "EVA TAL envoyée à Kiev"."""
    words = [*takewhile(str.isupper, piece.split())]
    is_one_of_several = before.isupper() and 1 < len(words) < len(piece.split())
    return " ".join(words) if is_one_of_several and not agency_named(words[0]) else None


def _is_about_author(piece: str, name: str, before: str) -> bool:
    """Whether a piece behind a full name is the author's place, position or employer, and not another author."""
    # "HRF Program" begins with an abbreviation, where the author's name does not begin with capitals.
    begins = name.split()[0]
    is_short_form = len(begins) > _LONGEST_INITIALS and begins.isalpha() and begins.isupper()
    is_abbreviated = is_short_form and " " in name and not before.split()[0].isupper() and not agency_named(begins)
    return is_abbreviated or _is_place(name) or is_position(piece) or _is_employer(piece)


def _is_authors_desk(name: str) -> bool:
    """Whether a name behind an author and a comma is the author's desk, and not the agencies that gave more."""
    return _DESK.search(name) is not None and not (_OF_AGENCIES.search(name) or agency_named(name))


def _in_spoken_order(part: str) -> str | None:
    """The name of one person in spoken order, if it is written surname first."""
    match = _SURNAME_FIRST.match(part)
    if match is None or not (match[1][0].isupper() and match[2][0].isupper()):
        return None
    surname, given = match[1], match[2]
    if agency_named(surname) or agency_named(given) or _DESK.search(part) or _ROLE.match(given):
        return None
    return f"{given} {surname}"


def _split_at_commas(part: str) -> Iterator[str]:
    """The pieces of a part between commas and the words for "and"."""
    for between in _COMMA.split(part):
        for piece in _AND.split(between):
            shorter = _SHORT_AND.split(piece)
            yield from shorter if all(" " in name for name in shorter) else [piece]


def _is_place(name: str) -> bool:
    """Whether one word after a full name and a comma is the author's place: "Anna Reed, Oslo"."""
    return " " not in name and CASED.match(name) is not None and not (agency_named(name) or _DESK.search(name))


def _is_employer(words: str) -> bool:
    """Whether words behind a full name are the author's outlet, employer, office or place.

    "Anna Reed, Hilltop Daily News", "Anna Reed, University of Hilltop", "Anna Reed, New York".
    """
    if agency_named(words):
        return False
    if _SPECIAL_TO.match(words) or outlet_named(words):
        return True
    return _DESK.search(words) is None and (_AFFILIATION.search(words) is not None or is_place(words))


def is_position(words: str) -> bool:
    """Whether words behind a name are the author's position, and not the agency that the author works for."""
    return _POSITION.match(words) is not None and not agency_named(words.split()[0])


def _with_agency(name: str) -> Iterator[str]:
    """A person's name and the name of an agency directly after it: "ANNA REED Associated Press"."""
    words = name.split()
    for length in (3, 2, 1):
        ending = " ".join(words[-length:])
        if (
            len(words) >= length + 2
            and agency_named(ending)
            and (length > 1 or ending.isupper() or ending in _NO_SURNAMES)
        ):
            yield from (" ".join(words[:-length]), ending)
            return
    yield name


def _without_time(text: str) -> str:
    # "Hits: 120" is a fact of the page.
    without = _TIME.sub("", _FACT_BEHIND.sub("", text))
    if not _HAS_LETTER.search(without) and _BEGINS_WITH_NUMBER.match(text):
        without = text
    return _BEFORE_DAY.sub("", _STAMPED.sub("", without))


def _without_extras(piece: str) -> str:
    """A name without By, role, place, handle and date."""
    name = _without_time(piece).strip(" ,;:-–—|/*\"'“”«»\t")
    for pattern in (_BEFORE, _BEFORE, _ROLE_BEFORE, _AFTER, _UNSPACED_EMPLOYER, _UNSPACED_ROLE):
        name = pattern.sub("", name).strip(' ,;:-–—|/*&"“”') or name
    # A sentence ends behind the name: "Story by Anna Reed. Photos by Ben Cole."
    name = name[:-1] if _SENTENCE.search(name) else name
    shorter = _WORD_BEHIND.sub("", name)
    name = shorter if looks_like_name(shorter, full=True) else name
    without_role = _ROLE_BEHIND.sub("", _RANK_BEHIND.sub("", _SPECIAL_BEHIND.sub("", name)))
    # Not "Letters to the Editor", and not "Court Reporter", which has no name to keep.
    is_named = looks_like_name(without_role, full=True) or agency_named(without_role)
    is_person = is_named and not _OPEN_END.search(without_role)
    return without_role if is_person else name


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= _MAX_NAME or not _HAS_LETTER.search(name):
        return False
    return not (_TEMPLATE.search(name) or _NO_AUTHOR.match(name) or _ROLE.match(name) or len(name.split()) > _MAX_WORDS)
