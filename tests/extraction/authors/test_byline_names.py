"""Bylines in several languages, and the names in them."""

import time

import pytest

from newsarchive.extraction.authors.byline_names import is_only_names, parse_authors
from newsarchive.extraction.authors.name_forms import looks_like_name
from newsarchive.outlet import Outlet
from newsarchive.records import Author


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        pytest.param("By Anna Reed", ["Anna Reed"], id="by"),
        pytest.param("By Anna Somers, February 28, 2026", ["Anna Somers"], id="a surname that begins as a weekday"),
        pytest.param("Anna Reed Senior Washington Correspondent", ["Anna Reed"], id="a rank begins the position"),
        pytest.param(
            "Par ANNE PONT, LUC ROCHE Envoyés à Kiev", ["ANNE PONT", "LUC ROCHE"], id="a role behind capitals"
        ),
        pytest.param("Anna Reed, Staff Attorney, HRF Justice Program", ["Anna Reed"], id="a position and an employer"),
        pytest.param("Anna Reed, Director of Education, HRF Foundations", ["Anna Reed"], id="an employer's short form"),
        pytest.param("DUPONT Anne, ROCHE Luc", ["DUPONT Anne", "ROCHE Luc"], id="surnames first in capitals"),
        pytest.param("Anna Reed Rivertown Post", ["Anna Reed"], id="the outlet behind the name"),
        pytest.param("Anna Reed Special to the Post", ["Anna Reed"], id="another outlet behind the name"),
        pytest.param("Anne PONT, envoyée spéciale à Kiev", ["Anne PONT"], id="a role and its place"),
        pytest.param("Anna Berg, Online-Redaktion", ["Anna Berg"], id="a desk behind a comma"),
        pytest.param("20.11.2026, 11:30 Uhr von Anna Berg", ["Anna Berg"], id="a time before by"),
        pytest.param("3 de Mayo de 2026", [], id="a day with de"),
        pytest.param("Story by Anna Reed. Photos by Ben Hall.", ["Anna Reed"], id="two sentences"),
        pytest.param("Anna Reed And Ben Hall", ["Anna Reed", "Ben Hall"], id="And"),
        pytest.param("Eingestellt von Anna Berg", ["Anna Berg"], id="Blogger in German"),
        pytest.param("投稿者 高瀬理央", ["高瀬理央"], id="Blogger in Japanese"),
        pytest.param("Bejegyezte: Nagy Anna", ["Nagy Anna"], id="Blogger in Hungarian"),
        pytest.param("Από την Άννα Παππά", ["Άννα Παππά"], id="Greek with an article"),
        pytest.param("匿名", [], id="anonymous in Japanese"),
        pytest.param("By Anna Reed and Ben Hall", ["Anna Reed", "Ben Hall"], id="and"),
        pytest.param("BY ANNA REED AND BEN HALL", ["ANNA REED", "BEN HALL"], id="capitals"),
        pytest.param("Anna Reed, Ben Hall, and Cleo Moss", ["Anna Reed", "Ben Hall", "Cleo Moss"], id="commas and and"),
        pytest.param("Von Anna Berg und Uwe Klee", ["Anna Berg", "Uwe Klee"], id="German"),
        pytest.param("Eine Analyse von Anna Berg", ["Anna Berg"], id="kind of text in front"),
        pytest.param("Par Anne Rivière et Luc Pont", ["Anne Rivière", "Luc Pont"], id="French"),
        pytest.param("Por Ana Ríos y Luis Prado", ["Ana Ríos", "Luis Prado"], id="Spanish"),
        pytest.param("Pau Mas i Roca", ["Pau Mas i Roca"], id="an and that is part of a name"),
        pytest.param("Автор: Анна Рекова", ["Анна Рекова"], id="Russian"),
        pytest.param("橋本 花子、川上 太郎", ["橋本 花子", "川上 太郎"], id="Japanese comma"),
        pytest.param("김철수 기자", ["김철수"], id="Korean role"),
        pytest.param("本报记者 王小河", ["王小河"], id="Chinese role in front"),
        pytest.param("Penulis: Sari Kali | Editor: Budi Laut", ["Sari Kali"], id="the editor is not an author"),
        pytest.param("Text: Anna Berg, Fotos: Uwe Klee", ["Anna Berg"], id="the photographer is not an author"),
        pytest.param("(Image: Anna Reed/Rivertown Pictures)", [], id="a picture's credit"),
        pytest.param("Anna Reed, Senior Reporter", ["Anna Reed"], id="role behind"),
        pytest.param("By Anna Reed, Chief Political Correspondent", ["Anna Reed"], id="long role behind"),
        pytest.param("Anna Reed Political Correspondent", ["Anna Reed"], id="role behind without a comma"),
        pytest.param("Reporter Anna Reed", ["Anna Reed"], id="role in front"),
        pytest.param("Von Garten-Experte Uwe Klee", ["Uwe Klee"], id="compound role in front"),
        pytest.param("NRW-Korrespondentin Anna Berg", ["Anna Berg"], id="compound role of a region"),
        pytest.param("Anna Berg, Wirtschafts-Redakteurin", ["Anna Berg"], id="compound role behind"),
        pytest.param("Börsenexpertin Anna Berg", ["Anna Berg"], id="role in one word"),
        pytest.param("Anna Klee-Berg und Uwe Reiter", ["Anna Klee-Berg", "Uwe Reiter"], id="hyphen in a name"),
        pytest.param("Anna Schleiter", ["Anna Schleiter"], id="a surname that ends like a role"),
        pytest.param("حوار: ليلى النهري", ["ليلى النهري"], id="Arabic interview"),
        pytest.param("حوار النهر", ["حوار النهر"], id="the Arabic word without a colon"),
        pytest.param("Anna Reed (Oslo)", ["Anna Reed"], id="place in brackets"),
        pytest.param("Von Anna Berg, Berlin", ["Anna Berg"], id="place behind a comma"),
        pytest.param("Anna Reed in Oslo and Ben Hall in Rome", ["Anna Reed", "Ben Hall"], id="places"),
        pytest.param("Anna Reed @annareed", ["Anna Reed"], id="handle"),
        pytest.param("Anna Reed anna@rivertownpost.example", ["Anna Reed"], id="address"),
        pytest.param("Anna Reed, Rivertown Post", ["Anna Reed"], id="the paper behind the name"),
        pytest.param("Von Anna Berg Fr, 18. Oktober 2026", ["Anna Berg"], id="date behind"),
        pytest.param("Anna Reed November 20, 2026 10:43", ["Anna Reed"], id="month in front of the day"),
        pytest.param("Anna Reed Published: 3 May 2026", ["Anna Reed"], id="published"),
        pytest.param("3 May 2026, 10:43", [], id="only a date"),
        pytest.param("Reed, Anna", ["Anna Reed"], id="surname first"),
        pytest.param("Reed, Anna M.; Hall, Ben", ["Anna M. Reed", "Ben Hall"], id="several, surname first"),
        pytest.param("Ben Hall, Jr.", ["Ben Hall Jr"], id="junior"),
        pytest.param("Anna Reed, M.D., and Ben Hall", ["Anna Reed", "Ben Hall"], id="degree"),
        pytest.param("Dan Moor", ["Dan Moor"], id="a name that is Indonesian for and"),
        pytest.param("Anna Berg/Uwe Klee", ["Anna Berg", "Uwe Klee"], id="slash"),
        pytest.param("<b>Anna Reed</b>", ["Anna Reed"], id="markup"),
        pytest.param("Letters to the Editor", ["Letters to the Editor"], id="a role that ends a phrase"),
        pytest.param("https://social.example/annareed", [], id="only an address"),
        pytest.param("reed@post.example (Anna Reed)", ["Anna Reed"], id="an address and a name, as feeds write it"),
        pytest.param("cat[at]hill.example", [], id="an address with a written at sign"),
        pytest.param("Anna Reed, Hilltop Staff Writer", ["Anna Reed"], id="a position with the employer"),
        pytest.param("Anna Reed | Hilltop Staff Writer", ["Anna Reed"], id="a position behind a sign"),
        pytest.param("Anna Reed, AP National Writer", ["Anna Reed", "AP"], id="a position at an agency"),
        pytest.param("Anna Reed On 11/13/26 at 4:00 PM", ["Anna Reed"], id="On before the day"),
        pytest.param("Night Reporter", ["Night Reporter"], id="a role that leaves no full name"),
        pytest.param("Text Size", ["Text Size"], id="a label of the page"),
        pytest.param("Words: Anna Reed, Uwe Klee Photos: Ben Hall", ["Anna Reed", "Uwe Klee"], id="words and pictures"),
        pytest.param("文・森下葵 写真・山川太郎", ["森下葵"], id="words and pictures in Japanese"),
        pytest.param(
            "2026-11-20 15:05河鎮報 記者林小文／即時報導", ["林小文"], id="time and paper before a Chinese name"
        ),
        pytest.param("강마을일보=이민준 기자", ["이민준"], id="paper before a Korean name"),
        pytest.param("Datum: 20.11.2026", [], id="a fact with its label"),
        pytest.param("null", [], id="null"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_parsed_from_bylines(outlet: Outlet, byline: str, names: list[str]) -> None:
    assert [author.name for author in parse_authors([byline], outlet)] == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Anna Reed", "person"),
        ("Reuters", "agency"),
        ("Deutsche Presse-Agentur", "agency"),
        ("dpa", "agency"),
        ("dpa/lno", "agency"),
        ("共同通信", "agency"),
        ("Rivertown Post", "desk"),
        ("The Rivertown Post", "desk"),
        ("Sports Desk", "desk"),
        ("Redaktion Lokales", "desk"),
        ("Lokalredaktion", "desk"),
        ("Staff and wire services", "desk"),
        ("編集部", "desk"),
    ],
)
def test_names_have_a_kind(outlet: Outlet, name: str, kind: str) -> None:
    assert parse_authors([name], outlet) == (Author(name, kind),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("dpa/AFP", [("dpa", "agency"), ("AFP", "agency")]),
        ("Anna Berg/dpa", [("Anna Berg", "person"), ("dpa", "agency")]),
        ("ANNA REED Associated Press", [("ANNA REED", "person"), ("Associated Press", "agency")]),
        ("Anna Reed, Reuters", [("Anna Reed", "person"), ("Reuters", "agency")]),
        ("Anna Reed and Sports Desk", [("Anna Reed", "person"), ("Sports Desk", "desk")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_agencies_and_desks_next_to_names_are_kept(outlet: Outlet, byline: str, authors: list[tuple[str, str]]) -> None:
    assert [(author.name, author.kind) for author in parse_authors([byline], outlet)] == authors


@pytest.mark.parametrize(
    "name", ["Anna Reed", "Justus von der Au", "Seán O'Hara", "d'Anna Rivière", "橋本花子", "J. Moss"]
)
def test_words_written_as_a_name_look_like_one(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("text", ["Print this article", "The bridge reopens.", "3 May", "jdoe7", "of the", ""])
def test_other_words_do_not_look_like_a_name(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Anna Reed", True),
        ("Anna Reed and Ben Hall", True),
        ("Anna Reed, Oslo", True),
        ("By far the longest bridge in the county", False),
        ("The bridge reopens", False),
        ("BREAKING NEWS", False),
        ("Reuters", False),
    ],
)
def test_a_line_of_names_is_a_byline(line: str, expected: bool) -> None:
    assert is_only_names(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anna Reed/Ben Hall", True),
        ("Anna Reed and Ben Hall", True),
        ("Anna Reed", False),
        ("Key Points", False),
        ("Pros and Cons", False),
        ("Reuters and AFP", False),
    ],
)
def test_a_line_names_several(line: str, expected: bool) -> None:
    assert is_only_names(line, of_several=True) is expected


@pytest.mark.parametrize(
    "unit", ["(", "a, ", "By ", "1", "x@", "Reed, A. ", "<a", "chief senior ", "/ ", ")( "], ids=repr
)
def test_long_bylines_take_little_time(outlet: Outlet, unit: str) -> None:
    began = time.process_time()
    parse_authors([unit * (300 // len(unit)), unit * 20_000] * 5, outlet)
    assert time.process_time() - began < 1
