"""What an archive contains, and what a reader saw in it: to be compared before and after a command was killed."""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive

AS_SERVED = "as the server sends it"


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True)
class Contents:
    """What an archive contains: the texts of its articles, and a digest of the bytes of each captured page."""

    texts: frozenset[tuple[str, str]]
    pages: frozenset[tuple[str, str]]

    @classmethod
    def of(
        cls,
        folder: Path,
        name: str = "archive.db",
        page_names: Mapping[str, str] | None = None,
        served: Mapping[str, str] | None = None,
    ) -> "Contents":
        """What is in the archive of that name.

        page_names: what to call the page of an address, if not by its address. served: the digest of what the server
        sends for each address; a page with these bytes counts as right whatever they are.
        """
        names, right = page_names or {}, served or {}
        with Archive.open(folder / name) as archive:
            texts = archive.conn.execute("SELECT headline, body FROM documents").fetchall()
            rows = archive.conn.execute(
                "SELECT url, file, offset, length, digest FROM captures WHERE expired_at IS NULL"
            ).fetchall()
            found = [(url, digest_of(archive.captures.read(CaptureRef(*ref)).body)) for url, *ref in rows]
        pages = {(names.get(url, url), AS_SERVED if digest == right.get(url) else digest) for url, digest in found}
        return cls(frozenset(map(tuple, texts)), frozenset(pages))

    def differences(self, expected: "Contents") -> list[str]:
        """A line for texts and one for pages, if there are others than expected."""
        pairs = (("texts", self.texts, expected.texts), ("captured pages", self.pages, expected.pages))
        return [
            f"{len(is_ - right)} {what} too many or changed, {len(right - is_)} missing or changed"
            for what, is_, right in pairs
            if is_ != right
        ]


# What a reader sees of each article: its version and its text.
Seen = dict[int, tuple[int, str]]


def seen_in(folder: Path) -> Seen | None:
    """What is committed now; None while there is no archive that can be read."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as conn,
    ):
        rows = conn.execute("SELECT a.id, a.revision, b.body FROM articles a JOIN bodies b ON b.article_id = a.id")
        return {number: (revision, body) for number, revision, body in rows}
    return None


def forgotten(before: Seen, now: Seen, deleted: frozenset[int]) -> list[str]:
    """What a reader saw before a kill and does not see after it."""
    lost = [number for number in before if number not in now and number not in deleted]
    back = [number for number in now if number in deleted and number not in before and before]
    changed = [number for number in before if number in now and now[number][0] <= before[number][0]]
    changed = [number for number in changed if now[number] != before[number]]
    found = {"lost": lost, "there again": back, "changed": changed}
    return [
        f"a reader saw it: {len(numbers)} articles are {what} after the kill"
        for what, numbers in found.items()
        if numbers
    ]
