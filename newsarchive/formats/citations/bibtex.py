r"""A citation as an entry of BibTeX that biblatex reads too.

The type is @article, with the outlet as its journal: every BibTeX style knows it, biblatex has the subtype `newspaper`
for it, and reference managers read it as a newspaper article. @online is unknown to the styles of BibTeX, and would
make a web page of what a newspaper published.
"""

import re
from collections.abc import Iterator

from newsarchive.formats.citations.biblatex_languages import biblatex_language
from newsarchive.formats.citations.citation import Citation
from newsarchive.formats.citations.names import CitedName

# Braces count for BibTeX even after a backslash, so they must not stand in a text.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
# In a url field, which LaTeX reads without escapes: what would end the field or the entry is percent-encoded.
_NOT_IN_URL = re.compile(r'[\\{}"<>^`|\s]')


def bibtex_entry(citation: Citation) -> str:
    """The entry, with a line end after it."""
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(citation)]
    return "\n".join([f"@article{{{citation.key},", *lines, "}", ""])


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        yield "author", " and ".join(_name(author) for author in citation.authors)
    yield "title", _title(citation.title)
    yield "journal", escape(citation.outlet)
    yield "entrysubtype", "newspaper"
    if citation.published:
        # biblatex reads the date, BibTeX the year.
        yield "date", citation.published.isoformat()
        yield "year", f"{citation.published.year:04}"
    if citation.url or citation.has_web_address:
        yield "url", url_value(citation.url or citation.address)
        yield "urldate", citation.version.accessed_at.date().isoformat()
    if language := biblatex_language(citation.language):
        yield "langid", language
    if citation.abstract:
        yield "abstract", escape(citation.abstract)
    yield "note", escape(citation.note)
    # No style prints it; programs that read the file find it.
    yield "sha256", citation.version.sha256


def escape(text: str) -> str:
    """text with the characters that have a meaning for TeX and BibTeX escaped."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def url_value(url: str) -> str:
    """url as a url field has it."""
    return _NOT_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _title(title: str) -> str:
    """The title, with braces around words that have capitals, because styles may write titles in small letters.

    Only the first letter of the first word is left to the style.
    """
    first, *others = title.split(" ")
    return " ".join([_word(first, own_letters=first[1:]), *(_word(word, own_letters=word) for word in others)])


def _word(word: str, *, own_letters: str) -> str:
    if not any(character.isupper() for character in own_letters):
        return escape(word)
    # A brace with a backslash after it begins what BibTeX calls a special character, in which it changes letters.
    escaped = escape(word)
    return f"{{{{{escaped}}}}}" if escaped.startswith("\\") else f"{{{escaped}}}"


def _name(name: CitedName) -> str:
    """von Last, Jr, First; a name that was not divided is in braces, so that BibTeX does not divide it either."""
    if name.family is None or name.given is None:
        return f"{{{escape(name.printed)}}}"
    parts = (name.family, name.suffix, name.given) if name.suffix else (name.family, name.given)
    return ", ".join(_name_part(part) for part in parts)


def _name_part(part: str) -> str:
    escaped = escape(part)
    return f"{{{escaped}}}" if "," in part or " and " in f" {part.lower()} " else escaped
