"""Clusters of near-copies as the archive's columns tell them, for tests of what is made of them."""

import sqlite3


def join_copies(conn: sqlite3.Connection, head: int, *copies: int, similarity: float = 0.93) -> None:
    """Makes the articles with these ids near-copies of head; inside a transaction."""
    conn.execute("UPDATE articles SET cluster_id = id, copy_of = NULL, similarity = NULL WHERE id = ?", [head])
    conn.executemany(
        "UPDATE articles SET cluster_id = ?, copy_of = ?, similarity = ? WHERE id = ?",
        [(head, head, similarity, copy) for copy in copies],
    )
