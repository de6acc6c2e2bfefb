"""Clusters of near-duplicates written straight into the columns, for tests of what reads them."""

import sqlite3


def join_copies(conn: sqlite3.Connection, head: int, *copies: int, similarity: float = 0.93) -> None:
    """Makes the articles with these ids near-duplicates of head; inside a transaction."""
    conn.execute("UPDATE articles SET cluster_id = id, copy_of = NULL, similarity = NULL WHERE id = ?", [head])
    conn.executemany(
        "UPDATE articles SET cluster_id = ?, copy_of = ?, similarity = ? WHERE id = ?",
        [(head, head, similarity, copy) for copy in copies],
    )
