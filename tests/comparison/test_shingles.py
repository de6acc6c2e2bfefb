"""Shingles and fingerprints: how much two texts have in common, in every script."""

import random

import pytest

from newsarchive.comparison.shingles import (
    FINGERPRINT_SIZE,
    compute_overlap,
    fingerprint,
    fingerprint_and_shingles,
    shingles_of,
)

SYLLABLES = ("har", "fer", "bri", "tow", "mar", "lig", "quo", "sel", "dun", "pol")
CHARACTERS = "港湾橋町市場灯台議会知事建設完成開通住民船舶漁業観光予算計画工事費用安全地域"


def a_text(seed: int, words: int = 200) -> str:
    chosen = random.Random(seed)
    return " ".join("".join(chosen.choices(SYLLABLES, k=4)) for _ in range(words))


def a_japanese_text(seed: int, characters: int = 400) -> str:
    chosen = random.Random(seed)
    return "。".join("".join(chosen.choices(CHARACTERS, k=20)) for _ in range(characters // 20))


def overlap(one: str, other: str):
    return compute_overlap(shingles_of(one), shingles_of(other))


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(str.upper, id="case"),
        pytest.param(lambda text: text.replace(" ", "\n\n", 5), id="white space"),
        pytest.param(lambda text: text.replace(" ", ", ", 9) + ".", id="punctuation"),
    ],
)
def test_case_space_and_punctuation_do_not_matter(edit):
    text = a_text(1)
    assert fingerprint(edit(text)) == fingerprint(text)
    assert overlap(text, edit(text)).resemblance == 1


@pytest.mark.parametrize("text", [a_text(1), a_japanese_text(1)], ids=["words", "characters"])
def test_a_text_with_its_end_cut_off_is_contained_and_shares_a_fingerprint(text: str):
    cut = text[: int(len(text) * 0.6)]
    found = overlap(text, cut)
    assert found.containment > 0.98
    assert 0.55 < found.resemblance < 0.65
    assert set(fingerprint(text)) & set(fingerprint(cut))


@pytest.mark.parametrize("make", [a_text, a_japanese_text])
def test_texts_of_the_same_words_in_another_order_have_nothing_in_common(make):
    found = overlap(make(1), make(2))
    assert found.containment < 0.05
    assert not set(fingerprint(make(1))) & set(fingerprint(make(2)))


def test_a_chinese_name_does_not_make_a_text_chinese():
    text = a_text(3)
    assert overlap(text, f"{text} 北京市").containment == 1


def test_runs_with_figures_are_compared_by_themselves():
    template = "the index closed at {} points while the bank rate stayed at {} per cent and oil cost {} a barrel " * 2
    one, other = template.format(*range(100, 106)), template.format(*range(200, 206))
    assert overlap(one, other).numbers == 0
    assert overlap(one, other).containment >= 0.4
    assert overlap(one, one).numbers == 1
    assert overlap(a_text(1), a_text(1)).numbers is None


def test_fingerprints_are_few_small_and_the_same_on_every_machine():
    found = fingerprint("The harbour opens in May, the ferry in June.")
    assert found == tuple(sorted(found))
    assert all(0 <= one < 1 << 48 for one in found)
    assert len(fingerprint(a_text(1))) == FINGERPRINT_SIZE
    assert fingerprint("the harbour opens") == (140636647348143,)


def test_a_text_of_two_words_has_no_fingerprint():
    assert fingerprint("harbour opens") == ()
    assert overlap("", "harbour").resemblance == 0


@pytest.mark.parametrize("text", ["", "one two", "The bridge 12 opened on 5 May. " * 9, "港湾橋町市場灯台議会" * 9])
def test_packed_shingles_are_those_of_the_text_and_the_fingerprint_is_the_same(text: str) -> None:
    found, packed = fingerprint_and_shingles(text)
    assert found == fingerprint(text)
    assert packed.unpack() == shingles_of(text)
    assert len(packed.all) == 8 * len(shingles_of(text).all)
