"""Two versions of an article compared word by word, as one text or side by side. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest

from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare
from newsarchive.records import ArticleVersion
from newsarchive.text import paragraphs

ONLY_TYPOGRAPHY = "only typography"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A paragraph of both versions: all its parts, and what each version has of it.

    role is headline, standfirst or text. A paragraph that only one version has stands beside one that only the other
    version has, or beside nothing.
    """

    role: str
    inline: tuple[tuple[Part, ...], ...]
    older: tuple[Part, ...]
    newer: tuple[Part, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether both versions have the paragraph as it is."""
        return all(part.kind == "same" for parts in self.inline for part in parts)


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """Two versions: the kinds of change from the older to the newer one, and the paragraphs of both."""

    older: ArticleVersion
    newer: ArticleVersion
    kinds: tuple[str, ...]
    rows: tuple[ComparedRow, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether headline, standfirst and text are the same."""
        return all(row.is_unchanged for row in self.rows)


def compare_versions(older: ArticleVersion, newer: ArticleVersion) -> ComparedVersions:
    """The differences between two versions, paragraph by paragraph.

    The work is bounded: of texts that take too long to compare, what is left is shown as removed and added.
    """
    kinds = tuple(map(str, changes(older, newer))) or (ONLY_TYPOGRAPHY,)
    rows = chain(
        _rows("headline", [older.headline], [newer.headline]),
        _rows("standfirst", _lines(older.standfirst), _lines(newer.standfirst)),
        _rows("text", paragraphs(older.body), paragraphs(newer.body)),
    )
    compared = ComparedVersions(older, newer, kinds, tuple(rows))
    return ComparedVersions(older, newer, (), compared.rows) if compared.is_unchanged else compared


def _lines(text: str | None) -> list[str]:
    return [text] if text else []


def _rows(role: str, older: list[str], newer: list[str]) -> Iterator[ComparedRow]:
    for kind, together in groupby(compare(older, newer), key=_whole_kind):
        if kind is None:
            yield from (_row(role, [parts]) for parts in together)
        else:
            # Paragraphs that were replaced: each removed one beside an added one.
            shown = list(together)
            removed = [parts for parts in shown if parts[0].kind == "removed"]
            added = [parts for parts in shown if parts[0].kind == "added"]
            for pair in zip_longest(removed, added):
                yield _row(role, [parts for parts in pair if parts])


def _whole_kind(parts: list[Part]) -> str | None:
    """`replaced` for a paragraph that only one version has."""
    return "replaced" if len(parts) == 1 and parts[0].kind != "same" else None


def _row(role: str, shown: list[list[Part]]) -> ComparedRow:
    parts = [part for paragraph in shown for part in paragraph]
    return ComparedRow(
        role,
        tuple(map(tuple, shown)),
        tuple(part for part in parts if part.kind != "added"),
        tuple(part for part in parts if part.kind != "removed"),
    )
