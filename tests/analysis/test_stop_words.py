"""Stop words by the languages of the articles."""

from newsarchive.analysis.stop_words import languages_without_list, stop_words


def test_each_language_has_its_list():
    assert "the" in stop_words(["en"])
    assert "und" not in stop_words(["en"])
    assert {"the", "und"} <= stop_words(["en-GB", "de", None])
    assert "ikke" in stop_words(["nb"])
    assert stop_words(["und", None]) == frozenset()


def test_languages_without_a_list_are_named():
    assert languages_without_list(["en", "nb", "mt", "mt-MT", "und", None]) == ["mt"]
