"""A small archive with words that have forms, in several languages, for the tests of what typed words mean."""

from newsarchive.archive.database import Archive
from tests.archive.search.invented import an_article, fill

FILLER = "quay lamp boat sail rope mast tide pier dock hull"
# Language, texts: how many articles say it, and what.
TEXTS = [
    ("en", 6, "The government spoke."),
    ("en", 4, "Both governments met."),
    ("en", 2, "The governing party."),
    ("en", 3, "Many people died there."),
    ("en", 3, "They die young."),
    ("en", 2, "She dies in the last act."),
    ("de", 9, "Das ist dies und das."),
    ("de", 9, "Die Häuser stehen."),
    ("de", 4, "Das Haus steht."),
    ("ru", 4, "Правительство открыло порт."),
    ("ru", 3, "Два правительства."),
    ("en", 30, "coastal coaster coasting coastline"),
    ("en", 1, "the coastguards of Krzyżtopór"),
    ("en", 1, "A misprint: goverment."),
]


def open_archive(path):
    """The archive, read-only; articles without such words keep every word from being in most of them."""
    articles, number = [], 0
    for language, times, body in [*TEXTS, ("en", 120, FILLER)]:
        for _ in range(times):
            articles.append(an_article(number, language=language, body=body, headline=f"Report {number}"))
            number += 1
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, articles)
    return Archive.open(path)
