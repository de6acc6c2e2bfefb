"""The authors: the printed byline, and the persons, agencies and desks in it. JSON-LD and meta come before markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsarchive.extraction.authors.byline_lines import BESIDE_TIME, SIGNATURE, guessed_lines, labelled_lines
from newsarchive.extraction.authors.byline_names import (
    MAX_BYLINE,
    is_labelled,
    is_position,
    parse_authors,
)
from newsarchive.extraction.authors.byline_parts import WORDS_OF_PAGES_ONLY
from newsarchive.extraction.authors.byline_places import BY_LINK, Byline, marked_bylines
from newsarchive.extraction.authors.lines import Places, lines_behind, lines_below, places_of
from newsarchive.extraction.authors.name_forms import is_login, is_placeholder, looks_like_name, names_section
from newsarchive.extraction.authors.reported_authors import reported_authors
from newsarchive.extraction.names.known_outlets import outlet_named
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, letters_only, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.json_ld import full_names
from newsarchive.extraction.page.parsed_page import UNSEEN, ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Author
from newsarchive.text import clean_text, needs_spacing

_META = (
    "author", "article:author", "og:article:author", "og:author", "byl", "authors", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "dcsext.author", "creator", "rbauthors",
    "article:author_name", "shareaholic:article_author_name", "cxenseparse:author", "lp.article:author",
    "atc-metaauthor", "content_author", "article_author", "article-author", "article.author", "author_name",
    "author-name", "news_author", "bt:author", "dc.creator.personalname", "vr:author", "cse_author",
)  # fmt: skip
# Twitter cards have two labelled values. WordPress uses the author as one of them.
_CARD_LABELS = ("twitter:label1", "twitter:label2")

# The legal forms of companies at the end of a name.
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|Inc|Ltd|LLC|Corp|Verlag|S\.?A|S\.?L|S\.?r\.?l|B\.?V|Pty|Oy|AB)\.?$|^Verlag\b|[\w-]+-Verlag\b"
)

_LONGEST_BUTTON = 2
# What marks an author for machines is seldom put on another text.
_FOR_MACHINES = ("rel=author", "itemprop author")
_LONGEST_SMALL = 3
_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.h]\d\d\b")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
# What joins two names in a byline.
_JOINT = r"(?:[,;|•·/&(]|\b(?:by|and|und|et|y|e|og|och|en|i|with)\b)\s*"


class _Found(NamedTuple):
    """The authors at one place of the page."""

    authors: tuple[Author, ...] = ()
    byline: str | None = None
    where: str | None = None
    # The page says that these are the authors: a word for By, or a link that names the author.
    is_certain: bool = False


_NOBODY = _Found()


def byline_candidates(parsed: ParsedPage) -> Iterator[list[Candidate]]:
    """The credits on the page in groups, one group for each place, the most trusted place first."""
    for group in (*_declared(parsed), *_printed(parsed), *_reported(parsed, places_of(parsed))):
        yield [byline.candidate for byline in group]


def find_authors(parsed: ParsedPage, outlet: Outlet) -> tuple[tuple[Author, ...], str | None, str | None]:
    """The authors, their byline and its place on the page; (), None and None if none is found.

    The head comes first. The printed byline comes before it where the head names only an organisation, or fewer
    persons than the byline. A place with only the outlet's own name or a login is used only if no other names an
    author.
    """
    return _chosen(parsed, outlet)[:3]


def _chosen(parsed: ParsedPage, outlet: Outlet) -> _Found:
    own = page_outlet_names(parsed, outlet)
    declared = [
        found
        for group in _declared(parsed)
        if (found := _read(group, outlet, own)).authors and not _is_section_of_outlet(found, own)
    ]
    naming = [found for found in declared if _names_author(found, own)]
    persons = (found for found in naming if not _are_organisations(found, own))
    best = next(persons, naming[0] if naming else _NOBODY)
    places = places_of(parsed)
    sure = _found(marked_bylines(parsed, places), outlet, own)
    if not (best.authors and _is_printed(best, sure)):
        # Where a mark on the page and the head name the same, no line says more: reading them takes a quarter.
        sure += _found(labelled_lines(places), outlet, own)
    if best.authors and (_is_printed(best, sure) or not _are_organisations(best, own)):
        return _printed_instead(best, sure, parsed, places) or next(
            (found for found in sure if _is_fuller(found, best, own)), best
        )
    shown = _NOBODY if best.authors else _nearest([found for found in sure if _names_author(found, own)])
    # Reading the scripts and the lines that may be something else takes long: only where they can count.
    return shown if shown.authors else _with_less_sure(parsed, places, outlet, _Known(best, declared, sure, own))


def _printed_instead(best: _Found, sure: Sequence[_Found], parsed: ParsedPage, places: Places) -> _Found | None:
    """The byline below the headline, if the head names others whom the page prints nowhere.

    The head then names the account that uploaded the text, or only the first name of the author.
    """
    named = {letters_only(author.name) for author in best.authors}
    others = [found for found in sure if found.authors[0].kind == "person" and _has_full_names(found)]
    if not others or any(letters_only(author.name) in named for found in sure for author in found.authors):
        return None
    long = 0
    below = []
    for line in lines_below(places):
        long += line.is_long
        if long > 1:
            break
        below.append(letters_only(line.text))
    shown = next(
        (found for found in others if any(letters_only(found.authors[0].name) in text for text in below)), None
    )
    return None if shown is None or _prints_one_of([author.name for author in best.authors], parsed) else shown


def _prints_one_of(names: Sequence[str], parsed: ParsedPage) -> bool:
    """Whether a short text on the page is one of the full names."""
    wanted = {letters_only(name) for name in names if " " in name}
    texts = (
        text
        for element in parsed.elements
        if element.tag not in UNSEEN and element.tag != "title"
        for text in (element.text, element.tail)
    )
    short = (text.strip() for text in texts if text and len(text) <= MAX_BYLINE)
    return any(name in letters_only(text) for text in short if text for name in wanted)


def _has_full_names(found: _Found) -> bool:
    return all(looks_like_name(author.name, full=True) and not names_section(author.name) for author in found.authors)


class _Known(NamedTuple):
    """What the head and the marks of a page name, if that is nobody or an organisation."""

    best: _Found
    declared: Sequence[_Found]
    sure: Sequence[_Found]
    own: frozenset[str]


def _with_less_sure(parsed: ParsedPage, places: Places, outlet: Outlet, known: _Known) -> _Found:
    """The authors, if the head and the marks of a page name nobody or an organisation."""
    best, declared, sure, own = known
    said = [found for group in _reported(parsed, places) if (found := _read(group, outlet, own)).authors]
    reported = [found for found in said if _names_author(found, own) and not _are_organisations(found, own)]
    if reported and not best.authors:
        return reported[0]
    guessed = _found(guessed_lines(parsed, places, own), outlet, own)
    if best.authors:
        fuller = next((found for found in (*sure, *reported, *guessed) if _is_fuller(found, best, own)), None)
        # A publishing house is not an author.
        return fuller or (best if not all(_COMPANY.search(author.name) for author in best.authors) else _NOBODY)
    found = _login(sure) or _guess(guessed, sure, own) or _least([*declared, *sure, *said], own)
    if found.authors:
        return found
    weak = (_of_one_word(group, outlet, own) for group in marked_bylines(parsed, places))
    return next((found for found in weak if found.authors), _NOBODY)


def _of_one_word(group: Sequence[Byline], outlet: Outlet, own: frozenset[str]) -> _Found:
    """The first marked byline, if it is one word: a first name or a login, and often a word of the page."""
    named = (
        byline for byline in group if " " not in byline.candidate.value and looks_like_name(byline.candidate.value)
    )
    first = next(named, None)
    if first is None or WORDS_OF_PAGES_ONLY.match(first.candidate.value) or names_section(first.candidate.value):
        return _NOBODY
    found = _read([first], outlet, own)
    return found if all(author.kind == "person" for author in found.authors) else _NOBODY


def _found(groups: Iterable[list[Byline]], outlet: Outlet, own: frozenset[str]) -> list[_Found]:
    return [found for group in groups if (found := _read_printed(group, outlet, own))[0]]


def _login(sure: Sequence[_Found]) -> _Found | None:
    """A marked byline with a login: it says more than a line that may be something else."""
    return next((found for found in sure if all(is_login(author) for author in found[0])), None)


def _guess(guessed: Sequence[_Found], sure: Sequence[_Found], own: frozenset[str]) -> _Found | None:
    """The first line that names somebody.

    Where the byline is the outlet itself, a name beside the time or a signature is another's.
    """
    is_outlets = any(is_outlet_name(author.name, own) for found in sure for author in found[0])
    left_out = (BESIDE_TIME, SIGNATURE) if is_outlets else ()
    return next((found for found in guessed if found[2] not in left_out and _names_author(found, own)), None)


def _least(weak: Sequence[_Found], own: frozenset[str]) -> _Found:
    """The first of those that name nobody; a login ("hillcat7") says more than the outlet's own name."""
    more = (found for found in weak if not all(is_outlet_name(author.name, own) for author in found[0]))
    return next(more, None) or next(iter(weak), _NOBODY)


def _is_section_of_outlet(found: _Found, own: frozenset[str]) -> bool:
    """Whether what the head declares is a section with the outlet's name: "City Zone - Rivertown Post"."""
    section, dash, name = (found[1] or "").rpartition(" - ")
    return bool(dash) and is_outlet_name(name, own) and names_section(section)


def _is_printed(declared: _Found, printed: Sequence[_Found]) -> bool:
    """Whether a byline on the page names those whom the head declares, and nobody else."""
    named = {letters_only(author.name) for author in declared[0]}
    return any(named == {letters_only(author.name) for author in found[0]} for found in printed)


def _are_organisations(found: _Found, own: frozenset[str]) -> bool:
    return all(_is_organisation(author, own) for author in found[0])


def _names_author(found: _Found, own: frozenset[str]) -> bool:
    return any(not is_placeholder(author, own) for author in found[0])


def _nearest(printed: Sequence[_Found]) -> _Found:
    """The first of the printed bylines, or a later one that begins with By.

    The later one names more authors, or others if the first does not begin with By: marks without a word for By are
    often those of other stories and of whom a story links to.
    """
    if not printed:
        return _NOBODY
    first = printed[0]
    named = {letters_only(author.name) for author in first.authors}
    with_more = (found for found in printed[1:] if is_labelled(found.byline or "") and _has_full_names(found))
    if fuller := next((found for found in with_more if named < {letters_only(a.name) for a in found.authors}), None):
        return fuller
    if first.is_certain or is_labelled(first.byline or ""):
        return first
    said = (found for found in printed[1:] if is_labelled(found[1] or "") and found[0][0].kind == "person")
    return next((found for found in said if not named & {letters_only(author.name) for author in found[0]}), first)


def _is_fuller(shown: _Found, declared: _Found, own: frozenset[str]) -> bool:
    """Whether the printed byline says more than the head.

    Publishing systems fill the head from the account that uploads a text: often the outlet, its publishing house or one
    desk, and only one person where the byline prints several.
    """
    if _are_organisations(declared, own):
        return not all(is_outlet_name(author.name, own) for author in shown[0])
    named, more = ({letters_only(author.name) for author in found[0]} for found in (declared, shown))
    added = [author for author in shown[0] if letters_only(author.name) not in named]
    if not named < more or any(name in letters_only(author.name) for author in added for name in named):
        return False
    return all(_is_another_author(author, shown[1] or "", own) for author in added)


def _is_another_author(author: Author, byline: str, own: frozenset[str]) -> bool:
    """Whether a name in a byline is a further author's, and not words of the page beside the byline.

    Signs, commas or words for "and" stand on both sides of an author's name.
    """
    if author.kind == "agency":
        return True
    if not looks_like_name(author.name, full=True) or _is_organisation(author, own) or is_position(author.name):
        return False
    return re.search(rf"(?:^|{_JOINT}){re.escape(author.name)}\s*(?:$|{_JOINT})", byline, re.IGNORECASE) is not None


def _is_organisation(author: Author, own: frozenset[str]) -> bool:
    """Whether a name is an outlet's, a company's or a desk's; a part that is the outlet's own name is enough."""
    if author.kind != "person":
        return author.kind == "desk"
    words = author.name.split()
    return (
        _COMPANY.search(author.name) is not None
        or outlet_named(author.name) is not None
        or (len(words) > 1 and any(len(word) > 1 and letters_only(word) in own for word in words))
    )


def _declared(parsed: ParsedPage) -> Iterator[list[Byline]]:
    data = parsed.linked_data
    for name in ("author", "creator"):
        yield _bylines(full_names(data, data.article.get(name)), f"JSON-LD {name}")
    for name in _META:
        yield _bylines(parsed.meta.get(name, ()), f"meta {name}")
    for label, other in (_CARD_LABELS, _CARD_LABELS[::-1]):
        name = label.replace("label", "data")
        said = parsed.meta.get(name, ())
        # In any language, plugins write the author beside the minutes of reading.
        is_beside_minutes = any(value[:1].isdigit() for value in parsed.meta.get(other.replace("label", "data"), ()))
        if any(is_labelled(f"{said} x") for said in parsed.meta.get(label, ())) or (
            is_beside_minutes and all(looks_like_name(value, full=True) for value in said)
        ):
            yield _bylines(said, f"meta {name}")


def _reported(parsed: ParsedPage, places: Places) -> Iterator[list[Byline]]:
    """Who uploaded the page, and whom it reports to its statistics: they count where the page names nobody."""
    data = parsed.linked_data
    if not data.article:
        # Some plugins describe the page alone.
        authors = [author for node in data.of_type("WebPage") for author in full_names(data, node.get("author"))]
        yield _bylines(authors[:1], "JSON-LD page's author")
    beside = [line.text for line in (*lines_below(places), *lines_behind(places))]
    yield _bylines(reported_authors(parsed, beside), "page's statistics")


def _printed(parsed: ParsedPage) -> Iterator[list[Byline]]:
    places = places_of(parsed)
    yield from marked_bylines(parsed, places)
    yield from labelled_lines(places)
    yield from guessed_lines(parsed, places)


def _bylines(texts: Sequence[str], where: str) -> list[Byline]:
    # Markup is not part of a name: some systems put the author's link into the data.
    plain = (clean_text(_TAG.sub(" ", text)) if "<" in text else text for text in texts)
    return [Byline(Candidate(text, where), (text,)) for text in plain if text]


def _read_printed(group: Sequence[Byline], outlet: Outlet, own: frozenset[str]) -> _Found:
    credible = [byline for byline in group if _is_credible(byline, outlet, own)]
    return _without_employer(_read(credible, outlet, own), own)


def _without_employer(found: _Found, own: frozenset[str]) -> _Found:
    """found without the outlet's own name, which is the authors' employer, and without words that are not names."""
    others = tuple(author for author in found[0] if not is_outlet_name(author.name, own))
    named = tuple(author for author in others if author.kind != "person" or looks_like_name(author.name))
    return found._replace(authors=_of_one_form(named) or others or found.authors)


def _of_one_form(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """authors without what stands beside full names and is none: a button, a place, a section.

    A byline gives all its names in one form. Where one has a first name, a single word is not another person. Beside
    buttons, two letters are one more of them ("AA", the size of the text), and no agency.
    """
    persons = [author for author in authors if author.kind == "person"]
    full = [person for person in persons if _is_full(person)]
    if not full or len(full) == len(persons):
        return authors
    agencies = [author for author in authors if author.kind != "person" and len(author.name) > _LONGEST_BUTTON]
    return tuple(author for author in authors if author in full or author in agencies)


def _is_full(person: Author) -> bool:
    """Whether a name has several words, or is in a script without spaces, and has no word of a page's sections."""
    is_one_word = " " not in person.name and not needs_spacing(person.name)
    is_of_page = WORDS_OF_PAGES_ONLY.match(person.name) is not None or names_section(person.name)
    return not (is_one_word or is_of_page)


def _is_credible(byline: Byline, outlet: Outlet, own: frozenset[str]) -> bool:
    """Whether the text of a marked element looks like names: classes and attributes are often used for other texts."""
    if byline.is_certain or is_labelled(byline.candidate.value):
        return True
    where = byline.candidate.where
    persons = [author for author in parse_authors(byline.parts[:1], outlet, own) if author.kind == "person"]
    if len(byline.parts) > 1 and persons and all(looks_like_name(person.name, full=True) for person in persons):
        # The author's name is the first line of the box, whatever the others say.
        return True
    persons = [author for author in parse_authors(byline.parts, outlet, own) if author.kind == "person"]
    if where == BY_LINK and not persons:
        return False
    if where in _FOR_MACHINES and all(_is_in_small_letters(person.name) for person in persons):
        return True
    return all(looks_like_name(person.name, full=where in ("class author", BY_LINK)) for person in persons)


def _is_in_small_letters(name: str) -> bool:
    """Whether a name is a full one in small letters, as style sheets print it in capitals: "marcos lópez"."""
    return (
        name.islower()
        and 1 < len(name.split()) <= _LONGEST_SMALL
        and looks_like_name(name.title(), full=True)
        and not names_section(name)
    )


def _read(group: Sequence[Byline], outlet: Outlet, own: frozenset[str]) -> _Found:
    authors = parse_authors([part for byline in group for part in byline.parts], outlet, own)
    if not authors:
        return _NOBODY
    printed = _each_once([byline.candidate.value for byline in group])
    return _Found(authors, "; ".join(printed), group[0].candidate.where, group[0].is_certain)


def _each_once(printed: Sequence[str]) -> list[str]:
    """The printed texts without those that say nothing of their own.

    An element, the box around it with the time behind it, and a name in it are often all marked as the byline.
    """
    different = list(dict.fromkeys(printed))
    timed = {text for text in different for other in different if text != other and _is_with_time(text, other)}
    left = [text for text in different if text not in timed]
    return [text for text in left if not any(text != other and text in other for other in left)]


def _is_with_time(text: str, other: str) -> bool:
    """Whether text is other and a time behind it."""
    return text.startswith(other) and _TIME.search(text, len(other)) is not None
