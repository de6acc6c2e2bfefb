"""The language is the text's own: declared ones are believed unless the text is certainly in another."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsarchive.extraction import language
from newsarchive.extraction.language import detect, find_language, language_tag
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage, parse_page
from newsarchive.outlet import Outlet
from newsarchive.records import Page

TEXTS = {
    "en": "The bridge over the river was closed after the storm on Tuesday, the council said. It will stay "
    "closed until the engineers have looked at the pillars, and that is not likely to happen before the "
    "end of the month.",
    "fr": "Le pont sur la rivière a été fermé mardi après la tempête, a annoncé la mairie. Il restera fermé "
    "tant que les ingénieurs n’auront pas examiné les piliers, ce qui ne devrait pas arriver avant la "
    "fin du mois.",
    "de": "Die Brücke über den Fluss ist seit dem Sturm am Dienstag gesperrt, teilte die Stadt mit. Sie bleibt "
    "zu, bis die Ingenieure die Pfeiler geprüft haben, und das wird nicht vor dem Ende des Monats "
    "geschehen.",
    "es": "El puente sobre el río fue cerrado el martes tras la tormenta, informó el ayuntamiento. Seguirá "
    "cerrado hasta que los ingenieros revisen los pilares, lo que no ocurrirá antes de que termine el "
    "mes.",
    "sw": "Daraja la mto limefungwa baada ya dhoruba ya Jumanne, halmashauri ya mji ilisema. Litabaki "
    "limefungwa hadi wahandisi watakapokagua nguzo zake, jambo ambalo halitafanyika kabla ya mwisho wa "
    "mwezi huu.",
    "id": "Jembatan di atas sungai itu ditutup setelah badai pada hari Selasa, kata dewan kota. Jembatan akan "
    "tetap ditutup sampai para insinyur memeriksa tiang-tiangnya, dan itu tidak akan terjadi sebelum "
    "akhir bulan.",
    "no": "Brua over elva ble stengt etter stormen tirsdag, opplyser kommunen. Den blir stengt til ingeniørene "
    "har undersøkt pilarene, og det skjer neppe før slutten av måneden, sier ordføreren.",
    "hr": "Most preko rijeke zatvoren je nakon oluje u utorak, priopćila je općina. Ostat će zatvoren dok "
    "inženjeri ne pregledaju stupove, a to se neće dogoditi prije kraja mjeseca, rekao je načelnik.",
    "uk": "Міст через річку закрили після бурі у вівторок, повідомила міська рада. Він залишиться закритим, "
    "доки інженери не оглянуть опори, а це навряд чи станеться раніше кінця місяця.",
    "ja": "川にかかる橋は火曜日の嵐のあと閉鎖されたと市が発表した。技術者が橋脚を調べるまで閉鎖は続き、月末より"
    "前に再開する見込みはない。住民は渡し船を使うか、北の橋まで回らなければならない。",
    "zh": "市政府表示，星期二暴风雨过后，河上的大桥已经关闭。在工程师检查桥墩之前，大桥将一直关闭，月底之前不太"
    "可能重新开放。居民必须乘坐渡船或者绕道北边的桥。",
    "ko": "시 당국은 화요일 폭풍이 지나간 뒤 강을 건너는 다리가 폐쇄되었다고 밝혔다. 기술자들이 교각을 점검할 "
    "때까지 다리는 계속 폐쇄되며, 이달 말 이전에 다시 열릴 가능성은 낮다고 덧붙였다.",
    "ar": "أعلنت البلدية أن الجسر فوق النهر أغلق بعد العاصفة يوم الثلاثاء. وسيبقى مغلقا حتى يفحص المهندسون "
    "الأعمدة، وهذا لن يحدث على الأرجح قبل نهاية الشهر الجاري.",
    "el": "Η γέφυρα πάνω από το ποτάμι έκλεισε μετά την καταιγίδα της Τρίτης, ανακοίνωσε ο δήμος. Θα μείνει "
    "κλειστή μέχρι οι μηχανικοί να ελέγξουν τις κολόνες, κάτι που δεν θα γίνει πριν από το τέλος του "
    "μήνα.",
}


def nowhere(outlet: Outlet) -> Outlet:
    return replace(outlet, language="und")


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en_US", "en"), ("de-DE", "de"), ("ZH-hant-TW", "zh-Hant"), ("sr_Latn", "sr-Latn"), (" fr ", "fr"),
        ("jp", "ja"), ("ja-JP", "ja"), ("ua", "uk"), ("uk", "uk"), ("cz", "cs"), ("cn", "zh"), ("iw", "he"),
        ("eng", "en"), ("DEU", "de"), ("ckb", "ckb"), ("fil-PH", "fil"),
        ("und", None), ("english", None), ("", None), ("zz", None), ("{{ lang }}", None), ("x-default", None),
    ],
)  # fmt: skip
def test_languages_are_tagged_without_region(written: str, tag: str | None) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize("code", TEXTS)
def test_a_few_sentences_show_the_language(code: str) -> None:
    found, percent = detect(TEXTS[code])
    assert found == code
    assert percent > 90


def test_the_declared_language_comes_before_the_outlets(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    assert find_language(parsed(lang="nb-NO"), outlet) == Candidate("nb", "html lang")
    assert find_language(parsed('<meta property="og:locale" content="fr_FR">'), outlet) == Candidate("fr", "og:locale")
    assert find_language(parsed(), outlet) == Candidate("en", "outlet")
    assert find_language(parsed(), nowhere(outlet)) is None


@pytest.mark.parametrize(
    ("body", "where"),
    [('<article lang="fr"><p>x</p></article>', "article lang"), ("<p>x</p>", "outlet")],
)
def test_an_article_may_declare_its_language(
    parsed: Callable[..., ParsedPage], outlet: Outlet, body: str, where: str
) -> None:
    found = find_language(parsed(body=body), outlet)
    assert found is not None
    assert found.where == where


def test_the_languages_of_xml_and_of_the_body_are_read(a_page: Callable[..., Page], outlet: Outlet) -> None:
    page = parse_page(a_page('<html xml:lang="pl"><body><p>x</p></body></html>'))
    assert find_language(page, outlet) == Candidate("pl", "html xml:lang")
    page = parse_page(a_page('<html><body lang="pt-BR"><p>x</p></body></html>'))
    assert find_language(page, outlet) == Candidate("pt", "body lang")


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "en"])
def test_a_template_in_english_does_not_make_a_text_english(
    parsed: Callable[..., ParsedPage], outlet: Outlet, code: str
) -> None:
    assert find_language(parsed(lang="en-US"), outlet, TEXTS[code]) == Candidate(code, "text")


@pytest.mark.parametrize("lang", ["de", "fr", "sw", "ja", "uk"])
def test_an_english_text_in_another_template_is_english(
    parsed: Callable[..., ParsedPage], outlet: Outlet, lang: str
) -> None:
    page = parsed(lang=lang)
    assert find_language(page, outlet, TEXTS["en"]) == Candidate("en", "outlet")
    assert find_language(page, nowhere(outlet), TEXTS["en"]) == Candidate("en", "text")


def test_the_declaration_that_fits_the_text_is_chosen(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed('<meta property="og:locale" content="nb_NO">', lang="en")
    assert find_language(page, outlet, TEXTS["no"]) == Candidate("nb", "og:locale")
    page = parsed('<meta property="og:locale" content="zh-Hant-TW">', lang="en")
    assert find_language(page, outlet, TEXTS["zh"]) == Candidate("zh-Hant", "og:locale")


@pytest.mark.parametrize(
    ("lang", "code"),
    [("nb", "no"), ("nn", "no"), ("da", "no"), ("sr-Latn", "hr"), ("bs", "hr"), ("ms", "id"), ("zh-Hant", "zh")],
)
def test_close_languages_do_not_overrule_each_other(
    parsed: Callable[..., ParsedPage], outlet: Outlet, lang: str, code: str
) -> None:
    assert find_language(parsed(lang=lang), outlet, TEXTS[code]) == Candidate(lang, "html lang")


def test_a_language_that_the_detector_does_not_know_is_believed(
    parsed: Callable[..., ParsedPage], outlet: Outlet
) -> None:
    assert find_language(parsed(lang="gsw"), outlet, TEXTS["de"]) == Candidate("gsw", "html lang")


@pytest.mark.parametrize(
    ("lang", "code", "tag"),
    [
        pytest.param("ch", "de", "de", id="Switzerland, not Chamorro"),
        pytest.param("cr", "es", "es", id="Costa Rica, not Cree"),
        pytest.param("se", "de", "se", id="no language of Sweden"),
    ],
)
def test_a_countrys_code_that_is_also_a_languages_gives_way_to_the_text(
    parsed: Callable[..., ParsedPage], outlet: Outlet, lang: str, code: str, tag: str
) -> None:
    found = find_language(parsed(lang=lang), nowhere(outlet), TEXTS[code])
    assert found is not None
    assert found.value == tag


def test_swedish_in_a_template_of_sweden_is_swedish(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    swedish = "Bron över älven stängdes efter stormen i tisdags, meddelar kommunen. Den är stängd till månadens slut."
    sami = "Sámediggi lea mearridan ahte oahppit galget oažžut oahpahusa sámegillii buot skuvllain, dadjá presideanta."
    assert find_language(parsed(lang="se"), nowhere(outlet), swedish) == Candidate("sv", "text")
    assert find_language(parsed(lang="se"), nowhere(outlet), sami) == Candidate("se", "html lang")


@pytest.mark.parametrize("code", TEXTS)
def test_the_text_decides_where_nothing_is_declared(
    parsed: Callable[..., ParsedPage], outlet: Outlet, code: str
) -> None:
    assert find_language(parsed(), nowhere(outlet), TEXTS[code]) == Candidate(code, "text")


def test_a_likely_language_is_enough_where_nothing_is_declared(
    parsed: Callable[..., ParsedPage], outlet: Outlet
) -> None:
    text = "Ferry A–Dock B 2:1, Ferry C–Dock D 0:0, resultados de la jornada, clasificación y equipos."
    assert find_language(parsed(), nowhere(outlet), text) == Candidate("es", "text")


@pytest.mark.parametrize("text", ["", "Le pont est fermé.", "2026 – 14:30 – 7:2, 6:4 " * 30])
def test_a_text_of_few_letters_decides_nothing(parsed: Callable[..., ParsedPage], outlet: Outlet, text: str) -> None:
    assert find_language(parsed(lang="en"), outlet, text) == Candidate("en", "html lang")
    assert find_language(parsed(), nowhere(outlet), text) is None


def test_a_long_quotation_at_the_beginning_does_not_decide(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    text = TEXTS["fr"] * 5 + "\n\n" + TEXTS["en"] * 20
    assert find_language(parsed(lang="en"), outlet, text) == Candidate("en", "html lang")
    assert find_language(parsed(lang="en"), outlet, TEXTS["fr"] * 20) == Candidate("fr", "text")


@pytest.mark.parametrize(
    "text", ["a\x00b \x01" * 200, "\ud800" * 100 + "word " * 100, "\u202e" * 500 + "x" * 99, "ǅ" * 900]
)
def test_characters_that_are_no_text_are_no_error(text: str) -> None:
    assert detect(text)[0] is None


def test_without_the_detector_languages_are_what_is_declared(
    parsed: Callable[..., ParsedPage], outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "pycld2", None)
    assert find_language(parsed(lang="en"), outlet, TEXTS["sw"]) == Candidate("en", "html lang")
    assert find_language(parsed(), nowhere(outlet), TEXTS["sw"]) is None
