"""Which article a page belongs to: the rules of identity. Decides nothing about the versions of a text."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from newsarchive.archive.queue.url_states import Address, mark_shared_canonical
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome
from newsarchive.text import SEPARATOR, fold, spaced
from newsarchive.urls import is_web_address, urn_key

# Shorter texts are alike by chance: weather, results, "this story is being updated".
SAME_TEXT_CHARACTERS = 200
SAME_TEXT_DAYS = 30
DAY_SECONDS = 86_400
# Two versions of one article share at least this part of the shorter one's runs of three words. Two articles of one
# outlet share less than a fiftieth.
SAME_ARTICLE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Addresses:
    """The URL that was requested, the URL after redirects, and the URL that the page declares; None where unknown.

    All are None for a document without an address.
    """

    requested: str | None = None
    final: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class KeyedAddresses:
    """The addresses of one page as rows of urls.

    canonical is None unless it is on the outlet's domains and wanted by its rules.
    """

    requested: Address
    final: Address
    canonical: Address | None = None

    @property
    def distinct(self) -> list[Address]:
        """Each of them once, the requested one first."""
        named = [address for address in (self.requested, self.final, self.canonical) if address]
        return list({address.key: address for address in reversed(named)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Match:
    """The article that a page belongs to. is_own: the page is at one of the article's own addresses, not an alias."""

    article_id: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """What is left of a removed article."""

    article_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class KnownUrl:
    """The row of urls for one key.

    article_id is set only while the archive has that article. absent_id is set also if it was removed or moved.
    """

    outcome: str
    known_from: str
    article_id: int | None
    absent_id: int | None


def keyed_addresses(outlet: Outlet, addresses: Addresses, article: Article) -> KeyedAddresses:
    """The addresses under which article is filed; a URN where it has none, so that a second import finds it.

    Pure, and a part of the cost, so it runs in a worker.
    """
    requested = addresses.requested or addresses.final
    if requested is None:
        return document_addresses(outlet.name, article)
    asked, canonical = Address.of(requested, "link"), addresses.canonical
    return KeyedAddresses(
        asked,
        Address.of(addresses.final, "final") if addresses.final and addresses.final != requested else asked,
        Address.of(canonical, "canonical") if canonical and _may_be_canonical(outlet, canonical) else None,
    )


def document_addresses(outlet_name: str, article: Article) -> KeyedAddresses:
    """The addresses of an article that comes without a page: its own URL, or a URN where it has none."""
    if article.url is not None:
        address = Address.of(article.url, "link")
    else:
        urn = document_urn(outlet_name, article)
        address = Address(urn_key(urn), urn, "document")
    return KeyedAddresses(address, address)


def find_known(conn: sqlite3.Connection, addresses: KeyedAddresses) -> dict[int, KnownUrl]:
    """The rows of urls that the archive has for these addresses, by key."""
    keys = [address.key for address in addresses.distinct]
    rows = conn.execute(
        f"""SELECT u.key, u.outcome, u.known_from, a.id, u.article_id
           FROM urls u LEFT JOIN articles a ON a.id = u.article_id WHERE u.key IN ({", ".join("?" * len(keys))})""",  # noqa: S608
        keys,
    )
    return {key: KnownUrl(*facts) for key, *facts in rows}


def document_urn(outlet_name: str, article: Article) -> str:
    """An address for a document that has none, made from the fields that tell documents apart, without the text."""
    day = article.published.on.isoformat() if article.published else ""
    source_day = article.source_date.isoformat() if article.source_date else ""
    parts = [outlet_name, fold(article.headline), day, fold(article.source or ""), source_day]
    digest = hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
    return f"urn:newsarchive:document:{digest}"


def headline_key(headline: str) -> int:
    """Equal for headlines that differ only in case, quotes, dashes or white space."""
    return urn_key(f"urn:newsarchive:headline:{fold(headline)}")


def text_key(headline: str, body: str, completeness: str) -> int | None:
    """Equal for articles with the same headline and text. None for stubs and short texts: they are alike by chance."""
    folded = fold(body)
    if completeness == "stub" or len(folded) < SAME_TEXT_CHARACTERS:
        return None
    return urn_key(f"urn:newsarchive:text:{fold(headline)}\n{folded}")


def is_free_for(conn: sqlite3.Connection, key: int, headline: str, article_id: int | None) -> bool:
    """Whether to believe a canonical address that a page with that headline declares; key is the address's.

    It must not be a page without an article, nor the address of another article with another headline. article_id is
    the page's own article, where it has one. What the outlet's rules say of the address, keyed_addresses() has asked.
    """
    row = conn.execute("SELECT article_id, outcome FROM urls WHERE key = ?", [key]).fetchone()
    owner, outcome = row or (None, None)
    if owner is None:
        return outcome != Outcome.NOT_ARTICLE
    return owner == article_id or _has_headline(conn, owner, headline)


def withdraw_canonical(conn: sqlite3.Connection, declared: Address, article: Article, article_id: int | None) -> bool:
    """Takes an address from an article that has it only as its canonical, because this page declares the same one.

    Some outlets declare a section, or the latest story, as the canonical address of every page: it belongs to neither
    article. The first then shows the address where it was fetched. True if the address was withdrawn.

    An address where a page was fetched, or that a feed lists, stays; so does that of an article with the same headline
    or text, and the only address of an article. Runs inside a transaction.
    """
    row = conn.execute(
        """SELECT c.article_id, o.url FROM urls c
           JOIN urls o ON o.article_id = c.article_id AND o.key <> c.key AND o.known_from <> 'alias'
           WHERE c.key = ? AND c.known_from = 'canonical' AND c.outcome = 'article'
           ORDER BY o.known_from = 'final' DESC, o.first_seen_at LIMIT 1""",
        [declared.key],
    ).fetchone()
    if row is None or row[0] == article_id or not _is_another_article(conn, row[0], article):
        return False
    mark_shared_canonical(conn, declared.key)
    conn.execute("UPDATE OR IGNORE articles SET url = ? WHERE id = ? AND url = ?", [row[1], row[0], declared.url])
    return True


def find_removal(
    conn: sqlite3.Connection,
    outlet_name: str,
    addresses: KeyedAddresses,
    headline: str,
    text: int | None,
    known: Mapping[int, KnownUrl] | None = None,
) -> Removal | None:
    """The removal that forbids storing the page: of one of its addresses, or of the same text at the outlet.

    A canonical address counts only with the same headline: some outlets declare one address on many pages. known is
    what find_known() gives, if the caller has it.
    """
    known = find_known(conn, addresses) if known is None else known
    for address in addresses.distinct:
        row = known.get(address.key)
        if row is None or row.outcome != Outcome.REMOVED:
            continue
        if address != addresses.canonical or _removed_headline(conn, row.absent_id) == headline_key(headline):
            return _removal(conn, "article_id = ?", row.absent_id) or Removal(row.absent_id, "removed")
    return _removal(conn, "text_key = ? AND outlet = ?", text, outlet_name) if text is not None else None


def find_by_address(
    conn: sqlite3.Connection,
    addresses: KeyedAddresses,
    article: Article,
    known: Mapping[int, KnownUrl] | None = None,
) -> Match | None:
    """The article at one of these addresses; the final address counts first. known is as in find_removal().

    A redirect from a known address is a changed slug, unless the page has a different article.
    """
    known = find_known(conn, addresses) if known is None else known
    final, requested = known.get(addresses.final.key), known.get(addresses.requested.key)
    if final and final.article_id:
        return Match(final.article_id, is_own=final.known_from != "alias")
    if requested and requested.article_id and not _is_another_article(conn, requested.article_id, article):
        return Match(requested.article_id, is_own=requested.known_from != "alias")
    declared = known.get(addresses.canonical.key) if addresses.canonical else None
    if declared and declared.article_id and _has_headline(conn, declared.article_id, article.headline):
        return Match(declared.article_id, is_own=False)
    return None


def find_same_article(
    conn: sqlite3.Connection, outlet_name: str, article: Article, text: int | None, second: int
) -> int | None:
    """The outlet's article with the same headline and text, published (or first seen) within 30 days of second."""
    if text is None:
        return None
    # The plus signs keep the planner on the index of text_key, which finds one row, not 30 days of rows.
    rows = conn.execute(
        """SELECT a.id, a.headline, b.body FROM articles a JOIN bodies b ON b.article_id = a.id
           WHERE a.text_key = ? AND +a.outlet = ? AND +a.search_id BETWEEN ? AND ? ORDER BY +a.search_id""",
        [text, outlet_name, second - SAME_TEXT_DAYS * DAY_SECONDS, second + SAME_TEXT_DAYS * DAY_SECONDS],
    ).fetchall()
    if not rows:
        return None
    wanted = fold(article.headline), fold(article.body)
    return next((row[0] for row in rows if (fold(row[1]), fold(row[2])) == wanted), None)


def _may_be_canonical(outlet: Outlet, canonical: str) -> bool:
    return is_web_address(canonical) and outlet.wants(canonical)


def _has_headline(conn: sqlite3.Connection, article_id: int, headline: str) -> bool:
    row = conn.execute("SELECT headline FROM articles WHERE id = ?", [article_id]).fetchone()
    return row is not None and fold(row[0]) == fold(headline)


def _is_another_article(conn: sqlite3.Connection, article_id: int, article: Article) -> bool:
    if _has_headline(conn, article_id, article.headline):
        return False
    row = conn.execute("SELECT body FROM bodies WHERE article_id = ?", [article_id]).fetchone()
    old, new = _runs(row[0] if row else ""), _runs(article.body)
    return len(old & new) < SAME_ARTICLE_SHARE * min(len(old), len(new))


def _runs(text: str) -> set[tuple[str, str, str]]:
    """Every run of three words; characters count as words in scripts without spaces."""
    words = spaced(fold(text)).replace(SEPARATOR, " ").split()
    return set(zip(words, words[1:], words[2:], strict=False))


def _removal(conn: sqlite3.Connection, condition: str, *params: object) -> Removal | None:
    row = conn.execute(f"SELECT article_id, reason FROM removals WHERE {condition}", params).fetchone()  # noqa: S608
    return Removal(*row) if row else None


def _removed_headline(conn: sqlite3.Connection, article_id: int | None) -> int | None:
    row = conn.execute("SELECT headline_key FROM removals WHERE article_id = ?", [article_id]).fetchone()
    return row[0] if row else None
