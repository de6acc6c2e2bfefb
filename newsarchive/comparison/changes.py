"""What an outlet changed in a text: whether it is a change at all, and of which kind. Pure.

Knows words and paragraphs only; whose change it was, ours or theirs, the archive decides.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from newsarchive.comparison.diff import is_like
from newsarchive.extraction.authors.byline_names import is_labelled, is_only_names
from newsarchive.text import count_words, parts_of, plain

# A text that is a tenth longer or shorter was extended or cut; below that it was corrected.
LENGTH_SHARE = 0.1
# A longer paragraph is prose also where it ends without a mark, as in scripts that have none.
LINE_WORDS = 20
COUNTER_WORDS = 7
# How a sentence ends in Latin, Chinese, Indic, Arabic, Armenian and Ethiopic script, quotes and brackets after it.
_SENTENCE_END = re.compile(r"""[.!?…:;。！？।۔؟։።][]'")»\s]*$""")
# What stands beside a number that grows by itself: how long ago, how many read, wrote, shared.
_COUNTED = re.compile(
    r"""\b(?:ago|comments?|views?|shares?|likes?|reads?|replies|reactions?|min(?:ute)?s?\ read
    |viewers?|readers?|watching
    |vor|kommentare?|aufrufe?|lesezeit
    |il\ y\ a|commentaires?|vues?|partages?|lectures?
    |hace|comentarios?|visitas|lecturas?
    |fa|commenti|commento|visualizzazioni|letture
    |há|comentários?|visualizações|leituras?
    |geleden|reacties|reactie|weergaven
    |sedan|siden|kommentarer|visningar|visninger
    |temu|komentarz[ey]?|wyświetle[nń]
    |назад|комментари\w+|коментар\w+|просмотр\w+|перегляд\w+|тому
    |önce|yorum|görüntülenme)\b
    |前|评论|評論|コメント|閲覧|댓글|조회|전$|قبل|منذ|تعليق""",
    re.VERBOSE | re.IGNORECASE,
)

_NAME = re.compile(r"\w+")


class Text(Protocol):
    """What a reader sees of one version."""

    @property
    def headline(self) -> str: ...
    @property
    def standfirst(self) -> str | None: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change; percent of the words where the length is what changed."""

    kind: str
    percent: int | None = None

    def __str__(self) -> str:
        named = KINDS[self.kind]
        return named if self.percent is None else f"{named} by {self.percent} %"


# What each kind is called, in the order in which they are named.
KINDS = {
    "headline": "headline changed",
    "standfirst": "standfirst changed",
    "shortened": "shortened",
    "extended": "extended",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
}


def changes(older: Text, newer: Text) -> list[Change]:
    """What is another in newer, the headline first; nothing where only typography is."""
    found = []
    if plain(older.headline) != plain(newer.headline):
        found.append(Change("headline"))
    if _other_standfirst(older, newer):
        found.append(Change("standfirst"))
    if plain(older.body) != plain(newer.body):
        found.append(_of_length(count_words(older.body), count_words(newer.body)))
    return found


def is_changed(older: Text, newer: Text) -> bool:
    """Whether headline, standfirst or text says something else; a standfirst no longer found is no change.

    No change are: quotes, dashes and white space; lines that count or say how long ago; bylines, and names in another
    order; a box of links whose lines were all replaced by others.
    """
    if (older.headline, older.standfirst, older.body) == (newer.headline, newer.standfirst, newer.body):
        return False
    return (
        plain(older.headline) != plain(newer.headline)
        or _other_standfirst(older, newer)
        or _is_other_body(older.body, newer.body)
    )


def _other_standfirst(older: Text, newer: Text) -> bool:
    return newer.standfirst is not None and plain(newer.standfirst) != plain(older.standfirst or "")


def _of_length(older: int, newer: int) -> Change:
    share = (newer - older) / max(older, 1)
    if abs(share) < LENGTH_SHARE:
        return Change("corrected")
    return Change("extended" if share > 0 else "shortened", round(abs(share) * 100))


def _is_other_body(older: str, newer: str) -> bool:
    old, new = _told(older), _told(newer)
    if old == new:
        return False
    if [part for part in old if _is_prose(part)] != [part for part in new if _is_prose(part)]:
        return True
    went, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    # A box that rotates shows other lines in the place of those that went; a mended subheading is like the one before.
    # Lines that only came, or only went, may be the outlet's doing.
    is_box = bool(went) == bool(came) and not any(is_like(line, other) for line in went for other in came)
    return not is_box


def _told(body: str) -> list[str]:
    """The paragraphs as compared, without bylines and those that change by themselves; names in one order."""
    parts = (part for part in map(plain, parts_of(body)) if not _is_counter(part))
    return [_in_order(part) for part in parts if _is_prose(part) or not _is_byline(part)]


def _is_byline(part: str) -> bool:
    """Whether a line in the text only says who wrote it: the page's credit, which the reader did not know for one."""
    return is_labelled(part) and is_only_names(part)


def _in_order(part: str) -> str:
    """A line of several names as it is in whichever order they stand; any other as it is."""
    if _is_prose(part) or not is_only_names(part, of_several=True):
        return part
    return " ".join(sorted(_NAME.findall(part)))


def _is_counter(part: str) -> bool:
    return any(map(str.isdigit, part)) and count_words(part) <= COUNTER_WORDS and _COUNTED.search(part) is not None


def _is_prose(part: str) -> bool:
    return _SENTENCE_END.search(part) is not None or count_words(part) > LINE_WORDS
