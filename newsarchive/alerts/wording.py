"""The words of a message about alerts: a title of one line, and a text that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsarchive.alerts.changes import AlertChanges, OpenAlert
from newsarchive.records import Finding

# A message that lists hundreds of outlets is not read; `newsarchive alerts` lists all.
MOST_LISTED = 30
# Problems contain the words of strangers' servers.
MOST_CHARACTERS = 300
_PROGRAM = "newsarchive"


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """One message. key is unique and printed in the text, so that a message that arrives twice is recognized."""

    key: str
    title: str
    text: str


def alert_message(changes: AlertChanges, archive_name: str, key: str) -> AlertMessage:
    """The message that reports changes; archive_name says which archive it is about."""
    parts = [
        _part("New", [_entry(one, one.since) for one in changes.begun]),
        _part("Still wrong (a reminder once a week)", [_entry(one.finding, one.began_at) for one in changes.reminded]),
        _part("Over", [_over_entry(one) for one in changes.over]),
    ]
    foot = f"`newsarchive alerts` lists what is still wrong.\nArchive {archive_name}, message {key}"
    return AlertMessage(key, _title(changes), "\n\n".join([*filter(None, parts), foot]) + "\n")


def trial_message(archive_name: str, key: str) -> AlertMessage:
    """The message of `newsarchive alerts test`."""
    text = f"This is a test. Messages about alerts reach you here.\n\nArchive {archive_name}, message {key}\n"
    return AlertMessage(key, f"{_PROGRAM}: test message", text)


def finding_name(finding: Finding) -> str:
    """guardian: feed https://guardian.example/rss; without an outlet, the archive is meant."""
    subject = f" {finding.subject}" if finding.subject else ""
    return f"{finding.outlet or 'archive'}: {finding.kind}{subject}"


def _title(changes: AlertChanges) -> str:
    findings = [*changes.begun, *(one.finding for one in (*changes.reminded, *changes.over))]
    if len(findings) == 1:
        state = "" if changes.begun else ", still" if changes.reminded else ", over"
        return _one_line(f"{_PROGRAM}: {finding_name(findings[0])}{state}")
    counts = ((changes.begun, "new"), (changes.reminded, "still wrong"), (changes.over, "over"))
    outlets = {one.outlet for one in findings}
    about = f"{outlets.pop() or 'archive'}: " if len(outlets) == 1 else ""
    return f"{_PROGRAM}: {about}" + ", ".join(f"{len(which)} {word}" for which, word in counts if which)


def _part(heading: str, entries: Sequence[Sequence[str]]) -> str:
    if not entries:
        return ""
    lines = [line for entry in entries[:MOST_LISTED] for line in entry]
    more = [f"  … and {len(entries) - MOST_LISTED} more"] if len(entries) > MOST_LISTED else []
    return "\n".join([f"{heading}:", *lines, *more])


def _entry(finding: Finding, since: datetime) -> list[str]:
    return [
        f"  {_one_line(finding_name(finding))}",
        f"    since {_moment(since)}: {_sentence(finding.summary)}",
        f"    {_sentence(finding.advice)}",
    ]


def _over_entry(alert: OpenAlert) -> list[str]:
    ended_at = f" to {_moment(alert.missing_since)}" if alert.missing_since else ""
    return [f"  {_one_line(finding_name(alert.finding))}", f"    from {_moment(alert.began_at)}{ended_at}"]


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _sentence(words: str) -> str:
    """words in one line, with a capital letter and a full stop."""
    line = _one_line(words)
    return f"{line[:1].upper()}{line[1:]}{'' if line.endswith(('.', '…')) else '.'}"


def _one_line(words: str) -> str:
    """words without line ends and control characters, shortened."""
    clean = "".join(character if character.isprintable() else " " for character in words[: 4 * MOST_CHARACTERS])
    clean = " ".join(clean.split())
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - 2] + " …"
