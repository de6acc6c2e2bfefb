"""Which cluster an article belongs to: near-duplicates at different outlets form a cluster around one head.

An article is compared with heads only, so no chain of small differences joins two texts that have little in common.
Therefore only heads, and articles without a cluster, have rows in the table fingerprints. These rows name the articles
that are worth comparing; their texts decide. Every function runs inside a transaction.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from newsarchive.comparison.shingles import (
    SAME_TEXT,
    Overlap,
    PackedShingles,
    Shingles,
    compute_overlap,
    fingerprint,
    fingerprint_and_shingles,
    shingles_of,
)
from newsarchive.deciding.agency_texts import is_agencys_own
from newsarchive.deciding.versions import Version

# Shorter texts are similar by chance: weather, results, "this story is being updated".
MIN_WORDS = 60
MAX_DAYS_APART = 30
# The share of the shorter text that must be in the longer text. A near-duplicate with its end cut off has 1. Two
# roundups that share half their paragraphs have 0.48, at most 0.60; the next day's update of a story has less
# (benchmarks/copies.py).
MIN_CONTAINMENT = 0.62
# The share of both texts together: a brief is not a near-duplicate of the long report that begins with it.
MIN_RESEMBLANCE = 0.3
# The same share for runs of words with a figure: reports made from a template (markets, weather, results) have
# different figures.
MIN_NUMBERS = 0.5
# The more articles share a number of a fingerprint, the less it means, and many articles share one by chance. So an
# article is compared when it shares two numbers that at most eight articles have, or half of all numbers, as reports
# made from one template do.
MAX_POSTINGS_READ = 64
MIN_SHARED = 2
MIN_EVIDENCE = 1 / 4
MAX_COMPARED = 3
# Articles that lose their head are also compared with the newest heads, even without a shared fingerprint.
MAX_RECENT_HEADS = 4
DAY_SECONDS = 86_400
# Texts whose shingles are remembered, and the characters of the longest one: together a few MB at most.
_HEADS_REMEMBERED = 64
_LONGEST_REMEMBERED = 20_000

# Leaves an article without a cluster; a condition follows.
CLEAR_CLUSTER = "UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL"


@dataclass(frozen=True)
class _ComparedArticle:
    """One article as it is compared: search_id says when it was published, is_agency_own whether an agency wrote it."""

    id: int
    outlet: str
    search_id: int
    is_agency_own: bool
    body: str
    packed: PackedShingles | None = None

    @cached_property
    def shingles(self) -> Shingles:
        return self.packed.unpack() if self.packed else _shingles_of(self.body)

    def overlap_with(self, other: "_ComparedArticle") -> Overlap:
        """What both texts have in common; an identical text costs no comparison."""
        return SAME_TEXT if self.body == other.body else compute_overlap(self.shingles, other.shingles)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Lowest first: the head of a cluster is the agency's own article, else the earliest article."""
        return not self.is_agency_own, self.search_id, self.id


def fingerprint_of(body: str, word_count: int, completeness: str) -> tuple[int, ...]:
    """The fingerprint of body; empty for a stub or a short text."""
    return fingerprint(body) if is_compared(word_count, completeness) else ()


def compared_form(body: str, word_count: int, completeness: str) -> tuple[tuple[int, ...], PackedShingles | None]:
    """The fingerprint of body and its shingles; none for a stub or a short text.

    Pure, and most of the cost, so it runs in a worker.
    """
    return fingerprint_and_shingles(body) if is_compared(word_count, completeness) else ((), None)


def is_compared(word_count: int, completeness: str) -> bool:
    """Whether an article with so many words is compared with others; every such article has a fingerprint."""
    return completeness == "full" and word_count >= MIN_WORDS


def is_near_duplicate(overlap: Overlap) -> bool:
    """Whether two texts with this overlap are one text that was edited."""
    return (
        overlap.containment >= MIN_CONTAINMENT
        and overlap.resemblance >= MIN_RESEMBLANCE
        and (overlap.numbers is None or overlap.numbers >= MIN_NUMBERS)
    )


def assign_new_article(
    conn: sqlite3.Connection,
    article_id: int,
    hashes: Sequence[int],
    waiting: Callable[[int], Version | None] = lambda article_id: None,
) -> None:
    """Makes a new article a member of a cluster, the head of one, or neither; hashes is its fingerprint.

    waiting gives the version of an article that has no row in bodies yet, None of any other.
    """
    _Assignment(conn, {article_id: tuple(hashes)}, waiting).assign(article_id)


def remove_from_cluster(conn: sqlite3.Connection, article_id: int) -> list[int]:
    """Takes an article out of its cluster, before its text changes or is deleted.

    Returns the members of a head, which are without a cluster now: the caller gives them to assign_clusters.
    """
    return _Assignment(conn, {}).remove(article_id)


def assign_clusters(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Does what assign_new_article does, for articles that were removed from their cluster or never had one."""
    assignment = _Assignment(conn, {})
    for article_id in assignment.by_rank(article_ids):
        assignment.assign(article_id)


def _shingles_of(body: str) -> Shingles:
    return _remembered_shingles(body) if len(body) <= _LONGEST_REMEMBERED else shingles_of(body)


# The copies of one text come within minutes, and each is compared with the same head.
@lru_cache(maxsize=_HEADS_REMEMBERED)
def _remembered_shingles(body: str) -> Shingles:
    return shingles_of(body)


class _Assignment:
    """One change and all that follows from it: when a better head arrives, the members of the old head are released."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        fingerprints: dict[int, tuple[int, ...]],
        waiting: Callable[[int], Version | None] = lambda article_id: None,
    ) -> None:
        self.conn = conn
        self._fingerprints = fingerprints
        self._waiting = waiting
        self._articles: dict[int, _ComparedArticle] = {}
        self._recent_heads: list[int] = []

    def assign(self, article_id: int) -> None:
        # This ends: an article that a new head releases has a higher rank, and can only release articles above itself.
        waiting = [article_id]
        while waiting:
            waiting = self.by_rank([*waiting[1:], *self._assign_one(waiting[0])])

    def remove(self, article_id: int) -> list[int]:
        """The members that the article leaves behind as a head."""
        row = self.conn.execute("SELECT cluster_id, copy_of FROM articles WHERE id = ?", [article_id]).fetchone()
        cluster, head = row or (None, None)
        if head is None:
            self.conn.executemany(
                "DELETE FROM fingerprints WHERE hash = ? AND article_id = ?",
                [(number, article_id) for number in self._fingerprint(article_id)],
            )
        if cluster is None:
            return []
        members = self._members(cluster)
        if head is None:
            self._clear([article_id, *members])
            return members
        self._clear([article_id] if len(members) > 1 else [article_id, cluster])
        return []

    def by_rank(self, article_ids: Iterable[int]) -> list[int]:
        ids = list(dict.fromkeys(article_ids))
        return ids if len(ids) < 2 else sorted(ids, key=lambda article_id: self._article(article_id).rank)

    def _assign_one(self, article_id: int) -> list[int]:
        """The articles that lose their head to this one and are not near-duplicates of it."""
        hashes = self._fingerprint(article_id)
        if not hashes:
            return []
        similar = self._similar_heads(article_id, hashes)
        better = [pair for pair in similar if pair[1].rank < self._article(article_id).rank]
        if better:
            overlap, head = max(better, key=lambda pair: (pair[0].resemblance, -pair[1].search_id))
            self._join(article_id, head.id, overlap)
            return []
        self._write_fingerprint(article_id, hashes)
        released = []
        for overlap, head in similar:
            released += self.remove(head.id)
            self._join(head.id, article_id, overlap)
        self._recent_heads = [article_id, *self._recent_heads][:MAX_RECENT_HEADS]
        return released

    def _similar_heads(self, article_id: int, hashes: Sequence[int]) -> list[tuple[Overlap, _ComparedArticle]]:
        """The heads, and articles without a cluster, that are near-duplicates of this article."""
        similar = []
        for other_id in self._worth_comparing(article_id, hashes):
            other = self._article(other_id)
            overlap = self._article(article_id).overlap_with(other)
            if is_near_duplicate(overlap):
                similar.append((overlap, other))
        return similar

    def _worth_comparing(self, article_id: int, hashes: Sequence[int]) -> list[int]:
        """Articles of other outlets, of about the same time, first those with the strongest evidence."""
        shared: Counter[int] = Counter()
        evidence: defaultdict[int, float] = defaultdict(float)
        for number in hashes:
            having = self.conn.execute(
                "SELECT article_id FROM fingerprints WHERE hash = ? ORDER BY article_id DESC LIMIT ?",
                [number, MAX_POSTINGS_READ],
            ).fetchall()
            for (other,) in having:
                shared[other] += 1
                evidence[other] += 1 / len(having)
        half, least = len(hashes) / 2, min(MIN_SHARED, len(hashes))
        likely = [
            other
            for other, count in shared.items()
            if count >= half or (count >= least and evidence[other] >= MIN_EVIDENCE)
        ]
        likely.sort(key=lambda other: -evidence[other])
        likely = [*self._recent_heads, *(other for other in likely if other not in self._recent_heads)]
        return self._comparable(article_id, likely)[:MAX_COMPARED] if likely else []

    def _comparable(self, article_id: int, others: list[int]) -> list[int]:
        """Those of others, in their order, at another outlet, of about the same time, and about as long."""
        rows = self.conn.execute(
            """SELECT them.id FROM articles me, json_each(:others) one JOIN articles them ON them.id = one.value
               WHERE me.id = :me AND them.outlet <> me.outlet AND them.copy_of IS NULL
                 AND abs(them.search_id - me.search_id) <= :seconds
                 AND min(them.word_count, me.word_count) >= :shortest * max(them.word_count, me.word_count)
               ORDER BY one.key""",
            {
                "others": json.dumps(others),
                "me": article_id,
                "seconds": MAX_DAYS_APART * DAY_SECONDS,
                # An estimate: a shorter text cannot reach the minimum resemblance.
                "shortest": MIN_RESEMBLANCE / 2,
            },
        )
        return [row[0] for row in rows]

    def _join(self, article_id: int, head_id: int, overlap: Overlap) -> None:
        self.conn.execute("UPDATE articles SET cluster_id = id WHERE id = ? AND cluster_id IS NULL", [head_id])
        self.conn.execute(
            "UPDATE articles SET cluster_id = ?, copy_of = ?, similarity = ? WHERE id = ?",
            [head_id, head_id, round(overlap.resemblance, 3), article_id],
        )

    def _clear(self, article_ids: list[int]) -> None:
        """Leaves the articles without a cluster."""
        self.conn.executemany(
            f"{CLEAR_CLUSTER} WHERE id = ?",
            [(article_id,) for article_id in article_ids],
        )

    def _members(self, head_id: int) -> list[int]:
        """The members of a cluster without its head."""
        rows = self.conn.execute("SELECT id FROM articles WHERE cluster_id = ? AND copy_of IS NOT NULL", [head_id])
        return [row[0] for row in rows]

    def _write_fingerprint(self, article_id: int, hashes: Iterable[int]) -> None:
        # One statement for all: each statement on a table with triggers costs more than a row.
        self.conn.execute(
            "INSERT OR IGNORE INTO fingerprints(hash, article_id) SELECT value, ? FROM json_each(?)",
            [article_id, json.dumps(list(hashes))],
        )

    def _fingerprint(self, article_id: int) -> tuple[int, ...]:
        if article_id not in self._fingerprints:
            row = self.conn.execute(
                "SELECT word_count, completeness FROM articles WHERE id = ?", [article_id]
            ).fetchone()
            self._fingerprints[article_id] = fingerprint_of(self._body(article_id), *row) if row else ()
        return self._fingerprints[article_id]

    def _article(self, article_id: int) -> _ComparedArticle:
        if article_id not in self._articles:
            outlet, search_id, source, title = self.conn.execute(
                """SELECT a.outlet, a.search_id, a.source, o.title FROM articles a
                     LEFT JOIN outlets o ON o.name = a.outlet WHERE a.id = ?""",
                [article_id],
            ).fetchone()
            is_own = is_agencys_own(title or outlet, source)
            version = self._waiting(article_id)
            body, packed = (version.article.body, version.shingles) if version else (self._body(article_id), None)
            self._articles[article_id] = _ComparedArticle(article_id, outlet, search_id, is_own, body, packed)
        return self._articles[article_id]

    def _body(self, article_id: int) -> str:
        version = self._waiting(article_id)
        if version is not None:
            return version.article.body
        row = self.conn.execute("SELECT body FROM bodies WHERE article_id = ?", [article_id]).fetchone()
        return row[0] if row else ""
