"""The authors: the printed byline, and the persons, agencies and desks in it. JSON-LD and meta come before markup."""

import re
from collections.abc import Iterable, Iterator, Sequence

from newsarchive.extraction.authors.byline_lines import BESIDE_TIME, SIGNATURE, guessed_lines, labelled_lines
from newsarchive.extraction.authors.byline_names import (
    is_labelled,
    is_position,
    parse_authors,
)
from newsarchive.extraction.authors.byline_places import BY_LINK, WORDS_OF_PAGES_ONLY, Byline, marked_bylines
from newsarchive.extraction.authors.lines import places_of
from newsarchive.extraction.authors.name_forms import is_login, is_placeholder, looks_like_name, names_section
from newsarchive.extraction.names.known_outlets import outlet_named
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, letters_only, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.json_ld import full_names
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Author
from newsarchive.text import clean_text, needs_spacing

_META = (
    "author", "article:author", "og:article:author", "og:author", "byl", "authors", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "dcsext.author", "creator", "rbauthors",
    "article:author_name", "shareaholic:article_author_name", "cxenseparse:author", "lp.article:author",
    "atc-metaauthor", "content_author",
)  # fmt: skip
# Twitter cards have two labelled values. WordPress uses the author as one of them.
_CARD_LABELS = ("twitter:label1", "twitter:label2")

# The legal forms of companies at the end of a name.
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|Inc|Ltd|LLC|Corp|Verlag|S\.?A|S\.?L|S\.?r\.?l|B\.?V|Pty|Oy|AB)\.?$|^Verlag\b|[\w-]+-Verlag\b"
)

_LONGEST_BUTTON = 2
_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.h]\d\d\b")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
# What joins two names in a byline.
_JOINT = r"(?:[,;|•·/&(]|\b(?:by|and|und|et|y|e|og|och|en|i|with)\b)\s*"

_Authorship = tuple[tuple[Author, ...], str | None, str | None]
_NOBODY: _Authorship = ((), None, None)


def byline_candidates(parsed: ParsedPage) -> Iterator[list[Candidate]]:
    """The credits on the page in groups, one group for each place, the most trusted place first."""
    for group in (*_declared(parsed), *_printed(parsed)):
        yield [byline.candidate for byline in group]


def find_authors(parsed: ParsedPage, outlet: Outlet) -> _Authorship:
    """The authors, their byline and its place on the page; (), None and None if none is found.

    The head comes first. The printed byline comes before it where the head names only an organisation, or fewer
    persons than the byline. A place with only the outlet's own name or a login is used only if no other names an
    author.
    """
    own = page_outlet_names(parsed, outlet)
    declared = [
        found
        for group in _declared(parsed)
        if (found := _read(group, outlet, own))[0] and not _is_section_of_outlet(found, own)
    ]
    naming = [found for found in declared if _names_author(found, own)]
    persons = (found for found in naming if not _are_organisations(found, own))
    best = next(persons, naming[0] if naming else _NOBODY)
    places = places_of(parsed)
    sure = _found(marked_bylines(parsed, places), outlet, own)
    if not (best[0] and _is_printed(best, sure)):
        # Where a mark on the page and the head name the same, no line says more: reading them takes a quarter.
        sure += _found(labelled_lines(places), outlet, own)
    if best[0] and (_is_printed(best, sure) or not _are_organisations(best, own)):
        return next((found for found in sure if _is_fuller(found, best, own)), best)
    shown = _NOBODY if best[0] else _nearest([found for found in sure if _names_author(found, own)])
    if shown[0]:
        return shown
    # Reading the lines that may be something else takes as long as all the rest: only where they can count.
    guessed = _found(guessed_lines(parsed, places), outlet, own)
    if best[0]:
        return next((found for found in (*sure, *guessed) if _is_fuller(found, best, own)), best)
    return _login(sure) or _guess(guessed, sure, own) or _least([*declared, *sure], own)


def _found(groups: Iterable[list[Byline]], outlet: Outlet, own: frozenset[str]) -> list[_Authorship]:
    return [found for group in groups if (found := _read_printed(group, outlet, own))[0]]


def _login(sure: Sequence[_Authorship]) -> _Authorship | None:
    """A marked byline with a login: it says more than a line that may be something else."""
    return next((found for found in sure if all(is_login(author) for author in found[0])), None)


def _guess(guessed: Sequence[_Authorship], sure: Sequence[_Authorship], own: frozenset[str]) -> _Authorship | None:
    """The first line that names somebody.

    Where the byline is the outlet itself, a name beside the time or a signature is another's.
    """
    is_outlets = any(is_outlet_name(author.name, own) for found in sure for author in found[0])
    left_out = (BESIDE_TIME, SIGNATURE) if is_outlets else ()
    return next((found for found in guessed if found[2] not in left_out and _names_author(found, own)), None)


def _least(weak: Sequence[_Authorship], own: frozenset[str]) -> _Authorship:
    """The first of those that name nobody; a login ("hillcat7") says more than the outlet's own name."""
    more = (found for found in weak if not all(is_outlet_name(author.name, own) for author in found[0]))
    return next(more, None) or next(iter(weak), _NOBODY)


def _is_section_of_outlet(found: _Authorship, own: frozenset[str]) -> bool:
    """Whether what the head declares is a section with the outlet's name: "City Zone - Rivertown Post"."""
    section, dash, name = (found[1] or "").rpartition(" - ")
    return bool(dash) and is_outlet_name(name, own) and names_section(section)


def _is_printed(declared: _Authorship, printed: Sequence[_Authorship]) -> bool:
    """Whether a byline on the page names those whom the head declares, and nobody else."""
    named = {letters_only(author.name) for author in declared[0]}
    return any(named == {letters_only(author.name) for author in found[0]} for found in printed)


def _are_organisations(found: _Authorship, own: frozenset[str]) -> bool:
    return all(_is_organisation(author, own) for author in found[0])


def _names_author(found: _Authorship, own: frozenset[str]) -> bool:
    return any(not is_placeholder(author, own) for author in found[0])


def _nearest(printed: Sequence[_Authorship]) -> _Authorship:
    """The first of the printed bylines, or a later one that begins with By if the first does not and names others.

    Marks without a word for By are often those of other stories and of whom a story links to.
    """
    if not printed:
        return _NOBODY
    first = printed[0]
    named = {letters_only(author.name) for author in first[0]}
    if is_labelled(first[1] or ""):
        return first
    said = (found for found in printed[1:] if is_labelled(found[1] or "") and found[0][0].kind == "person")
    return next((found for found in said if not named & {letters_only(author.name) for author in found[0]}), first)


def _is_fuller(shown: _Authorship, declared: _Authorship, own: frozenset[str]) -> bool:
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
    if not data.article:
        # Some plugins describe the page alone.
        authors = [author for node in data.of_type("WebPage") for author in full_names(data, node.get("author"))]
        yield _bylines(authors[:1], "JSON-LD page's author")
    for name in _META:
        yield _bylines(parsed.meta.get(name, ()), f"meta {name}")
    for label in _CARD_LABELS:
        if any(is_labelled(f"{said} x") for said in parsed.meta.get(label, ())):
            name = label.replace("label", "data")
            yield _bylines(parsed.meta.get(name, ()), f"meta {name}")


def _printed(parsed: ParsedPage) -> Iterator[list[Byline]]:
    places = places_of(parsed)
    yield from marked_bylines(parsed, places)
    yield from labelled_lines(places)
    yield from guessed_lines(parsed, places)


def _bylines(texts: Sequence[str], where: str) -> list[Byline]:
    # Markup is no part of a name: some systems put the author's link into the data.
    plain = (clean_text(_TAG.sub(" ", text)) if "<" in text else text for text in texts)
    return [Byline(Candidate(text, where), (text,)) for text in plain if text]


def _read_printed(group: Sequence[Byline], outlet: Outlet, own: frozenset[str]) -> _Authorship:
    credible = [byline for byline in group if _is_credible(byline, outlet, own)]
    return _without_employer(_read(credible, outlet, own), own)


def _without_employer(found: _Authorship, own: frozenset[str]) -> _Authorship:
    """found without the outlet's own name, which is the authors' employer, and without words that are not names."""
    others = tuple(author for author in found[0] if not is_outlet_name(author.name, own))
    named = tuple(author for author in others if author.kind != "person" or looks_like_name(author.name))
    return (_of_one_form(named) or others or found[0], *found[1:])


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
    persons = [author for author in parse_authors(byline.parts, outlet, own) if author.kind == "person"]
    if where == BY_LINK and not persons:
        return False
    return all(looks_like_name(person.name, full=where in ("class author", BY_LINK)) for person in persons)


def _read(group: Sequence[Byline], outlet: Outlet, own: frozenset[str]) -> _Authorship:
    authors = parse_authors([part for byline in group for part in byline.parts], outlet, own)
    if not authors:
        return _NOBODY
    printed = _each_once([byline.candidate.value for byline in group])
    return authors, "; ".join(printed), group[0].candidate.where


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
