"""A typed query as this archive understands it: with the values of its filters, other forms of its words, its prefixes.

query.py reads the text without an archive. What is found, and in what order, is decided in article_search.py.
"""

import sqlite3
from dataclasses import replace

from newsarchive.archive.search.query import ParsedQuery, parse_query
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import total_values
from newsarchive.archive.search.typed.typed_filters import with_known_values, with_outlets_of_groups
from newsarchive.archive.words.expansion import MOST_LANGUAGES, expand_forms, expand_prefixes, expand_spellings
from newsarchive.archive.words.terms import AllOf

PREFIX_CUT = "{} begins many words. Only the {} most frequent of them were searched for."


def understand(conn: sqlite3.Connection, selection: Selection) -> ParsedQuery:
    """The query that the words of selection stand for in this archive."""
    parsed = with_known_values(conn, parse_query(selection.query), selection)
    if parsed.root is None:
        return with_outlets_of_groups(conn, parsed, selection)
    root, cut = expand_prefixes(conn, expand_spellings(conn, parsed.root))
    if not selection.exact_forms:
        chosen = (*selection.languages, *parsed.filters.get("language", ()))
        usual = () if chosen else (value for value, _ in total_values(conn, "language", 2 * MOST_LANGUAGES))
        root = expand_forms(conn, root, chosen, usual)
    notes = (PREFIX_CUT.format(prefix.typed, prefix.searched) for prefix in cut)
    assert isinstance(root, AllOf)  # expanding keeps the combination
    return with_outlets_of_groups(conn, replace(parsed, root=root, notes=(*parsed.notes, *notes)), selection)
