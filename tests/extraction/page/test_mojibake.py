"""Characters that were broken before the page was sent are repaired; all others stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extraction.page.mojibake import repair_markup

TEXTS = {
    "English": "“Don’t wait” — the mayor said it costs €5…",
    "German": "Die Brücke über den Fluß wird größer – bald für alle.",
    "French": "Le café de l’été est fermé, « à côté » du pont : c’est sûr.",
    "Spanish": "El niño comió piña en España: “¿sí?”",
    "Portuguese": "São Paulo não é Lisboa, e a ponte já abriu às três.",
    "Italian": "La città è più bella: perché no?",
    "Swedish": "Bron över ån öppnades på lördagen.",
    "Polish": "Zażółć gęślą jaźń nad rzeką.",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Hungarian": "Az új híd a folyó fölött őszre készül el.",
    "Turkish": "İstanbul’da köprü yeniden açıldı, ağaçlar dikildi.",
    "Vietnamese": "Cây cầu đã được mở lại vào thứ sáu.",
    "Russian": "Мост через реку снова открыт. И ещё: так сказал мэр.",
    "Ukrainian": "Міст через річку знову відкрито, її ремонтували тиждень.",
    "Greek": "Η γέφυρα άνοιξε ξανά την Παρασκευή.",
    "Arabic": "قالت البلدية إن الجسر أعيد فتحه.",
    "Persian": "پل رودخانه دوباره باز می‌شود.",
    "Hebrew": "הגשר נפתח שוב ביום שישי.",
    "Hindi": "पुल शुक्रवार को फिर से खोला गया।",
    "Thai": "สะพานเปิดอีกครั้งในวันศุกร์",
    "Chinese": "大桥重新开放，市长说。",
    "Japanese": "橋は金曜日に再び開通した。",
    "Korean": "다리가 금요일에 다시 열렸다.",
    "an emoji": "What a day 😀 for the bridge",
}


def misread(text: str, encoding: str) -> str:
    """text in UTF-8 decoded with another encoding, as a browser does it."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_decoded_as_western_is_repaired(text: str, encoding: str) -> None:
    once = misread(text, encoding)
    assert once != text
    assert repair_markup(f"<p>{once}</p>") == f"<p>{text}</p>"
    assert repair_markup(f"<p>{misread(once, 'cp1252')}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("text", [TEXTS["Russian"], TEXTS["Ukrainian"]], ids=["Russian", "Ukrainian"])
def test_utf8_decoded_as_windows_cyrillic_is_repaired(text: str) -> None:
    assert repair_markup(f"<p>{misread(text, 'cp1251')}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        pytest.param("don\x92t \x93wait\x94 \x96 he said\x85", "don’t “wait” – he said…", id="control characters"),
        pytest.param("don&#146;t &#x93;wait&#X94;", "don’t “wait”", id="references to control characters"),
        pytest.param("5Â\xa0000 people at 25 Â°C", "5\xa0000 people at 25 °C", id="a stray letter before a space"),
        pytest.param("l&apos;Ã©tÃ© &amp; l&apos;hiver", "l&apos;été &amp; l&apos;hiver", id="entities around it stay"),
    ],
)
def test_single_broken_characters_are_repaired(broken: str, whole: str) -> None:
    assert repair_markup(f"<p>{broken}</p>") == f"<p>{whole}</p>"


def test_each_text_is_repaired_separately() -> None:
    page = '<h1 title="Ã©tÃ©">Öffnung: Ã© als Zeichen</h1><p>cafÃ©</p>'
    assert repair_markup(page) == '<h1 title="été">Öffnung: Ã© als Zeichen</h1><p>café</p>'


RIGHT = {
    **TEXTS,
    "capitals before a quote": "«AMANHÃ» e “IRÔ",
    "capitals and a no-break space": "A FEIRA DO MARANHÃ\xa0– e nada mais",
    "a closing French quote": "Un vieux café\xa0» est là",
    "a French quote after an accent": "<em>Le blé\xa0»</em>",
    "a degree sign": "25\xa0°C, ±3 % – § 5 Âge",
    "Swedish capitals": "ÅÄÖ – “PÅ” ÄR BÄST™",
    "German capitals": "GRÖßE… STRAẞE „GRÜN“",
    "a sentence about it": "Er schrieb Ã© statt é, und „Ã¼“ für ü.",
    "typography": "‘one’ “two” „three‟ — …",
    "entities": "&eacute;&#233;&#8217;&nbsp;&#150000;&#12;",
    "mathematics": "3 × 4 ÷ 2 ² ³ ¹ µm",
    "Icelandic": "Þótt það sé þíða á Íslandi",
    "Spanish capitals": "EL NIÑO “ESPAÑOL” SEÑALÓ…",
    "Russian capitals": "РОССИЯ С № 1 — РФ И США",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_correct_text_is_unchanged(text: str) -> None:
    assert repair_markup(f"<p>{text}</p>") == f"<p>{text}</p>"


@given(st.text(), st.sampled_from(["", "Ã©", "â€™", "РџСЂРё", "\x92"]))
def test_nothing_raises_and_ascii_is_never_changed(text: str, broken: str) -> None:
    ours = repair_markup(f"<p>{text}{broken}</p>")
    assert repair_markup(text.encode("ascii", "ignore").decode().replace("&#", "")) == (
        text.encode("ascii", "ignore").decode().replace("&#", "")
    )
    assert ours.startswith("<p>")
