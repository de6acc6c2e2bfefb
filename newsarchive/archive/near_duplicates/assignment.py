"""Near-copies: articles of other outlets with nearly the same text, gathered in clusters around one head.

A copy is compared with heads only: no chain of small differences joins two texts that have little in common. So only
heads, and articles that stand alone, have rows in fingerprints; those rows name what is worth comparing, the texts
decide. Every function runs inside a transaction.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsarchive.comparison.shingles import WHOLE, Likeness, Shingles, fingerprint, likeness, shingles_of
from newsarchive.deciding.agency_texts import is_agencys_own

# Shorter texts are alike by chance: weather, results, "this story is being updated".
LEAST_WORDS = 60
WITHIN_DAYS = 30
# Of the shorter text this share is in the longer: a copy with its end cut off has it all; of two roundups that share
# half their paragraphs it is 0.48, at most 0.60, of the next day's update of a story less (benchmarks/copies.py).
LEAST_CONTAINED = 0.62
# Of both texts together: a brief is no copy of the long report that opens with it.
LEAST_RESEMBLANCE = 0.3
# Of the runs with a figure in them: reports made from a template (markets, weather, results) have other figures.
LEAST_NUMBERS = 0.5
# A number of the fingerprint says the less of an article the more others have it, and by chance alone many share one:
# read is who shares two that at most eight have, or half of all, as do the reports of one template.
POSTINGS_READ = 64
LEAST_SHARED = 2
LEAST_EVIDENCE = 1 / 4
COMPARED = 3
# Heads made just now are compared with what they set free, also where no fingerprint is shared.
RECENT_HEADS = 4
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class _Piece:
    """One article as copies are judged: when it was published, and whether it is an agency's own."""

    id: int
    outlet: str
    second: int
    is_agency_own: bool
    body: str

    @cached_property
    def shingles(self) -> Shingles:
        return shingles_of(self.body)

    def likeness_to(self, other: "_Piece") -> Likeness:
        """What both have in common; a text that was taken over as it is costs no comparison."""
        return WHOLE if self.body == other.body else likeness(self.shingles, other.shingles)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Lowest first: the head of its cluster is the agency's own article, else the earliest."""
        return not self.is_agency_own, self.second, self.id


def fingerprint_of(body: str, word_count: int, completeness: str) -> tuple[int, ...]:
    """What body is found by; nothing of a stub or short text. Pure, and most of the cost, so it runs in a worker."""
    return fingerprint(body) if is_compared(word_count, completeness) else ()


def is_compared(word_count: int, completeness: str) -> bool:
    """Whether copies are looked for of an article of so many words; every such one has a fingerprint."""
    return completeness == "full" and word_count >= LEAST_WORDS


def is_near_copy(alike: Likeness) -> bool:
    """Whether two texts with so much in common are one text, edited."""
    return (
        alike.containment >= LEAST_CONTAINED
        and alike.resemblance >= LEAST_RESEMBLANCE
        and (alike.numbers is None or alike.numbers >= LEAST_NUMBERS)
    )


def add(conn: sqlite3.Connection, article_id: int, found_by: Sequence[int]) -> None:
    """Gives a new article its place: in a cluster, as the head of one, or alone. found_by is its fingerprint."""
    _Settling(conn, {article_id: tuple(found_by)}).place(article_id)


def take_out(conn: sqlite3.Connection, article_id: int) -> list[int]:
    """Takes an article out of its cluster, before its text changes or goes; place() wants those that it leaves behind.

    They are the copies of a head, which now stand alone and cannot be found.
    """
    return _Settling(conn, {}).take_out(article_id)


def place(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Gives each of these articles a place, as add() does; they were taken out, or had none."""
    settling = _Settling(conn, {})
    for article_id in settling.by_rank(article_ids):
        settling.place(article_id)


class _Settling:
    """One change and all that follows from it: a head that arrives late sets the copies of later ones free."""

    def __init__(self, conn: sqlite3.Connection, known: dict[int, tuple[int, ...]]) -> None:
        self.conn = conn
        self._fingerprints = known
        self._pieces: dict[int, _Piece] = {}
        self._recent_heads: list[int] = []

    def place(self, article_id: int) -> None:
        # Whom a head sets free stands behind it in rank, and can set free only whom it outranks: this ends.
        waiting = [article_id]
        while waiting:
            waiting = self.by_rank([*waiting[1:], *self._place(waiting[0])])

    def _place(self, article_id: int) -> list[int]:
        """The articles that lost their head to this one and are no copies of it."""
        hashes = self._fingerprint(article_id)
        if not hashes:
            return []
        copies = self._heads_alike(article_id, hashes)
        leaders = [one for one in copies if one[1].rank < self._piece(article_id).rank]
        if leaders:
            alike, head = max(leaders, key=lambda one: (one[0].resemblance, -one[1].second))
            self._join(article_id, head.id, alike)
            return []
        self._write_fingerprint(article_id, hashes)
        freed = []
        for alike, head in copies:
            freed += self.take_out(head.id)
            self._join(head.id, article_id, alike)
        self._recent_heads = [article_id, *self._recent_heads][:RECENT_HEADS]
        return freed

    def take_out(self, article_id: int) -> list[int]:
        """The copies that it leaves behind as a head."""
        row = self.conn.execute("SELECT cluster_id, copy_of FROM articles WHERE id = ?", [article_id]).fetchone()
        cluster, head = row or (None, None)
        if head is None:
            self.conn.executemany(
                "DELETE FROM fingerprints WHERE hash = ? AND article_id = ?",
                [(one, article_id) for one in self._fingerprint(article_id)],
            )
        if cluster is None:
            return []
        copies = self._copies_of(cluster)
        if head is None:
            self._stand_alone([article_id, *copies])
            return copies
        self._stand_alone([article_id] if len(copies) > 1 else [article_id, cluster])
        return []

    def by_rank(self, article_ids: Iterable[int]) -> list[int]:
        ids = list(dict.fromkeys(article_ids))
        return ids if len(ids) < 2 else sorted(ids, key=lambda one: self._piece(one).rank)

    def _heads_alike(self, article_id: int, hashes: Sequence[int]) -> list[tuple[Likeness, _Piece]]:
        """The heads, and articles that stand alone, whose near-copy this article is, or they its."""
        found = []
        for other in self._worth_comparing(article_id, hashes):
            piece = self._piece(other)
            alike = self._piece(article_id).likeness_to(piece)
            if is_near_copy(alike):
                found.append((alike, piece))
        return found

    def _worth_comparing(self, article_id: int, hashes: Sequence[int]) -> list[int]:
        """Those of other outlets and about the same time, first those for whom the fingerprint says most."""
        shared: Counter[int] = Counter()
        evidence: defaultdict[int, float] = defaultdict(float)
        for one in hashes:
            having = self.conn.execute(
                "SELECT article_id FROM fingerprints WHERE hash = ? ORDER BY article_id DESC LIMIT ?",
                [one, POSTINGS_READ],
            ).fetchall()
            for (other,) in having:
                shared[other] += 1
                evidence[other] += 1 / len(having)
        half, least = len(hashes) / 2, min(LEAST_SHARED, len(hashes))
        likely = [
            other
            for other, count in shared.items()
            if count >= half or (count >= least and evidence[other] >= LEAST_EVIDENCE)
        ]
        likely.sort(key=lambda other: -evidence[other])
        likely = [*self._recent_heads, *(other for other in likely if other not in self._recent_heads)]
        return self._about_then(article_id, likely)[:COMPARED] if likely else []

    def _about_then(self, article_id: int, others: list[int]) -> list[int]:
        """Those of others, in their order, that may be alike: at another outlet, at the time, and about as long."""
        rows = self.conn.execute(
            """SELECT them.id FROM articles me, json_each(:others) one JOIN articles them ON them.id = one.value
               WHERE me.id = :me AND them.outlet <> me.outlet AND them.copy_of IS NULL
                 AND abs(them.search_id - me.search_id) <= :seconds
                 AND min(them.word_count, me.word_count) >= :shortest * max(them.word_count, me.word_count)
               ORDER BY one.key""",
            {
                "others": json.dumps(others),
                "me": article_id,
                "seconds": WITHIN_DAYS * DAY_SECONDS,
                # Roughly: a shorter one cannot reach the resemblance that is asked for.
                "shortest": LEAST_RESEMBLANCE / 2,
            },
        )
        return [row[0] for row in rows]

    def _join(self, article_id: int, head_id: int, alike: Likeness) -> None:
        self.conn.execute("UPDATE articles SET cluster_id = id WHERE id = ? AND cluster_id IS NULL", [head_id])
        self.conn.execute(
            "UPDATE articles SET cluster_id = ?, copy_of = ?, similarity = ? WHERE id = ?",
            [head_id, head_id, round(alike.resemblance, 3), article_id],
        )

    def _stand_alone(self, article_ids: list[int]) -> None:
        self.conn.executemany(
            "UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL WHERE id = ?",
            [(one,) for one in article_ids],
        )

    def _copies_of(self, head_id: int) -> list[int]:
        rows = self.conn.execute("SELECT id FROM articles WHERE cluster_id = ? AND copy_of IS NOT NULL", [head_id])
        return [row[0] for row in rows]

    def _write_fingerprint(self, article_id: int, hashes: Iterable[int]) -> None:
        self.conn.executemany(
            "INSERT OR IGNORE INTO fingerprints(hash, article_id) VALUES (?, ?)", [(one, article_id) for one in hashes]
        )

    def _fingerprint(self, article_id: int) -> tuple[int, ...]:
        if article_id not in self._fingerprints:
            row = self.conn.execute(
                """SELECT b.body, a.word_count, a.completeness FROM articles a JOIN bodies b ON b.article_id = a.id
                   WHERE a.id = ?""",
                [article_id],
            ).fetchone()
            self._fingerprints[article_id] = fingerprint_of(*row) if row else ()
        return self._fingerprints[article_id]

    def _piece(self, article_id: int) -> _Piece:
        if article_id not in self._pieces:
            outlet, second, source, title, body = self.conn.execute(
                """SELECT a.outlet, a.search_id, a.source, o.title, b.body FROM articles a
                     JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet WHERE a.id = ?""",
                [article_id],
            ).fetchone()
            is_own = is_agencys_own(title or outlet, source)
            self._pieces[article_id] = _Piece(article_id, outlet, second, is_own, body)
        return self._pieces[article_id]
