"""The source of a text. There are as many texts that only mention an agency as texts that credit one."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.extraction.source.choice import SignedText, find_source
from newsarchive.extraction.source.source_line import Credit, without_source_line
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Page

TEXT = "The bridge over the river was opened again, the city said."


def an_outlet(title: str, host: str) -> Outlet:
    return Outlet("anoutlet", title, f"https://{host}/", language="en", timezone="UTC", domains=(host,))


POST = an_outlet("Rivertown Post", "rivertownpost.example")
OWN = "Rivertown Post"
REED, HALL, AFP = Author("Anna Reed"), Author("Ben Hall"), Author("AFP", "agency")


def credit_of(body: str, authors: Sequence[Author] = (), byline: str | None = None, cut: Sequence[str] = ()) -> Credit:
    return find_source(SignedText(body, authors, byline, cut), POST)


DATELINES = {
    "PARIS (AP) — ": "AP",
    "ST. MARY, Mich. (AP) — ": "AP",
    "SANTA ROSA, N.M. (AP) — ": "AP",
    "WASHINGTON (AP) The ": "AP",
    "OSLO, Nov 20 (Reuters) - ": "Reuters",
    "(Reuters) - ": "Reuters",
    "BEIRUT/THE HAGUE, March 7 (Reuters) - ": "Reuters",
    "LONDON, Reuters — ": "Reuters",
    "KUALA LUMPUR, Nov 20 (Bernama) -- ": "Bernama",
    "BEIJING, Nov. 20 (Xinhua) -- ": "Xinhua",
    "NEW DELHI, Nov 20 (PTI) ": "PTI",
    "Berlin (dpa) - ": "dpa",
    "Berlin/Köln (dpa/lnw) – ": "dpa",
    "Frankfurt/Main (dpa-AFX) - ": "dpa",
    "dpa/Berlin – ": "dpa",
    "Wien (APA/dpa) - ": "APA",
    "Bern (sda) ": "Keystone-SDA",
    "Paris (AFP) – ": "AFP",
    "Bruxelles, 20 nov 2026 (Belga) - ": "Belga",
    "Madrid, 20 nov (EFE).- ": "EFE",
    "Ciudad de México, 3 de mayo (EFE) - ": "EFE",
    "MADRID, 20 (EUROPA PRESS) ": "Europa Press",
    "EFE.- El ": "EFE",
    "Lisboa, 20 nov 2026 (Lusa) – ": "Lusa",
    "Porto – Lusa – ": "Lusa",
    "ROMA (ANSA) - ": "ANSA",
    "(ANSA) - ROMA, 20 NOV - ": "ANSA",
    "Utrecht (ANP) - ": "ANP",
    "Oslo (NTB): ": "NTB",
    "Stockholm (TT) – ": "TT",
    "København /ritzau/: ": "Ritzau",
    "Helsinki (STT) – ": "STT",
    "WARSZAWA (PAP) – ": "PAP",
    "Praha 20. listopadu (ČTK) - ": "ČTK",
    "Budapest, 2026. november 20., péntek (MTI) – ": "MTI",
    "București, 20 nov /Agerpres/ - ": "Agerpres",
    "ZAGREB (Hina) - ": "HINA",
    "София, 20 ноември /БТА/ ": "BTA",
    "Αθήνα (ΑΠΕ-ΜΠΕ) – ": "ANA-MPA",
    "МОСКВА, 20 ноября. /ТАСС/. ": "TASS",
    "МОСКВА, 20 ноя - РИА Новости. ": "RIA Novosti",
    "Москва. 20 ноября. ИНТЕРФАКС - ": "Interfax",
    "КИЇВ (Укрінформ) – ": "Ukrinform",
    "ANKARA (AA) - ": "Anadolu Agency",
    "İSTANBUL, (DHA) - ": "DHA",
    "(رويترز) - ": "Reuters",
    "باريس (أ ف ب) - ": "AFP",
    "القاهرة - رويترز - ": "Reuters",
    "به گزارش ایسنا، ": "ISNA",
    "تهران- ایرنا- ": "IRNA",
    "به گزارش خبرگزاری مهر، ": "Mehr",
    "JAKARTA (ANTARA) - ": "Antara",
    "(TTXVN) - ": "VNA",
    "नई दिल्ली, 20 नवंबर (भाषा) ": "PTI",
    "【ロンドン共同】": "Kyodo",
    "【11月20日 AFP】": "AFP",
    "【ワシントン＝時事】": "Jiji Press",
    "(서울=연합뉴스) 홍길동 기자 = ": "Yonhap",
    "新华社北京11月20日电 ": "Xinhua",
    "【新华社北京11月20日电】": "Xinhua",
    "（中央社記者陳大文台北20日電）": "CNA",
    "KVELLER via JTA — ": "Kveller",
}


@pytest.mark.parametrize(("opening", "source"), DATELINES.items())
def test_datelines_credit_an_agency(opening: str, source: str) -> None:
    credit = credit_of(opening + TEXT)
    assert (credit.source, credit.where) == (source, "dateline")


MENTIONS = (
    "The mayor told Reuters that the bridge is safe.",
    "According to the AP, the bridge was built in 1970.",
    "According to AFP - the agency - it is closed.",
    "In an interview with (among others) AFP - the agency - he denied it.",
    "Reuters reported on Friday that the bridge is closed.",
    "Reuters – the agency, not the baker – will move.",
    "The spokesman said to TASS that work goes on.",
    "He used an AA battery - nothing else.",
    "AA – the motoring club – advises patience.",
    "The Associated Press has moved its office to Rivertown.",
    "The Associated Press (AP) - founded in 1846 - is moving.",
    "Agence France-Presse (AFP) – die Agentur – zieht um.",
    "Interfax is the name of a company.",
    "He was a UPI reporter for years; (UPI) - his old office - is now a café.",
    "A source said so.",
    "The PA system failed at the opening.",
    "SCRANTON (PA) — The bridge is closed.",
    "Scranton, PA — The bridge is closed.",
    "AP Moller, the shipping line, paid for it.",
    "SPA - Hotel and bridge belong together.",
    "The mayor's friends in the county (AP) - were there.",
    "Anna Reed speaks at the bridge (AP Photo/Tom Reed) - it is open.",
    "Lusa – her first name – means nothing.",
    "Lusa, her sister, crossed first – and fell.",
    "UNI - die Studenten feiern.",
    "Die Uni Bonn (UNI) – älter als die Brücke – feiert.",
    "Wie die dpa erfuhr, ist die Brücke wieder offen.",
    "Der Bürgermeister sagte der dpa – wie schon am Montag – nichts.",
    "Nach Angaben von AFP und dpa (Berlin) – beide Agenturen – stimmt das.",
    "Selon l'AFP, le pont est ouvert.",
    "Le maire a dit à l'AFP – sans détails – que le pont est ouvert.",
    "Según EFE, el puente está abierto.",
    "La alcaldesa dijo a la agencia EFE (Madrid) - y a otras - que no.",
    "Segundo a Lusa – que cita a câmara – a ponte abriu.",
    "Il sindaco ha detto all'ANSA - ieri - che il ponte è aperto.",
    "Volgens ANP is de brug weer open.",
    "Ordføreren sier til NTB – og andre – at brua er åpen.",
    "Till TT säger hon – igen – att bron är öppen.",
    "Jak podaje PAP – most jest otwarty.",
    "Podle ČTK - i jiných - je most otevřen.",
    "Как сообщает ТАСС, мост открыт.",
    "Об этом сообщил Интерфакс - и другие.",
    "Мэр сказал РИА Новости - и не только, - что мост открыт.",
    "За даними Укрінформу – міст відкрито.",
    "AA muhabirine konuşan başkan - dün - köprüyü açtı.",
    "وقالت رويترز إن الجسر مفتوح.",
    "به گزارش رویترز، پل باز است.",
    "共同声明は橋の開通を歓迎した。",
    "【日米共同】橋の開通を歓迎した。",
    "日本と韓国が共同で橋を架けた。",
    "据新华社报道，大桥已经开通。",
    "연합뉴스에 따르면 다리가 열렸다.",
    "रॉयटर्स के अनुसार पुल खुल गया।",
    "Theo AFP, cây cầu đã mở.",
    "Menurut Antara, jembatan dibuka.",
    "ANI, my daughter, was there - and so was I.",
    "Oslo (capital) - the bridge is open.",
    "Sputnik 1 – the satellite – was launched in 1957.",
    "Bloomberg (the mayor) - was there.",
    "Rivertown - The bridge is open. Reuters is not.",
    "NAN - so heißt das Brot - gab es auch.",
)


@pytest.mark.parametrize("body", MENTIONS)
def test_a_mention_is_not_a_credit(body: str) -> None:
    assert credit_of(f"{body} {TEXT}\n\n{TEXT}").source == OWN


def test_there_are_as_many_mentions_as_datelines() -> None:
    assert len(MENTIONS) >= len(DATELINES) - 1


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: Reuters", "Reuters"),
        ("(AFP)", "AFP"),
        ("Quelle: dpa", "dpa"),
        ("Quelle: sid/dpa", "SID"),
        ("Fuente: EFE", "EFE"),
        ("Fonte: ANSA", "ANSA"),
        ("Kaynak: AA", "Anadolu Agency"),
        ("Källa: TT", "TT"),
        ("Źródło: PAP", "PAP"),
        ("Forrás: MTI", "MTI"),
        ("Sursa: Agerpres", "Agerpres"),
        ("Источник: ТАСС", "TASS"),
        ("Джерело: Укрінформ", "Ukrinform"),
        ("Πηγή: ΑΠΕ-ΜΠΕ", "ANA-MPA"),
        ("出典：共同通信", "Kyodo"),
        ("来源：新华社", "Xinhua"),
        ("출처: 연합뉴스", "Yonhap"),
        ("المصدر: رويترز", "Reuters"),
        ("منبع: ایسنا", "ISNA"),
        ("Nguồn: TTXVN", "VNA"),
        ("© AFP", "AFP"),
        ("© 2026 The Associated Press. All rights reserved.", "AP"),
        ("Copyright: Project Syndicate, 2026", "Project Syndicate"),
        ("With Reuters", "Reuters"),
        ("(Con información de AFP, EFE y Reuters)", "AFP"),
        ("AFP/Reuters", "AFP"),
        ("(dpa/gem)", "dpa"),
        (f"{TEXT} (dpa)", "dpa"),
        (f"{TEXT} PTI", "PTI"),
        (f"{TEXT} — AFP", "AFP"),
        (f"{TEXT} (c)AFP/Taro Yamada", "AFP"),
        ("Source: Al Jazeera", "Al Jazeera"),
        ("Quelle: Flussauer Zeitung", "Flussauer Zeitung"),
        ("Source: Harbour Times and news agencies", "Harbour Times"),
        ("This article was originally published by Futurism. Read the original article.", "Futurism"),
        ("This story first appeared in Harbour Times on Friday.", "Harbour Times"),
    ],
)
def test_a_closing_line_credits_the_source(line: str, source: str) -> None:
    assert credit_of(f"{TEXT}\n\n{TEXT}\n\n{line}").source == source


@pytest.mark.parametrize(
    "line",
    [
        "He said that to Reuters",
        "He said that to Reuters.",
        "The agency is Agence France-Presse (AFP).",
        "ap",
        "AA",
        "Photo: dpa",
        "Foto: Jan Reed/dpa",
        "AP Photo/Tom Reed",
        "Image source: Reuters",
        "Source: News agencies",
        "Quelle: Polizei Rivertown",
        "Source: Repeat Project",
        "Source: Rivertown Post",
        "Sources: (Harbour Times) (Lake Medicine)",
        "Source: the mayor",
        "A source: Reuters is wrong",
        "© Anna Reed/AFP",
        "© 2026 Rivertown Post",
        "Rivertown Post/Bloomberg",
        "red, Rivertown Post/Agenturen",
        "With Post wires",
        "Reuters contributed to this report.",
        "AP writers Anna Reed and Tom Hill contributed.",
        "Follow AP's full coverage of the bridge",
        "This article was originally published in German.",
        "This article was first published on 3 May.",
        "This article has been adapted from its original source.",
        "Mehr von dpa lesen Sie hier",
        "Der Bürgermeister sagte der dpa: „Offen“",
        "Según la fuente: el puente",
        "Kaynak yok",
        "Источник в мэрии: мост открыт",
        "He lives in Scranton. PA",
        "Batteries: size AA",
        "Copyright notice: all rights reserved",
        "The band played „Sputnik“",
    ],
)
def test_other_closing_lines_credit_nobody(line: str) -> None:
    assert credit_of(f"{TEXT}\n\n{TEXT}\n\n{line}").source == OWN


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("mit dpa", OWN),
        ("With files from Reuters", OWN),
        ("avec AFP", OWN),
        ("Quelle: Golem", OWN),
        ("© dpa/Rivertown Post", OWN),
        ("Source: Reuters", "Reuters"),
        (f"{TEXT} (dpa)", "dpa"),
    ],
)
def test_agencies_only_contribute_to_a_text_with_a_named_author(line: str, source: str) -> None:
    assert credit_of(f"{TEXT}\n\n{TEXT}\n\n{line}", [REED]).source == source


def test_a_credit_before_links_to_other_stories_is_read() -> None:
    prose = f"{TEXT} {TEXT} {TEXT} (dpa/gem)"
    assert credit_of("\n\n".join([TEXT, prose, *["Why the ferry stays"] * 6])).source == "dpa"


def test_a_removed_line_still_names_the_first_publisher() -> None:
    cut = ["Read more", "This article was originally published by Futurism. Read the original article."]
    assert credit_of(f"{TEXT}\n\n{TEXT}", [REED], cut=cut).source == "Futurism"


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        ("Sputnik, 08 Dec 2016", "Sputnik", date(2016, 12, 8)),
        ("The New York Times, 8 December 2016", "The New York Times", date(2016, 12, 8)),
        ("Harbour Times, December 8, 2016", "Harbour Times", date(2016, 12, 8)),
        ("RT, 08 Dec 2016", "RT", date(2016, 12, 8)),
        ("Flussauer Zeitung, 8. Dezember 2016", "Flussauer Zeitung", date(2016, 12, 8)),
        ("Le Monde, 8 décembre 2016", "Le Monde", date(2016, 12, 8)),
        ("El País, 8 de diciembre de 2016", "El País", date(2016, 12, 8)),
        ("Associated Press, 08.12.2016", "AP", date(2016, 12, 8)),
    ],
)
@pytest.mark.parametrize("before", ["", "- 09.12.2016\n\n"], ids=["first", "behind a day"])
def test_a_first_line_gives_source_and_day(before: str, line: str, source: str, day: date) -> None:
    body = f"{before}{line}\n\n{TEXT}"
    credit = credit_of(body)
    assert (credit.source, credit.on, credit.printed) == (source, day, line)
    assert without_source_line(body) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Sputnik, 31 Feb 2016",
        "Sputnik, 08 Xyz 2016",
        "Oslo, 08 Dec 2016",
        "Friday, 08 Dec 2016",
        "Sun City, 08 Dec 2016",
        "Anna Reed, 08 Dec 2016",
        "Staff Reporter, 08 Dec 2016",
        "Latest News, 08 Dec 2016",
        "Ministry of Health, 08 Dec 2016",
        "Washington, D.C., 08 Dec 2016",
        "he read the times, 08 Dec 2016",
        "Updated: Harbour Times, 08 Dec 2016",
    ],
)
def test_other_first_lines_stay_in_the_text(line: str) -> None:
    body = f"{line}\n\n{TEXT}"
    assert without_source_line(body) == body
    assert credit_of(body).on is None


@pytest.mark.parametrize(
    ("authors", "byline", "source"),
    [
        pytest.param([Author("The Associated Press", "agency")], "The Associated Press", "AP", id="agency alone"),
        pytest.param([Author("dpa", "agency"), REED], "dpa; Anna Reed", "dpa", id="agency first"),
        pytest.param([REED, Author("dpa", "agency")], "Anna Reed; dpa", OWN, id="colleague first"),
        pytest.param([REED], "Anna Reed", OWN, id="a person"),
        pytest.param([], None, OWN, id="nobody"),
        pytest.param([REED], "By ANNA REED, Associated Press", "AP", id="works there"),
        pytest.param([REED], "By ANNA REED, AP National Security Writer", "AP", id="works there, with a role"),
        pytest.param([REED], "Anna Reed and AFP", OWN, id="and"),
        pytest.param([REED], "Anna Reed avec AFP", OWN, id="avec"),
        pytest.param([REED], "Anna Reed / AFP", OWN, id="slash"),
        pytest.param([REED], "Anna Reed, Staff Writer", OWN, id="another role"),
        pytest.param([REED], "ANNA REED Associated Press", "AP", id="works there, without a comma"),
        pytest.param([REED, HALL, AFP], "By ANNA REED and Ben Hall AFP", "AFP", id="two who work there"),
        pytest.param([REED, HALL, AFP], "By Anna Reed, Ben Hall and AFP", OWN, id="two and an agency"),
        pytest.param([HALL, REED, AFP], "Ben Hall; Anna Reed AFP", OWN, id="in two elements"),
        pytest.param([Author("Lusa Reed")], "Lusa Reed", OWN, id="Lusa as a name"),
        pytest.param([Author("Anna Lusa")], "By Anna Lusa", OWN, id="Lusa as a surname"),
        pytest.param([Author("Tom Bloomberg")], "Tom Bloomberg", OWN, id="Bloomberg as a surname"),
    ],
)
def test_a_byline_credits_the_agency_it_names_first(authors: list[Author], byline: str | None, source: str) -> None:
    assert credit_of(TEXT, authors, byline).source == source


def test_an_agencys_own_site_is_credited_under_the_agencys_name() -> None:
    assert find_source(SignedText(TEXT), an_outlet("Anadolu Ajansı", "aa.example")).source == "Anadolu Agency"


def article_of(a_page: Callable[..., Page], html: str) -> Article:
    article = read_page(a_page(html), POST).article
    assert article is not None
    return article


def page_with(before: str = "", after: str = "", head: str = "") -> str:
    first, second = (
        f"<p>The {part} of the bridge is open again. {' '.join([TEXT] * 4)}</p>" for part in ("deck", "ramp")
    )
    return (
        f"<html><head><title>Bridge open</title>{head}</head><body><article><h1>Bridge open</h1>{before}"
        f"<div class='text'>{first}{second}</div>{after}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("before", "after", "source"),
    [
        ("<div class='byline__source'>The Associated Press</div>", "", "AP"),
        ("<p class='author'>Anna Reed <span class='source'>AFP</span></p>", "", "AFP"),
        ("<ul><li><div>AFP, MANILA</div></li></ul>", "", "AFP"),
        ("", "<div class='backlink'><div>Quelle: sid/dpa</div></div>", "SID"),
        ("", "<div class='sources'><span>Source:</span> <span>Harbour Times</span></div>", "Harbour Times"),
        ("<figure><img src='a.jpg'><figcaption>Bridge <span class='source'>AFP</span></figcaption></figure>", "", OWN),
        ("<div class='photo-credit'><span class='source'>AFP</span></div>", "", OWN),
        ("<div>Quelle: AFP</div>", "", OWN),
        ("<div>AA</div>", "", OWN),
        ("", "<div class='related'><span class='source'>AFP</span></div>", OWN),
        ("", "<div>AFP</div>", OWN),
        ("", "<footer>Source: Reuters</footer>", OWN),
    ],
)
def test_a_label_in_the_place_of_the_byline_is_a_credit(
    a_page: Callable[..., Page], before: str, after: str, source: str
) -> None:
    assert article_of(a_page, page_with(before, after)).source == source


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ('"publisher": {"@type": "Organization", "name": "Associated Press"}', "AP"),
        ('"sourceOrganization": {"name": "Agence France-Presse"}', "AFP"),
        ('"copyrightHolder": "dpa"', "dpa"),
        ('"provider": {"name": "Harbour Times"}', "Harbour Times"),
        ('"isBasedOn": "https://harbourtimes.example/2026/the-bridge-is-open-again/"', "harbourtimes.example"),
        ('"isBasedOn": "https://rivertownpost.example/the-bridge-is-open-again/"', OWN),
        ('"isBasedOn": "https://doi.example/10.1000/182"', OWN),
        ('"publisher": {"name": "Harbour Times"}', OWN),
        ('"publisher": {"name": "River Media Ltd"}', OWN),
        ('"sourceOrganization": {"name": "The Rivertown Post"}', OWN),
        ('"provider": {"name": "Webworks CMS"}', OWN),
        ('"isBasedOn": {"@type": 7}', OWN),
        ('"publisher": [[]]', OWN),
    ],
)
def test_json_ld_credits_agencies_and_other_outlets(a_page: Callable[..., Page], told: str, source: str) -> None:
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge open", {told}}}</script>'
    )
    page = a_page(page_with(head=script), url="https://rivertownpost.example/the-bridge-is-open-again")
    article = read_page(page, POST).article
    assert article is not None
    assert article.source == source


def test_the_printed_credit_and_its_place_are_in_provenance(a_page: Callable[..., Page]) -> None:
    article = article_of(a_page, page_with("<div class='publication'>The Associated Press</div>"))
    assert article.provenance["source"] == "beside the byline: The Associated Press"


@pytest.mark.parametrize(
    "unit", ["(", "AP ", "AP/", " - ", ". ", "Source: ", "【", "a", "\u0645\u0627\u060c ", "AFP, ", "«"]
)
def test_long_lines_take_little_time(unit: str) -> None:
    assert credit_of(unit * 20_000 + "\n\n" + TEXT + "\n\n" + unit * 20_000).source is not None
