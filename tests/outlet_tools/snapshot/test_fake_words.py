"""Invented words: the same length, script and case, always the same for a word, and never replaced again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.outlet_tools.snapshot.fake_words import WORD, invent

SECRET = b"of one page"
# Letters of many scripts, some of which no table has.
ALPHABETS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzäéñøłşđABCDEFGHIJKLMNOPQRSTUVWXYZÄÉÑ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєѓћАБВГДЕЖЗИКЛМНОП",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίΑΒΓΔΕΖΗΘ",
    "Armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןףץך",
    "Devanagari": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह",
    "Bengali": "কখগঘচছজঝটঠডঢতথদধনপফবভমযরলশষসহ",
    "Tamil": "கஙசஞடணதநபமயரலவழளறன",
    "Han": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动",
    "kana": "あいうえおかきくけこさしすせそアイウエオカキクケコサシスセソ",
    "Hangul": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호",
    "Thai": "กขคงจชซดตถทนบปผพฟมยรลวสหอ",
    "Ethiopic": "ሀሁሂሃለሉሊላመሙሚማሰሱሲሳ",
}
words = st.one_of(*(st.text(alphabet, min_size=5, max_size=20) for alphabet in ALPHABETS.values()))


def shape(word: str) -> list[tuple[str, str]]:
    """Case and script of each character, kana and Han as they are."""
    return [(unicodedata.category(one), unicodedata.name(one).split()[0]) for one in word]


@given(words)
def test_length_case_and_script_stay(word: str):
    assert WORD.fullmatch(word)
    assert shape(invent(word, SECRET)) == shape(word)


@given(words)
def test_an_invented_word_is_recognized_on_any_page(word: str):
    invented = invent(word, SECRET)
    assert invent(invented, b"of another page") == invented


@given(words)
def test_every_word_of_five_letters_is_replaced_unless_it_is_invented(word: str):
    changed = invent(word, SECRET) != word
    assert changed or invent(word, b"of another page") == word


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("Bridge", "bridge", id="Latin"),
        pytest.param("МОСТОВОЙ", "мостовой", id="Cyrillic"),
        pytest.param("Γέφυρα", "γέφυρα", id="Greek"),
    ],
)
def test_case_does_not_change_the_invented_word(word: str, other: str):
    assert invent(word, SECRET).lower() == invent(other, SECRET).lower()
    assert invent(word, SECRET)[0].isupper()


def test_a_word_has_one_invented_word_per_page():
    assert invent("harbourmaster", SECRET) == invent("harbourmaster", SECRET)
    assert invent("harbourmaster", SECRET) != invent("harbourmaster", b"of another page")


@pytest.mark.parametrize("word", ["the", "and", "мая", "του", "في"])
def test_the_shortest_words_stay(word: str):
    assert invent(word, SECRET) == word


def test_marks_stay_on_their_letters():
    assert [one for one in invent("नमस्ते", SECRET) if unicodedata.category(one)[0] == "M"] == ["्", "े"]
    assert invent("สวัสดี", SECRET)[2] == "ั"
