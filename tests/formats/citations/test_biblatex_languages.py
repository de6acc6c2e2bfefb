"""The languages of biblatex by BCP 47 tag."""

import pytest

from newsarchive.formats.citations.biblatex_languages import biblatex_language


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "english"),
        ("en-GB", "british"),
        ("en-IE", "english"),
        ("pt-BR", "brazilian"),
        ("zh-Hant-TW", "chinese"),
        ("sr-Latn", "serbian"),
        ("xx", None),
        ("und", None),
        (None, None),
    ],
)
def test_the_region_counts_where_biblatex_knows_it(tag, name):
    assert biblatex_language(tag) == name
