"""What is stored beside a text so that search reads its searched form, and the SQL that reads it. Pure.

Where only some letters differ, the text is not stored a second time: a mark names the letters, and the views that the
search indexes read exchange them. Texts with other letters, and those of scripts without spaces, are stored as search
reads them.
"""

from collections.abc import Mapping

from newsarchive.archive.searched_form import ARABIC, CYRILLIC, GREEK, LATIN, exchanged_letters, searched_form
from newsarchive.text import needs_spacing

# Before the name of some letters. No searched form begins with it: it stands between two characters.
MARK = "\x1f"
# By name, letters and what search reads instead. A view nests one replace() for each letter, and SQLite 3.40 parses 26
# nested calls at most, so scripts are apart, and rare letters are left out. An old archive has these views, so a change
# needs a migration.
LETTERS: Mapping[str, Mapping[str, str]] = {
    "latin": {letter: LATIN[letter] for letter in "łŁđĐðÐøØħĦıæÆœŒßẞþÞ"},
    "cyrillic": CYRILLIC,
    "arabic": {**ARABIC, **dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670", "")},
    "greek": {letter: GREEK[letter] for letter in "ΆΈΉΊΌΎΏάέήίόύώϊϋΐς"},
}


def stored_form(text: str | None) -> str | None:
    """None where search reads text itself, a mark where a view exchanges its letters, else what search reads."""
    if not text or (form := searched_form(text)) == text:
        return None
    letters = exchanged_letters(text)
    for name, exchanged in LETTERS.items():
        if letters <= exchanged.keys() and not needs_spacing(text):
            return MARK + name
    return form


def form_sql(column: str, stored: str) -> str:
    """The SQL for what search reads of column, where the column stored has its stored_form."""
    cases = " ".join(
        f"WHEN char({ord(MARK)}) || '{name}' THEN {_exchanging(column, letters)}" for name, letters in LETTERS.items()
    )
    return f"CASE {stored} {cases} ELSE coalesce({stored}, {column}) END"


def _exchanging(column: str, letters: Mapping[str, str]) -> str:
    for letter, other in letters.items():
        column = f"replace({column}, '{letter}', '{other}')"
    return column
