"""The versions of an article as its page lists them: when each was seen, what it changed and who changed it. Pure."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from newsarchive.comparison.changes import changes
from newsarchive.records import ArticleVersion
from newsarchive.web.formatting import DateLabel, second_label
from newsarchive.web.requests.comparison_request import VIEWS, ComparisonForm

# Finding the kinds of change reads both texts. Of an article with very many versions, only the newest are looked at.
MOST_CHARACTERS_COMPARED = 4_000_000

_CAUSES = {
    "theirs": "changed by the outlet",
    "ours": "same page, read differently by newsarchive",
    "unknown": "it is not known who changed it",
}


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One version in the list of versions; note says what it changed, None for the first version."""

    number: int
    href: str
    changes_href: str | None
    page_href: str | None
    stamp: DateLabel
    note: str | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class PickerOption:
    """A version that the form offers; is_older and is_newer say which of its two boxes has chosen it."""

    value: str
    label: str
    is_older: bool
    is_newer: bool


@dataclass(frozen=True, slots=True)
class VersionPicker:
    """The form that compares any two versions of an article."""

    action: str
    versions: list[PickerOption]
    views: list[tuple[str, str, bool]]


def version_picker(versions: Sequence[ArticleVersion], form: ComparisonForm, address: str) -> VersionPicker:
    """The form with the values of form chosen; address is the article's own."""
    options = [
        PickerOption(
            str(version.number),
            f"Version {version.number}, {second_label(version.seen_at).text}",
            version.number == form.older,
            version.number == form.newer,
        )
        for version in versions
    ]
    return VersionPicker(
        f"{address}/changes", options, [(value, label, value == form.view) for value, label in VIEWS.items()]
    )


def version_notes(versions: Sequence[ArticleVersion]) -> list[str | None]:
    """What each version changed in the one before it, and who changed it. versions are oldest first."""
    left = MOST_CHARACTERS_COMPARED
    notes: list[str | None] = []
    for number in range(len(versions) - 1, 0, -1):
        earlier, version = versions[number - 1], versions[number]
        left -= len(earlier.body) + len(version.body)
        notes.append(change_note(earlier, version, with_kinds=left >= 0))
    return [None, *reversed(notes)] if versions else []


def change_note(earlier: ArticleVersion, version: ArticleVersion, *, with_kinds: bool = True) -> str | None:
    """`changed by the outlet: headline changed, extended by 12 %`, of a version and the one before it."""
    # The cause of a version says whose change replaced it.
    cause = _CAUSES.get(earlier.cause or "")
    if cause is None or earlier.cause == "ours" or not with_kinds:
        return cause
    kinds = ", ".join(map(str, changes(earlier, version)))
    return f"{cause}: {kinds}" if kinds else cause


def version_entries(
    versions: Sequence[ArticleVersion],
    notes: Sequence[str | None],
    captured: Container[int],
    address: str,
    shown: int,
) -> Iterator[VersionEntry]:
    """The entries of the list, oldest first.

    captured has the numbers of the versions with a captured page. address is the article's own; shown is the version
    that the page shows.
    """
    newest = versions[-1].number if versions else 0
    for version, note in zip(versions, notes, strict=True):
        href = f"{address}/{version.number}"
        yield VersionEntry(
            number=version.number,
            href=address if version.number == newest else href,
            changes_href=(
                ComparisonForm(version.number - 1, version.number).address(address) if version.number > 1 else None
            ),
            page_href=f"{href}/page" if version.number in captured else None,
            stamp=second_label(version.seen_at),
            note=note,
            is_shown=version.number == shown,
        )
