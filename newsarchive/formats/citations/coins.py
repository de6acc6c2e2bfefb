"""A citation as COinS: an OpenURL context object (ANSI/NISO Z39.88-2004) that stands in a page.

The format is that of Dublin Core, because the one for journals has no newspapers; rft.type has the name that reference
managers give them.
"""

from collections.abc import Iterator
from urllib.parse import quote

from newsarchive.formats.citations.citation import Citation


def coins(citation: Citation) -> str:
    """The value of the title attribute, not yet escaped for HTML."""
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in _values(citation))


def _values(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rft.type", "newspaperArticle"
    yield "rft.title", citation.title
    yield "rft.source", citation.outlet
    for author in citation.authors:
        if author.is_organisation:
            yield "rft.aucorp", author.printed
        elif author.family and author.given:
            yield "rft.au", f"{author.family}, {author.given}"
        else:
            yield "rft.au", author.printed
    if citation.published:
        yield "rft.date", citation.published.isoformat()
    if citation.url or citation.has_web_address:
        yield "rft.identifier", citation.url or citation.address
    if citation.language:
        yield "rft.language", citation.language
    if citation.abstract:
        yield "rft.description", citation.abstract
