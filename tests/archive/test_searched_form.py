"""Letters as people type them, and found pieces in the letters of the text."""

import pytest

from newsarchive.archive.searched_form import in_original_letters, searched_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("Bałtyk", "Baltyk", id="Polish"),
        pytest.param("Đông Đô", "Dông Dô", id="Vietnamese; the tokenizer removes the other accents"),
        pytest.param("Rødgrød på Ærø", "Rodgrod på AEro", id="Danish"),
        pytest.param("Großer Fluß", "Grosser Fluss", id="German"),
        pytest.param("Þingvellir, bróðir", "THingvellir, bródir", id="Icelandic"),
        pytest.param("сёла", "села", id="Russian"),
        pytest.param("Μάϊος, λόγος", "Μαιοσ, λογοσ", id="Greek"),
        pytest.param("كَتَبَ الأحمر", "كتب الاحمر", id="Arabic"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew"),
        pytest.param("第一 Łuk", "第\x1f一 Luk", id="a script without spaces beside it"),
        pytest.param("йод, ばば, कुल, น้ำ", "йод, ば\x1fば, कुल, น้\x1fำ", id="marks that make another letter"),
    ],
)
def test_letters_are_searched_as_people_type_them(text, form):
    if "น" in text:
        # Where Thai units end is tested in test_text; here no mark may be lost.
        assert searched_form(text).replace("\x1f", "") == text
        return
    assert searched_form(text) == form
    assert searched_form(form.replace("\x1f", "")) == form


def test_a_text_without_such_letters_stays_as_it_is():
    for text in ("", "Harbour – “café”", "município"):
        assert searched_form(text) == text


@pytest.mark.parametrize(
    ("found", "original", "shown"),
    [
        pytest.param("\x02Baltyk\x03 dzis", "Bałtyk dzis", "\x02Bałtyk\x03 dzis", id="a whole text"),
        pytest.param("…\x02AEro\x03 i dag…", "Rejsen til Ærø i dag begynder", "…\x02Ærø\x03 i dag…", id="a snippet"),
        pytest.param("…Grosser \x02Fluss\x03", "Ein Großer Fluß", "…Großer \x02Fluß\x03", id="one letter for two"),
        pytest.param("\x02كتب\x03 الولد", "كَتَبَ الولد", "\x02كَتَبَ\x03 الولد", id="signs that are left out"),
        pytest.param("第\x1f一 \x02Luk\x03", "第一 Łuk", "第一 \x02Łuk\x03", id="units set apart"),
        pytest.param("… i \x02lod\x03", "Zima… i łod", "… i \x02łod\x03", id="a text with dots of its own"),
        pytest.param("elsewhere", "Bałtyk", "elsewhere", id="a piece that is not in the text"),
        pytest.param("\x02Harbour\x03", "Harbour", "\x02Harbour\x03", id="nothing to bring back"),
    ],
)
def test_a_found_piece_is_shown_in_the_letters_of_its_text(found, original, shown):
    assert in_original_letters(found, original) == shown
