"""What Zotero makes of the metadata in a page: the rules of its translators Embedded Metadata and RDF, in Python.

Only the rules that concern our pages: a prefix and a property become a statement, z:itemType decides the kind of item,
names of Highwire Press come before statements, and an author is divided at its comma, otherwise at its last space.
https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js
"""

import re
from typing import Any

from lxml import html

PREFIXES = {"dc", "dcterms", "z", "og", "article", "prism"}
HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_public_url": "url",
    "citation_language": "language",
}


def embedded_metadata(page: str) -> dict[str, Any]:
    """The item that Zotero saves."""
    tree = html.fromstring(page)
    statements: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("name") or meta.get("property"), meta.get("content")
        if not name or not content:
            continue
        assert name != "citation_journal_title", "it would make a journal article of every item"
        prefix, _, rest = name.partition(re.search(r"[.:_]|$", name)[0] or " ")
        if prefix.lower() in PREFIXES:
            statements.setdefault(f"{prefix.lower()}:{rest[:1].lower()}{rest[1:]}", content)
    item = {
        "itemType": statements.get("z:itemType", "journalArticle"),
        "title": statements.get("og:title"),
        "publicationTitle": statements.get("dc:source") or statements.get("og:site_name"),
        "section": statements.get("article:section"),
        "abstractNote": statements.get("og:description"),
        "url": statements.get("og:url"),
        **{name[2:]: value for name, value in statements.items() if name.startswith("z:")},
    }
    for name, field in HIGHWIRE.items():
        if found := tree.xpath(f'//head/meta[@name="{name}"]/@content'):
            item[field] = found[0]
    item["creators"] = list(_creators(tree.xpath('//head/meta[@name="citation_author"]/@content')))
    return {field: value for field, value in item.items() if value}


def _creators(nodes: list[str]):
    for node in nodes:
        names = re.split(r"\s*;\s*", node)
        by_comma = re.split(r"\s*,\s*", node)
        if len(names) == len(nodes) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            names = by_comma
        yield from (_clean_author(name, use_comma="," in name) for name in names if name)


def _clean_author(name: str, *, use_comma: bool) -> tuple[str, str]:
    """Last name and first name, as Zotero.Utilities.cleanAuthor divides them."""
    name = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", name)
    if use_comma:
        last, _, first = name.partition(", ")
    else:
        first, _, last = name.rpartition(" ")
    # A letter alone is an initial.
    return last, " ".join(f"{word}." if re.fullmatch("[A-Z]", word) else word for word in first.split(" "))
