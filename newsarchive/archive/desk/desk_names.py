"""Names of collections and watches, tags and notes: what is allowed, and one line about what is not. Pure."""

import re
import unicodedata

from newsarchive.errors import UsageError

MAX_NAME = 64
MAX_TAG = 100
MAX_NOTE = 10_000
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)


def check_desk_name(kind: str, name: str) -> str:
    """The name, if it may name a collection or a watch (kind): it is part of addresses, commands and searches.

    Raises:
        UsageError: it may not; the message suggests a name.
    """
    if _NAME.fullmatch(name) and len(name) <= MAX_NAME:
        return name
    suggested = suggest_name(name)
    hint = f", such as {suggested}" if suggested else ""
    raise UsageError(
        f"{kind} {_shown(name)}: not a valid name. Use at most {MAX_NAME} letters a-z, digits, - and _{hint}"
    )


def suggest_name(words: str) -> str:
    """A valid name made of words; "" when they have no letter or digit that a name may have."""
    plain = unicodedata.normalize("NFKD", words[:1000]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:MAX_NAME].strip("-_")


def check_tag(tag: str) -> str:
    """The tag with single spaces, if it is one.

    Raises:
        UsageError: it is empty, too long, or contains a quotation mark, a semicolon or a control character.
    """
    tidy = " ".join(unicodedata.normalize("NFC", tag[: 10 * MAX_TAG]).split())
    if tidy and len(tidy) <= MAX_TAG and tidy.isprintable() and not set(tidy) & set('";'):
        return tidy
    raise UsageError(
        f'tag {_shown(tag)}: not a valid tag. Use 1 to {MAX_TAG} characters without " ; and control characters'
    )


def check_note(note: str) -> str:
    """The note without blank lines around it, if it is one.

    Raises:
        UsageError: it is empty or too long, or contains a character that no text has.
    """
    tidy = unicodedata.normalize("NFC", note.replace("\r\n", "\n")).strip()
    if not tidy:
        raise UsageError("the note is empty; --remove takes a note away")
    if len(tidy) > MAX_NOTE:
        raise UsageError(f"the note has {len(tidy):,} characters; at most {MAX_NOTE:,} are stored")
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in tidy):
        raise UsageError("the note contains control characters; write it as plain text")
    return tidy


def _shown(text: str) -> str:
    return repr(text if len(text) <= MAX_NAME else text[:MAX_NAME] + "…")
