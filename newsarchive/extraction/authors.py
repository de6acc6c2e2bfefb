"""Who wrote it: the byline as printed, and the persons, agencies and desks in it. JSON-LD and meta before markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from newsarchive.extraction.agencies import agency_named
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.markup import ParsedPage, text_in
from newsarchive.extraction.wording import BEATS, BY, DESKS, ROLES, UNSPACED_DESKS, one_of
from newsarchive.outlet import Outlet
from newsarchive.records import Author, AuthorKind
from newsarchive.text import fold

_META = (
    "author", "article:author", "og:article:author", "og:author", "byl", "authors", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "dcsext.author", "creator", "rbauthors",
    "article:author_name", "shareaholic:article_author_name", "cxenseparse:author", "lp.article:author",
    "atc-metaauthor", "content_author",
)  # fmt: skip
_ELEMENTS = (
    ("//*[@rel='author']", "rel=author"),
    ("//*[@itemprop='author' or @property='author']", "itemprop author"),
    ("//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]", "class byline"),
    ("//*[contains(concat(' ', normalize-space(@class), ' '), ' author ') or contains(@class, 'author-name')"
     " or contains(@class, 'byline__name') or contains(@class, 'article-author')]", "class author"),
)  # fmt: skip
# Bylines of other stories and of reader comments stand in these.
_ELSEWHERE = (
    "[not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li[not(ancestor::article)]"
    " or ancestor::*[contains(@class, 'comment') or contains(@id, 'comment') or contains(@class, 'related')])]"
)
_MOST_ELEMENTS = 8
_MOST_AUTHORS = 25
_MAX_NAME = 80
_MAX_BYLINE = 300

_BEFORE = re.compile(rf"^{one_of(BY)}(?:\s*[::：/]\s*|\s+)(?=\S)", re.IGNORECASE)
# Between names: signs, and the word for "and". A comma too, unless a role follows it.
_BETWEEN = re.compile(
    r"\s*[;|•·、]\s*|\s+[/&+]\s+|\s*,\s+(?:and|und|et|y|e|og|och)\s+|\s*[,，]\s*|\s+(?:with|mit|avec|con)\s+|"
    r"\s+(?:and|und|et|og|och|en|ja|ve|dan|và|и|і|та|oraz|y|e|i|a)\s+(?=[^\W\d_])"
)
# Behind a name: a bracket, what a dash parts, "in Oslo", "for the Post", a handle.
_AFTER = re.compile(
    r"\s*(?:\((?!.*\)\S).{1,60}\)|\[.{1,60}\]|\s[-–—|]\s.*|\bin\s+[A-ZÄÖÜ][\w .-]{2,30}$|"
    r"\bfor\s+[A-Z][\w .]{2,30}$|@\w+.*)\s*$"
)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|@\w{2,}")
_ROLE = re.compile(rf"^(?:(?:{BEATS})[\s-]+)*{one_of(ROLES)}s?\b.{{0,40}}$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(
    r"^(?:(?:staff|senior|special|our)\s+)?(?:reporter|correspondent|wartawan|журналист|корреспондент|muhabir)\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_CJK_ROLE = re.compile(r"\s*(?:記者|기자|特派員|通讯员|记者|編集委員|論説委員|特派记者)$|^(?:記者|记者)\s*")
_DESK = re.compile(rf"\b{one_of(DESKS)}\b|{UNSPACED_DESKS}", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(?:null|none|undefined|unknown|n/?a|author|byline|by|image|photo|source|anonymous|\W*)$", re.IGNORECASE
)
_HAS_LETTER = re.compile(r"[^\W\d_]{2}")
# Dates and times that stand in one element with the byline.
_TIME = re.compile(
    r"\s*\b(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)?\d{1,4}[./:-]?\s?\S*.*$",
    re.I,
)


def byline_candidates(parsed: ParsedPage) -> Iterator[list[Candidate]]:
    """Groups of credits as the page has them, the most trusted place first; each group is one place's."""
    data = parsed.linked_data
    for name in ("author", "creator"):
        yield [Candidate(text, f"JSON-LD {name}") for text in data.names(data.article.get(name))]
    for name in _META:
        yield [Candidate(value, f"meta {name}") for value in parsed.meta.get(name, ())]
    for path, where in _ELEMENTS:
        yield [Candidate(text, where) for text in _printed(parsed, path)]
    yield [Candidate(found, "trafilatura") for found in _guessed(parsed.tree)]


def find_authors(parsed: ParsedPage, outlet: Outlet) -> tuple[tuple[Author, ...], str | None, str | None]:
    """The authors, the byline they were parsed from, and where it stood; nothing, None and None where there is none."""
    for group in byline_candidates(parsed):
        authors = parse_authors([candidate.value for candidate in group], outlet)
        if authors:
            return authors, "; ".join(dict.fromkeys(candidate.value for candidate in group)), group[0].where
    return (), None, None


def parse_authors(printed: Sequence[str], outlet: Outlet) -> tuple[Author, ...]:
    """The names in printed credits, each once, in order, with what they name: a person, an agency or a desk."""
    found: dict[str, Author] = {}
    for credit in printed:
        named = [Author(name, kind_of(name, outlet)) for name in _names_in(credit)]
        # "A. Reed, Rivertown Post": the paper's name behind a person's is where that person works.
        persons = [author for author in named if author.kind != "desk" or not _is_own(author.name, outlet)]
        for author in persons or named:
            found.setdefault(fold(author.name), author)
    return tuple(found.values())[:_MOST_AUTHORS]


def kind_of(name: str, outlet: Outlet) -> AuthorKind:
    """Whether name is an agency's, the outlet's or one of its desks', or else a person's."""
    if agency_named(name):
        return "agency"
    return "desk" if _is_own(name, outlet) or _DESK.search(name) else "person"


def _is_own(name: str, outlet: Outlet) -> bool:
    """Whether name is the outlet's: its title, its host, or the host's first label."""
    host = (urlsplit(outlet.home).hostname or "").removeprefix("www.")
    return fold(name) in {fold(outlet.title), host, host.partition(".")[0]}


def _names_in(credit: str) -> Iterator[str]:
    if len(credit) > _MAX_BYLINE or agency_named(credit):
        yield from [credit] if len(credit) <= _MAX_BYLINE else []
        return
    credit = _ADDRESS.sub(" ", credit)
    for part in _BETWEEN.split(_TIME.sub("", credit) or credit):
        name = _bare(part)
        if _is_name(name):
            yield name


def _bare(part: str) -> str:
    """A name without what says that it is one: By, a role, a place, a handle, a date."""
    name = _TIME.sub("", part).strip(" ,;:-–—|/*\"'“”«»\t")
    for pattern in (_BEFORE, _BEFORE, _ROLE_BEFORE, _AFTER, _CJK_ROLE):
        name = pattern.sub("", name).strip(' ,;:-–—|/*"“”') or name
    return name


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= _MAX_NAME or not _HAS_LETTER.search(name):
        return False
    return not (_NO_NAME.match(name) or _ROLE.match(name) or "/" in name.strip("/") or len(name.split()) > 8)


def _printed(parsed: ParsedPage, path: str) -> Iterable[str]:
    elements = parsed.tree.xpath(f"({path}{_ELSEWHERE})[position() <= $most]", most=_MOST_ELEMENTS)
    texts = (element.get("content") or text_in(element) for element in elements)
    return dict.fromkeys(text for text in texts if 1 < len(text) <= _MAX_BYLINE)


def _guessed(tree: HtmlElement) -> Iterator[str]:
    found = extract_author(tree)
    yield from found.split("; ") if found else ()
