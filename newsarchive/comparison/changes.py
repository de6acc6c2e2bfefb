"""What changed between two versions of a text: whether it counts as a change, and of which kind. Pure.

Knows words and paragraphs only. The archive decides whose change it was: the outlet's or ours.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from newsarchive.comparison.diff import comparable_units, is_same_paragraph
from newsarchive.comparison.matching import Steps
from newsarchive.extraction.authors.byline_names import is_labelled, is_only_names
from newsarchive.text import count_words, parts_of, plain

# A text that is a tenth longer or shorter was extended or shortened; with a smaller difference it was corrected.
LENGTH_SHARE = 0.1
# A longer paragraph is prose even without a mark at its end: some scripts have none.
LINE_WORDS = 20
COUNTER_WORDS = 7
# Ends of sentences in Latin, Chinese, Indic, Arabic, Armenian and Ethiopic script, with quotes and brackets.
_SENTENCE_END = re.compile(r"""[.!?…:;。！？।۔؟։።][]'")»\s]*$""")
# Words beside a number that changes by itself: how long ago, how many views, comments, shares.
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


class VersionText(Protocol):
    """The parts of one version that a reader sees."""

    @property
    def headline(self) -> str: ...
    @property
    def standfirst(self) -> str | None: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change; percent is the change in words when the length changed."""

    kind: str
    percent: int | None = None

    def __str__(self) -> str:
        named = KINDS[self.kind]
        return named if self.percent is None else f"{named} by {self.percent} %"


# The name of each kind of change, in the order in which a list names them.
KINDS = {
    "headline": "headline changed",
    "standfirst": "standfirst changed",
    "shortened": "shortened",
    "extended": "extended",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
}


def changes(older: VersionText, newer: VersionText) -> list[Change]:
    """The changes from older to newer, the headline first; none when only typography differs."""
    found = []
    if plain(older.headline) != plain(newer.headline):
        found.append(Change("headline"))
    if _is_other_standfirst(older, newer):
        found.append(Change("standfirst"))
    if plain(older.body) != plain(newer.body):
        found.append(_change_of_length(count_words(older.body), count_words(newer.body)))
    return found


def is_changed(older: VersionText, newer: VersionText) -> bool:
    """Whether headline, standfirst or text changed; a standfirst that is no longer found is not a change.

    These do not count as changes: quotes, dashes and white space; lines that count something or say how long ago;
    bylines, and names in a different order; a box of links in which every line was replaced.
    """
    if (older.headline, older.standfirst, older.body) == (newer.headline, newer.standfirst, newer.body):
        return False
    return (
        plain(older.headline) != plain(newer.headline)
        or _is_other_standfirst(older, newer)
        or _is_other_body(older.body, newer.body)
    )


def _is_other_standfirst(older: VersionText, newer: VersionText) -> bool:
    return newer.standfirst is not None and plain(newer.standfirst) != plain(older.standfirst or "")


def _change_of_length(older: int, newer: int) -> Change:
    share = (newer - older) / max(older, 1)
    if abs(share) < LENGTH_SHARE:
        return Change("corrected")
    return Change("extended" if share > 0 else "shortened", round(abs(share) * 100))


def _is_other_body(older: str, newer: str) -> bool:
    old, new = _compared_paragraphs(older), _compared_paragraphs(newer)
    if old == new:
        return False
    if [part for part in old if _is_prose(part)] != [part for part in new if _is_prose(part)]:
        return True
    removed, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    # A box of links that rotates shows new lines in place of the removed ones; a corrected subheading is similar to the
    # one before. Lines that were only added, or only removed, may be a change by the outlet.
    return bool(removed) != bool(added) or _has_corrected_line(removed, added)


def _has_corrected_line(removed: Iterable[str], added: Iterable[str]) -> bool:
    """Whether a line was replaced by a similar one; also if there are too many lines to say: no box has so many."""
    steps = Steps()
    units = [comparable_units(line) for line in added]
    for line in removed:
        own = comparable_units(line)
        if any(is_same_paragraph(own, others, steps) for others in units) or not steps.left:
            return True
    return False


def _compared_paragraphs(body: str) -> list[str]:
    """The paragraphs to compare, without bylines and lines that change by themselves; names in one order."""
    parts = (part for part in map(plain, parts_of(body)) if not _is_counter(part))
    return [_with_names_in_order(part) for part in parts if _is_prose(part) or not _is_byline(part)]


def _is_byline(part: str) -> bool:
    """Whether a line only says who wrote the text: a byline that extraction did not recognise."""
    return is_labelled(part) and is_only_names(part)


def _with_names_in_order(part: str) -> str:
    """A line of several names with the names sorted; any other line unchanged."""
    if _is_prose(part) or not is_only_names(part, of_several=True):
        return part
    return " ".join(sorted(_NAME.findall(part)))


def _is_counter(part: str) -> bool:
    return any(map(str.isdigit, part)) and count_words(part) <= COUNTER_WORDS and _COUNTED.search(part) is not None


def _is_prose(part: str) -> bool:
    return _SENTENCE_END.search(part) is not None or count_words(part) > LINE_WORDS
