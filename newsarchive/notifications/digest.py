"""The words of a digest: what is new in the watches, as plain text. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsarchive.alerts.wording import AlertMessage
from newsarchive.counted import counted

# A message that lists hundreds of articles is not read.
MOST_LISTED = 20
# Headlines and outlets are words of strangers.
MOST_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One article, with its near-duplicates that the same watch found: how many copies there are.

    is_revised says that a new version brought the words in; revision is the number of the current one.
    """

    headline: str
    outlet: str
    day: str
    address: str
    is_revised: bool = False
    revision: int = 1
    copies: int = 0


@dataclass(frozen=True, slots=True)
class WatchPart:
    """What is new in one watch: how many articles with their near-duplicates, and entries about the newest of them.

    older counts articles that were published long before they were stored. page is where all others are listed: an
    address, or a command.
    """

    articles: int
    entries: Sequence[DigestEntry]
    older: int = 0
    page: str = ""


def digest_message(
    parts: Mapping[str, WatchPart], archive_name: str, key: str, *, is_test: bool = False
) -> AlertMessage:
    """The message about the parts, which are not empty, by the name of their watch."""
    texts = [_part(name, part) for name, part in parts.items()]
    foot = f"`newsarchive watch list` shows all watches.\nArchive {archive_name}, message {key}"
    head = ["This is a test: the newest articles that match."] if is_test else []
    title = f"newsarchive: {'test of ' if is_test else ''}{_title(parts)}"
    return AlertMessage(key, title, "\n\n".join([*head, *texts, foot]) + "\n")


def _title(parts: Mapping[str, WatchPart]) -> str:
    articles = sum(part.articles for part in parts.values())
    older = sum(part.older for part in parts.values())
    counts = [counted(articles, "new article")] if articles else []
    counts += [counted(older, "older article")] if older else []
    where = next(iter(parts)) if len(parts) == 1 else f"{len(parts)} watches"
    return f"{' and '.join(counts)} in {where}"


def _part(name: str, part: WatchPart) -> str:
    if not (part.articles or part.older):
        return f"{name}: removed from the archive"
    lines = [f"{name}: {counted(part.articles, 'new article')}" if part.articles else f"{name}:"]
    for entry in part.entries[:MOST_LISTED]:
        lines += [f"  {_one_line(entry.headline)}", f"    {_facts(entry)}", f"    {_one_line(entry.address)}"]
    rest = part.articles - sum(1 + entry.copies for entry in part.entries[:MOST_LISTED])
    if rest:
        lines.append(f"  … and {rest:,} more: {part.page}")
    if part.older:
        was = "it was" if part.older == 1 else "they were"
        what = counted(part.older, "older article")
        lines.append(f"  {what}, published more than 30 days before {was} stored")
    return "\n".join(lines)


def _facts(entry: DigestEntry) -> str:
    facts = [_one_line(entry.outlet), entry.day]
    facts += [f"the words are new in version {entry.revision}"] if entry.is_revised else []
    facts += [f"and {counted(entry.copies, 'copy', 'copies')}"] if entry.copies else []
    return ", ".join(facts)


def _one_line(words: str) -> str:
    """words without line ends and control characters, shortened."""
    clean = "".join(character if character.isprintable() else " " for character in words[: 4 * MOST_CHARACTERS])
    clean = " ".join(clean.split())
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - 2] + " …"
