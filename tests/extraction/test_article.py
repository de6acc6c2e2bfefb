"""read_page as a whole: articles, stubs, refusals, an outlet's own read function, and hostile pages."""

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.extraction.article import explain, read_page
from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Author, BlockRun, Outcome, Page, Stamp, Structure, TextLink

FIRST = "The bridge over the river was opened again on Friday after a week of repairs, the city said in a statement."
SECOND = "The storm had torn two cables, and the engineers checked every other one before the first car crossed it."
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge reopens after storm",
    "description": "A week of work ends with a queue of cars.",
    "author": [{"@type": "Person", "name": "Anna Reed"}, {"@type": "Organization", "name": "Reuters"}],
    "datePublished": "2026-11-20T18:05:00+00:00",
    "dateModified": "2026-11-21T07:00:00+00:00",
    "articleSection": "Local",
    "image": "https://rivertownpost.example/bridge.jpg",
    "isAccessibleForFree": True,
}


def html(body: str = f"<p>{FIRST}</p><p>{SECOND}</p>", lang: str = "en-GB", **facts: object) -> str:
    script = json.dumps({**LD, **facts}, ensure_ascii=False)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Bridge reopens after storm | Rivertown Post</title>'
        f'<script type="application/ld+json">{script}</script><link rel="canonical" href="/2026/11/bridge"></head>'
        f'<body><article><h1>Bridge reopens after storm</h1><p class="byline">By Anna Reed and Reuters</p>{body}'
        "</article></body></html>"
    )


def test_every_field_is_read_with_its_provenance(a_page: Callable[..., Page], outlet: Outlet) -> None:
    reading = read_page(a_page(html()), outlet)
    article = reading.article
    assert article is not None
    assert reading.outcome is Outcome.ARTICLE
    assert reading.read_by.endswith(f"+{outlet.rules_hash}")
    assert (article.outlet, article.headline) == ("rivertown_post", "Bridge reopens after storm")
    assert article.body == f"{FIRST}\n\n{SECOND}"
    assert article.standfirst == "A week of work ends with a queue of cars."
    assert article.authors == (Author("Anna Reed"), Author("Reuters", "agency"))
    assert article.byline == "Anna Reed; Reuters"
    assert article.published == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 18, 5, tzinfo=UTC))
    assert article.modified == Stamp(date(2026, 11, 21), datetime(2026, 11, 21, 7, 0, tzinfo=UTC))
    assert (article.source, article.source_date) == ("Rivertown Post", date(2026, 11, 20))
    assert (article.language, article.section, article.kind) == ("en", "Local", "article")
    assert article.image_url == "https://rivertownpost.example/bridge.jpg"
    assert article.canonical_url == "https://rivertownpost.example/2026/11/bridge"
    assert (article.completeness, article.is_free) == ("full", True)
    assert article.provenance["published"] == "JSON-LD datePublished: 2026-11-20T18:05:00+00:00"
    assert {"headline", "body", "authors", "source", "language", "standfirst"} <= article.provenance.keys()


ELSEWHERE = {
    "de": (
        "Brücke wieder offen",
        "Die Brücke über den Fluss ist seit Freitag wieder offen, teilte die Stadt mit, nachdem Arbeiter eine Woche "
        "lang die Seile geprüft und zwei davon ersetzt hatten.",
    ),
    "ru": (
        "Мост снова открыт",
        "Мост через реку снова открыт для движения, сообщили власти города, после того как рабочие целую неделю "
        "проверяли все тросы и заменили два из них новыми, более прочными, чем были.",
    ),
    "ja": (
        "橋が再開した",
        "嵐で壊れた川の橋が金曜日に再び開通したと市が発表した。作業員は一週間かけてすべてのケーブルを調べ、"
        "そのうち二本を新しいものに取り替えた。最初の車は正午に橋を渡った。",
    ),
    "ar": (
        "إعادة فتح الجسر",
        "أعلنت المدينة إعادة فتح الجسر فوق النهر يوم الجمعة بعد أسبوع من أعمال الإصلاح التي فحص خلالها العمال جميع "
        "الكابلات واستبدلوا اثنين منها قبل مرور أول سيارة في الصباح.",
    ),
    "tr": (
        "Köprü yeniden açıldı",
        "Nehrin üzerindeki köprü, işçilerin bir hafta boyunca bütün halatları kontrol edip ikisini değiştirmesinin "
        "ardından cuma günü öğlen yeniden trafiğe açıldı, dedi belediye yetkilileri basına yaptıkları kısa açıklamada.",
    ),
}


@pytest.mark.parametrize("lang", ELSEWHERE)
def test_pages_in_other_languages_are_read(a_page: Callable[..., Page], outlet: Outlet, lang: str) -> None:
    headline, text = ELSEWHERE[lang]
    page = html(f"<p>{text}</p><p>{text}</p>", lang, headline=headline)
    article = read_page(a_page(page.replace("Bridge reopens after storm", headline)), outlet).article
    assert article is not None
    assert (article.language, article.headline) == (lang, headline)
    assert article.body.startswith(text)


def test_a_short_text_behind_a_paywall_is_a_stub(a_page: Callable[..., Page], outlet: Outlet) -> None:
    article = read_page(a_page(html(f"<p>{FIRST}</p>", isAccessibleForFree=False)), outlet).article
    assert article is not None
    assert (article.completeness, article.is_free) == ("stub", False)
    assert article.provenance["completeness"].startswith("not free, ")


def test_a_text_shorter_than_its_declared_length_is_a_stub(a_page: Callable[..., Page], outlet: Outlet) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><div class='paywall'>Subscribe to read on</div>"
    article = read_page(a_page(html(body, isAccessibleForFree=None, wordCount=900)), outlet).article
    assert article is not None
    assert article.completeness == "stub"


def test_a_complete_text_of_an_outlet_with_a_paywall_is_full(a_page: Callable[..., Page], outlet: Outlet) -> None:
    body = "".join(f"<p>{FIRST} {number}</p>" for number in range(30))
    article = read_page(a_page(html(body, isAccessibleForFree=False)), outlet).article
    assert article is not None
    assert (article.completeness, article.is_free) == ("full", False)


def test_the_samples_source_line_becomes_source_and_day(a_page: Callable[..., Page], outlet: Outlet) -> None:
    article = read_page(a_page(html(f"<p>Sputnik, 08 Dec 2016</p><p>{FIRST}</p><p>{SECOND}</p>")), outlet).article
    assert article is not None
    assert (article.source, article.source_date) == ("Sputnik", date(2016, 12, 8))
    assert article.body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [
        pytest.param(
            html("<p>Court.</p>"), Outcome.TOO_SHORT, "only 1 word of text; an article needs at least 25", id="one word"
        ),
        pytest.param("<html><body><p>x</p><p>y</p></body></html>", Outcome.TOO_SHORT, "no headline", id="no headline"),
        pytest.param(b"%PDF-1.7", Outcome.NOT_ARTICLE, "not HTML but a PDF", id="PDF"),
        pytest.param(
            "<html><head><title>Just a moment...</title></head><body><p>Checking</p></body></html>",
            Outcome.REFUSED,
            "bot wall: Cloudflare",
            id="bot wall",
        ),
    ],
)
def test_a_refused_page_has_a_reason(
    a_page: Callable[..., Page], outlet: Outlet, body: str | bytes, outcome: Outcome, reason: str
) -> None:
    reading = read_page(a_page(body), outlet)
    assert (reading.outcome, reading.article) == (outcome, None)
    assert reason in (reading.reason or "")


def test_the_rules_of_the_day_of_the_fetch_are_used(a_page: Callable[..., Page], outlet: Outlet) -> None:
    page = a_page(
        html(f"<p>{FIRST}</p><p class='old'>{SECOND}</p><p class='new'>{SECOND} Again.</p><p>{FIRST} Twice.</p>")
    )
    ruled = replace(outlet, rules=(Rules(prune=(".old",), until=date(2026, 6, 1)), Rules(prune=(".new",))))
    today = read_page(page, ruled).article
    before = read_page(replace(page, fetched_at=datetime(2026, 5, 1, tzinfo=UTC)), ruled).article
    assert today is not None
    assert before is not None
    assert "Again." not in today.body
    assert "Again." in before.body
    assert SECOND in today.body


def test_an_outlets_own_read_function_decides(a_page: Callable[..., Page], outlet: Outlet, tmp_path: Path) -> None:
    file = tmp_path / "gb" / "custom_post.py"
    file.parent.mkdir()
    file.write_text(
        "from dataclasses import replace\n"
        "class CustomPost:\n"
        "    @staticmethod\n"
        "    def read(page, article):\n"
        "        return replace(article, section='Read by hand')\n"
    )
    custom = replace(outlet, reader=(str(file), "CustomPost"))
    article = read_page(a_page(html()), custom).article
    assert article is not None
    assert article.section == "Read by hand"


def test_a_reading_depends_on_page_and_outlet_and_can_be_pickled(a_page: Callable[..., Page], outlet: Outlet) -> None:
    page = a_page(html())
    first = read_page(page, outlet)
    read_page(a_page(html(f"<p>{SECOND}</p>" * 40)), outlet)
    assert read_page(page, outlet) == first
    assert pickle.loads(pickle.dumps(first)) == first


def test_an_explanation_has_candidates_and_removed_lines(a_page: Callable[..., Page], outlet: Outlet) -> None:
    explained = explain(a_page(html(f"<p>{FIRST}</p><p>Read more:</p><p>{SECOND}</p>")), outlet)
    assert explained.reading == read_page(a_page(html(f"<p>{FIRST}</p><p>Read more:</p><p>{SECOND}</p>")), outlet)
    assert [candidate.where for candidate in explained.candidates["headline"]] == ["JSON-LD headline", "h1", "title"]
    assert RemovedText("boilerplate", "Read more:") in explained.removed


NESTED = "<div>" * 200_000 + FIRST
ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    f"<html><body><p>&c;&c;&c;</p><p>{FIRST}</p><p>{SECOND}</p></body></html>"
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00" * 10_000, id="NUL bytes alone"),
        pytest.param(html().replace("bridge", "bri\x00dge").encode(), id="NUL bytes within"),
        pytest.param(html().encode("utf-16-be"), id="another encoding than declared"),
        pytest.param(html().encode().replace(b"bridge", b"\xed\xa0\x80bridge"), id="lone surrogates"),
        pytest.param(html(f"<p>&#xD800; &#x110000; &#0;</p><p>{FIRST}</p>").encode(), id="impossible references"),
        pytest.param(NESTED.encode(), id="a million of bytes nested"),
        pytest.param(("<p>" + "word " * 400_000).encode(), id="megabytes in one line"),
        pytest.param(("<p>" + "w" * 2_000_000).encode(), id="megabytes in one word"),
        pytest.param(ENTITIES.encode(), id="entity bomb"),
        pytest.param(html()[: len(html()) // 2].encode(), id="cut off"),
        pytest.param(b"<html><body>" + b"<!--" * 100_000, id="comments that never end"),
        pytest.param(b"<script>" * 100_000, id="scripts that never end"),
        pytest.param(
            html(author={"name": {"name": ["x", {}]}}, datePublished=["x", 1]).encode(), id="JSON-LD of wrong types"
        ),
        pytest.param(
            html(author=[[["x"]]], image=[None, {}], headline=[{}, 3], hasPart="x").encode(), id="more wrong types"
        ),
        pytest.param(html(wordCount="9" * 5_000, datePublished="9" * 90).encode(), id="endless numbers"),
        pytest.param(html().replace("/2026/11/bridge", "http://[::1").encode(), id="addresses that are none"),
        pytest.param(bytes(range(256)) * 400, id="every byte"),
    ],
)
def test_hostile_pages_are_an_outcome_and_never_an_error(
    a_page: Callable[..., Page], outlet: Outlet, body: bytes
) -> None:
    reading = read_page(a_page(body), outlet)
    assert reading.outcome in (Outcome.ARTICLE, Outcome.NOT_ARTICLE, Outcome.TOO_SHORT)
    assert (reading.article is not None) == (reading.outcome is Outcome.ARTICLE)
    assert reading.article is not None or reading.reason


def test_subheadings_lists_and_links_are_read_beside_the_plain_text(
    a_page: Callable[..., Page], outlet: Outlet
) -> None:
    body = (
        f"<p>{FIRST}</p><h2>What comes next</h2><ul><li>Two cables</li><li>One lamp</li></ul>"
        f"<p>{SECOND} <a href='/map'>A map</a> shows where.</p>"
    )
    article = read_page(a_page(html(body)), outlet).article
    assert article is not None
    blocks = article.body.split("\n\n")
    assert blocks == [FIRST, "What comes next", "- Two cables", "- One lamp", f"{SECOND} A map shows where."]
    assert article.structure == Structure(
        runs=(BlockRun(1, 1, "subheading", 2), BlockRun(2, 3, "list_item", 1)),
        links=(TextLink(4, len(SECOND) + 1, len(SECOND) + 6, "https://rivertownpost.example/map"),),
    )
    plain = read_page(a_page(html()), outlet).article
    assert plain is not None
    assert plain.structure is None
