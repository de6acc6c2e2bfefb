"""Undeclared bytes are read in the encoding that gives a text of one language."""

import pytest

from newsarchive.extraction.page.encoding_guess import guess, is_iso_2022_jp, sample_of, score
from newsarchive.extraction.page.likely_letters import all_codecs

TEXTS = {
    "fr": ("windows-1252", "Le pont a été fermé à la circulation après la tempête, a déclaré le maire. Ça durera."),
    "de": ("windows-1252", "Die Brücke über den Fluß bleibt für Fußgänger geöffnet, erklärte die Behörde später."),
    "sv": ("windows-1252", "Bron över ån är stängd sedan i går kväll, säger kommunen. Båtarna går från kajen."),
    "es": ("windows-1252", "El puente se cerró después de la tormenta, según informó la alcaldía. ¿Cuándo? Mañana."),
    "pl": ("iso-8859-2", "Most zamknięto po burzy, poinformował urząd miasta. Łodzie rybaków stanęły przy brzegu."),
    "cs": ("windows-1250", "Most přes řeku zůstává uzavřený, řekl starosta. Lodě čekají u břehu na lepší počasí."),
    "hu": ("windows-1250", "A hidat a vihar után lezárták, közölte a polgármester. Az őszi forgalom a túlsó úton."),
    "ro": ("windows-1250", "Podul a fost închis după furtună, a anunţat primăria. Bărcile aşteaptă la mal până joi."),
    "hr": ("windows-1250", "Most je zatvoren poslije oluje, rekao je načelnik. Brodovi čekaju kišu i žuti vlak."),
    "tr": ("windows-1254", "Köprü fırtınadan sonra kapatıldı, dedi belediye başkanı. Işıklar akşam açılacak."),
    "lt": ("windows-1257", "Tiltas po audros uždarytas, pranešė savivaldybė. Žvejų laivai laukia prie kranto šiąnakt."),
    "ru": ("koi8-r", "Мост через реку закрыт после сильной бури, сообщили власти города. Лодки ждут у берега."),
    "uk": ("windows-1251", "Міст через річку закрито після сильної бурі, повідомила міська влада. Її човни чекають."),
    "bg": ("windows-1251", "Мостът над реката е затворен след силната буря, съобщи общината. Лодките чакат на брега."),
    "el": ("windows-1253", "Η γέφυρα έκλεισε μετά την καταιγίδα, ανακοίνωσε ο δήμος. Τα πλοία περιμένουν στην όχθη."),
    "he": ("windows-1255", "הגשר נסגר אחרי הסערה, הודיעה העירייה. הסירות ממתינות ליד החוף עד מחר בבוקר."),
    "ar": ("windows-1256", "أغلق الجسر بعد العاصفة وقالت البلدية إن القوارب تنتظر قرب الشاطئ حتى صباح الغد."),
    "th": ("cp874", "สะพานปิดหลังพายุ เทศบาลเมืองแจ้งว่าเรือประมงรออยู่ที่ท่าจนถึงเช้าวันพรุ่งนี้"),
    "zh-Hans": ("gb18030", "暴风雨过后大桥关闭，市政府表示，渔船将在岸边等到明天早上，居民必须走另一条路。"),
    "zh-Hant": ("big5hkscs", "暴風雨過後大橋關閉，市政府表示，漁船將在岸邊等到明天早上，居民必須走另一條路。"),
    "ja": ("cp932", "嵐のあと橋は閉鎖され、市は漁船が明日の朝まで岸で待つと発表した。住民は別の道を使う。"),
    "ja euc": ("euc_jis_2004", "嵐のあと橋は閉鎖され、市は漁船が明日の朝まで岸で待つと発表した。住民は別の道を使う。"),
    "ko": ("cp949", "폭풍이 지나간 뒤 다리가 폐쇄되었다고 시청이 밝혔다. 어선들은 내일 아침까지 기다린다."),
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_few_sentences_are_enough(language: str) -> None:
    codec, text = TEXTS[language]
    found = guess(sample_of(f"<p>{text}</p>".encode(codec)))
    assert found is not None
    assert text.encode(codec).decode(found.codec, "replace") == text


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ja euc", "ko"])
def test_it_does_not_matter_where_the_sample_is_cut(language: str) -> None:
    codec, text = TEXTS[language]
    for start in range(8):
        body = b"<p>" + b"x" * start + (text * 120).encode(codec)
        found = guess(sample_of(body))
        assert found is not None
        assert found.codec == codec


@pytest.mark.parametrize(
    ("text", "codec", "hint"),
    [
        pytest.param("The wall cost £30,000 – or so they say.", "windows-1252", "en", id="a pound sign"),
        pytest.param("Rådet møtes", "windows-1252", "no", id="one word"),
        pytest.param("Nie chcę – mówi", "windows-1250", "pl", id="Polish"),
        pytest.param("Bit će čist", "windows-1250", "hr", id="Croatian"),
    ],
)
def test_the_declared_language_decides_where_few_letters_do_not(text: str, codec: str, hint: str) -> None:
    found = guess(sample_of(text.encode(codec)), [hint])
    assert found is not None
    assert text.encode(codec).decode(found.codec) == text


def test_a_wrong_language_does_not_turn_one_script_into_another() -> None:
    codec, text = TEXTS["ru"]
    found = guess(sample_of(text.encode(codec)), ["en", "de"])
    assert found is not None
    assert found.codec == codec


def test_ascii_is_no_evidence() -> None:
    assert guess(sample_of(b"<p>The bridge is closed.</p>")) is None
    assert score(b"plain", "windows-1252").evidence == 0


def test_only_encodings_that_browsers_know_are_guessed() -> None:
    found = {guess(bytes([first, second] * 20)) for first in range(128, 256, 5) for second in range(128, 256, 7)}
    assert {each.codec for each in found if each} <= set(all_codecs())
    assert not {"hp_roman8", "iso8859_10", "cp437", "cp037"} & set(all_codecs())


def test_the_sample_is_text_with_foreign_bytes_only_and_is_limited() -> None:
    assert sample_of(b"<p title='\xe9'>plain</p>\n<p>caf\xe9</p>") == b"p title='\xe9'\ncaf\xe9"
    assert len(sample_of(b"\xe9" * 1_000_000)) <= 10_000


def test_the_encoding_of_japanese_mail_is_known_by_its_escapes() -> None:
    assert is_iso_2022_jp("橋は閉鎖".encode("iso2022_jp"))
    assert not is_iso_2022_jp(b"\x1b[31mred")
    assert not is_iso_2022_jp(b"$B%3%s")
