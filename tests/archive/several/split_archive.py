"""The invented archive of search as one file, and the same articles in several files: by time, and by outlet."""

from pathlib import Path
from typing import NamedTuple

from newsarchive.archive.database import Archive
from newsarchive.archive.several.archives import OpenArchive
from tests.archive.search.invented import ARTICLES, SPECIAL, an_article, fill

# Two parts follow each other in time, with a gap; the third has another outlet of the same days.
BORDER = 1_400


class Split(NamedTuple):
    """A connection to the archive that holds everything, and the open archives that hold the same articles."""

    whole: object
    parts: tuple[OpenArchive, ...]


def part_of(article):
    """The archive of an article: early, late or gazette."""
    if article["outlet"] == "small_gazette":
        return "gazette"
    return "early" if article["id"] <= BORDER else "late"


def articles():
    return list(({n: an_article(n) for n in range(ARTICLES)} | {a["id"] - 1: a for a in SPECIAL}).values())


def make_split(folder: Path, made=None):
    """The files whole.db, early.db, late.db and gazette.db in folder; ids are the same in all."""
    made = articles() if made is None else made
    for name in ("whole", "early", "late", "gazette"):
        with Archive.open(folder / f"{name}.db", write=True) as archive, archive.transaction():
            fill(archive.conn, [one for one in made if name in ("whole", part_of(one))])
    return folder
