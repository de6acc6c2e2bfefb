"""The authors: the printed byline, and the persons, agencies and desks in it. JSON-LD and meta come before markup."""

from collections.abc import Iterator, Sequence

from newsarchive.extraction.authors.byline_names import is_labelled, is_placeholder, looks_like_name, parse_authors
from newsarchive.extraction.authors.byline_places import BY_LINK, Byline, marked_bylines, unmarked_bylines
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.json_ld import full_names
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Author

_META = (
    "author", "article:author", "og:article:author", "og:author", "byl", "authors", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "dcsext.author", "creator", "rbauthors",
    "article:author_name", "shareaholic:article_author_name", "cxenseparse:author", "lp.article:author",
    "atc-metaauthor", "content_author",
)  # fmt: skip
# Twitter cards have two labelled values. WordPress uses the author as one of them.
_CARD_LABELS = ("twitter:label1", "twitter:label2")

_Authorship = tuple[tuple[Author, ...], str | None, str | None]
_NOBODY: _Authorship = ((), None, None)


def byline_candidates(parsed: ParsedPage) -> Iterator[list[Candidate]]:
    """The credits on the page in groups, one group for each place, the most trusted place first."""
    for group in (*_declared(parsed), *_printed(parsed)):
        yield [byline.candidate for byline in group]


def find_authors(parsed: ParsedPage, outlet: Outlet) -> _Authorship:
    """The authors, their byline and its place on the page; (), None and None if none is found.

    A place with only the outlet's own name or a login is used only if no later place names an author.
    """
    own = page_outlet_names(parsed, outlet)
    weak = _NOBODY
    for group in _declared(parsed):
        found = _read(group, outlet, own)
        if any(not is_placeholder(author, own) for author in found[0]):
            return found
        weak = weak if weak[0] else found
    for group in _printed(parsed):
        found = _without_employer(
            _read([byline for byline in group if _is_credible(byline, outlet, own)], outlet, own), own
        )
        if any(not is_placeholder(author, own) for author in found[0]):
            return found
        weak = weak if weak[0] else found
    return weak


def _declared(parsed: ParsedPage) -> Iterator[list[Byline]]:
    data = parsed.linked_data
    for name in ("author", "creator"):
        yield _bylines(full_names(data, data.article.get(name)), f"JSON-LD {name}")
    for name in _META:
        yield _bylines(parsed.meta.get(name, ()), f"meta {name}")
    for label in _CARD_LABELS:
        if any(is_labelled(f"{said} x") for said in parsed.meta.get(label, ())):
            name = label.replace("label", "data")
            yield _bylines(parsed.meta.get(name, ()), f"meta {name}")


def _printed(parsed: ParsedPage) -> Iterator[list[Byline]]:
    yield from marked_bylines(parsed.tree)
    yield from unmarked_bylines(parsed.tree)


def _bylines(texts: Sequence[str], where: str) -> list[Byline]:
    return [Byline(Candidate(text, where), (text,)) for text in texts]


def _without_employer(found: _Authorship, own: frozenset[str]) -> _Authorship:
    """found without the outlet's own name, which is the authors' employer, and without words that are not names."""
    others = tuple(author for author in found[0] if not is_outlet_name(author.name, own))
    named = tuple(author for author in others if author.kind != "person" or looks_like_name(author.name))
    return (named or others or found[0], *found[1:])


def _is_credible(byline: Byline, outlet: Outlet, own: frozenset[str]) -> bool:
    """Whether the text of a marked element looks like names: classes and attributes are often used for other texts."""
    if is_labelled(byline.candidate.value):
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
    printed = dict.fromkeys(byline.candidate.value for byline in group)
    return authors, "; ".join(printed), group[0].candidate.where
