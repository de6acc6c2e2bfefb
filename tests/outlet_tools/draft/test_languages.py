"""The language of a text, recognized by its script and its common words."""

import pytest

from newsarchive.outlet_tools.draft.languages import is_language, language_of, share_of
from tests.outlet_tools.site_builder import Plan, stories_of


@pytest.mark.parametrize("language", ["en", "fi", "sv", "pl", "de", "es", "tr", "pt", "cs", "ja"])
def test_a_text_is_recognized_by_its_common_words(language: str):
    (story, *_) = stories_of(Plan("https://a.example/", language, 0, lambda n, s, at: f"/{n}"))
    assert language_of("\n\n".join(story.paragraphs)) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Міст через гавань відкрили в четвер, і їхати ним можна", "uk", id="Ukrainian letters"),
        pytest.param("Мост через гавань открыли, и все жители вышли этим вечером", "ru", id="Russian letters"),
        pytest.param("Мостът над пристанището беше открит в петък вечерта", "bg", id="Cyrillic without marks"),
        pytest.param("پل بندر روز پنجشنبه گشوده شد و مردم چراغ آوردند", "fa", id="Persian letters"),
        pytest.param("افتتح الجسر فوق الميناء مساء الخميس", "ar", id="Arabic"),
        pytest.param("항구의 다리가 목요일 저녁에 열렸다", "ko", id="Hangul"),
        pytest.param("港口的大桥周四晚上开通", "zh", id="Han without kana"),
        pytest.param("港の橋が木曜の夜に開通した", "ja", id="kana between kanji"),
        pytest.param("Η γέφυρα του λιμανιού άνοιξε", "el", id="Greek"),
        pytest.param("12:30 4-1 2026", None, id="no letters"),
        pytest.param("Xyz Qwk", None, id="a few Latin words"),
    ],
)
def test_a_text_is_recognized_by_its_script(text: str, language: str | None):
    assert language_of(text) == language


def test_the_share_of_common_words_is_unknown_for_languages_without_a_list():
    assert share_of("the bridge and the ferry", "en") == pytest.approx(0.6)
    assert share_of("港の橋", "ja") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("fi", True), ("pt-br", True), ("en-GB", True), ("tv", False), ("news", False), ("", False), ("2026", False)],
)
def test_some_folders_are_languages(text: str, expected: bool):
    assert is_language(text) is expected
