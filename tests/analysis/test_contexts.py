"""Keywords in context: the words around, scripts without spaces, the order of lines, and hostile texts."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.analysis.contexts import Context, contexts_in, in_order


def contexts(marked: str) -> list[Context]:
    return list(contexts_in(marked.replace("[", "\x02").replace("]", "\x03"), "\x02", "\x03"))


@dataclass(frozen=True)
class ALine:
    context: Context


def ordered(order, *texts: str) -> list[str]:
    lines = [ALine(context) for text in texts for context in contexts(text)]
    return [f"{line.context.before}[{line.context.found}]{line.context.after}" for line in in_order(lines, order)]


def test_ten_words_stand_on_each_side():
    words = " ".join(f"w{number}" for number in range(30))
    (context,) = contexts(words.replace("w15", "[w15]"))
    assert context.before == "w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 "
    assert context.after == " w16 w17 w18 w19 w20 w21 w22 w23 w24 w25"


def test_paragraphs_become_one_line_and_punctuation_stays_where_it_was():
    (context,) = contexts("The quay.\n\nThe “[high water]”, they said")
    assert context == Context("The quay. The “", "high water", "”, they said")


def test_every_place_has_its_line():
    assert [context.after for context in contexts("[a] b [a]\n[a]")] == [" b a a", " a", ""]
    assert contexts("nothing is marked") == []
    assert contexts("a mark without an [end") == []


def test_scripts_without_spaces_have_twenty_characters_on_each_side():
    (context,) = contexts("三森市は二十日、[港]の東岸壁で見つかったひび割れが想定より深いとして、閉鎖する")
    assert context == Context("三森市は二十日、", "港", "の東岸壁で見つかったひび割れが想定より深")


@pytest.mark.parametrize("letters", range(8))
def test_no_letter_is_cut_from_its_vowel_sign(letters: int):
    text = "กิ" * letters + "รัฐบาลไทยประกาศว่าจะ"
    (context,) = contexts(f"{text}[ปิด]{text}")
    for side in (context.before[:1], text.removeprefix(context.after)[:1]):
        assert side not in tuple("ัิีึืุู็่้๊๋์")
    assert len(context.before) in (20, 21)


def test_korean_has_words():
    (context,) = contexts(
        "시의회는 화요일에 동쪽 부두의 균열이 예상보다 깊다며 [항구를] 봄까지 폐쇄하기로 결정했다고 밝혔다 그리고"
    )
    assert context.before == "시의회는 화요일에 동쪽 부두의 균열이 예상보다 깊다며 "


def test_lines_are_ordered_by_the_word_after_and_then_the_next():
    assert ordered("right", "[x] b a", "[x] a z", "[x] a b", "[x]") == ["[x]", "[x] a b", "[x] a z", "[x] b a"]


def test_lines_are_ordered_by_the_word_before_and_then_the_one_before_that():
    assert ordered("left", "a c [x]", "b a [x]", "a a [x]", "[x]") == ["[x]", "a a [x]", "b a [x]", "a c [x]"]


def test_case_punctuation_and_accents_hardly_count():
    found = ordered("right", "[x] zebra", "[x] “Éclair”", "[x] eclair", "[x] Ebb", "[x] fox")
    assert found == ["[x] Ebb", "[x] eclair", "[x] “Éclair”", "[x] fox", "[x] zebra"]


def test_equal_lines_keep_their_order():
    texts = ["one [X] b", "two [x] b", "three [x] B"]
    assert ordered("right", *texts) == texts
    assert ordered("results", "[x] b", "[x] a") == ["[x] b", "[x] a"]


def test_a_text_without_spaces_is_cut():
    (context,) = contexts("a" * 100_000 + "[b]" + "c" * 100_000)
    assert len(context.before) + len(context.after) <= 600


@given(st.text(alphabet="ab [].\n三港ัท", max_size=200))
def test_any_text_has_contexts_of_one_line(marked: str):
    for context in contexts(marked):
        assert "\n" not in context.before + context.found + context.after
