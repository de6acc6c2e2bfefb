"""One regular expression from a table."""

import re

from newsarchive.extraction.phrases.alternatives import one_of


def test_any_entry_of_the_table_matches() -> None:
    pattern = re.compile(rf"^{one_of({'en': r'by|from', 'de': r'von'})} \w+$")
    assert [bool(pattern.match(text)) for text in ("by Anna", "from Anna", "von Anna", "de Anna")] == [
        True,
        True,
        True,
        False,
    ]


def test_the_alternative_ends_where_the_table_ends() -> None:
    assert re.fullmatch(one_of({"en": "a|b"}) + "c", "bc")
    assert re.fullmatch(one_of({"en": "a|b"}) + "c", "a") is None
