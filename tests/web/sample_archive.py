"""A small archive for the pages, stored by the archive's own functions, with every special case a page must show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import (
    Article,
    Author,
    BlockRun,
    LeadPicture,
    LiveEntry,
    Stamp,
    Structure,
    TextLink,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

POST = Outlet(
    "rivertown_post", "Rivertown Post", "https://post.example/", "en", "Europe/London", "gb", ("post.example",)
)
SHIMPO = Outlet("mimori_shimpo", "三森新報", "https://mimori.example/", "ja", "Asia/Tokyo", "jp", ("mimori.example",))
SADA = Outlet("sada_almarsa", "صدى المرسى", "https://sada.example/", "ar", "Africa/Cairo", "eg", ("sada.example",))
HOSTILE = Outlet("hostile", "<script>alert(1)</script>", "https://evil.example/", "en", "UTC", None, ("evil.example",))
OUTLETS = (POST, SHIMPO, SADA, HOSTILE)

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'

PARAGRAPHS = [
    "The harbour at Rivertown will stay closed until the spring, the council decided on Tuesday, after engineers found "
    "cracks in the eastern quay that are older and deeper than the winter's storm could explain.",
    "“We would rather answer for a closed harbour than for an open one,” said Maud Ellery, who leads the works "
    "committee. The ferries to the islands leave from Saltmarsh meanwhile; the season tickets stay valid.",
    "Fishermen who gathered outside the town hall asked for a date. They were given a month: March, if the piles can "
    "be driven before the frost. The bill, put at four million, is to be shared with the county.",
    "The quay was built in 1911 and repaired twice, the last time with concrete whose reinforcement has rusted.",
    "Divers went down on three mornings last week. What they brought back, a report of forty pages and a box of "
    "photographs, has been laid out in the reading room of the library, where anyone may look at it.",
    "At the Anchor, whose windows look straight on to the empty berths, nobody was surprised. “You could put your "
    "hand in that crack when I was a boy,” said a man who had mended nets there for fifty years.",
    "The council meets again on the first Thursday of December.",
]

# Paragraphs, and blocks of every other kind.
STRUCTURED = [
    "The quay will stay closed until the spring. We answer the questions that readers sent us most often.",
    "Where do the ferries leave from?",
    "- The morning boats leave from Saltmarsh",
    "- Timetable for the islands:",
    "- 07:10, with bicycles",
    "- 18:40, without",
    "- Season tickets stay valid",
    "“We would rather answer for a closed harbour than for an open one.”",
    "“The piles come first.”",
    "Who pays?",
    "| Year | What | Who pays |",
    "| 2026 | Piles and divers, with the survey of the whole eastern quay and its report of forty pages | The town |",
    "| 2027 | Surface | The county |",
    "| 2028 | Lamps | Nobody has said so far |",
    "The tender is public, and its reference is written like this:",
    "quay = {",
    '"piles": 212,',
    "}",
    "The council meets again on the first Thursday of December.",
]


def an_article(number: int = 1, **facts) -> Article:
    """An article of the Rivertown Post, `number` days before NOW."""
    moment = NOW - timedelta(days=number, hours=number % 7)
    article = Article(
        outlet=POST.name,
        headline=f"Harbour stays closed, report {number}",
        body="\n\n".join([*PARAGRAPHS[:3], f"This is report number {number}."]),
        url=f"https://post.example/2026/{number}",
        authors=(Author("A. Reed"),),
        published=Stamp(moment.date(), moment),
        source="Rivertown Post",
        source_date=moment.date(),
        language="en",
        section="Local" if number % 2 else "Business",
        provenance={"headline": "json-ld", "body": "rules"},
    )
    return replace(article, **facts)


SPECIAL = {
    "feature": an_article(
        2,
        headline="Rivertown harbour to stay closed until the spring as cracks in the quay prove deeper than feared",
        standfirst="Ferries leave from Saltmarsh; the council hopes to reopen in March.",
        body="\n\n".join(PARAGRAPHS),
        authors=(Author("A. Reed"), Author("Northern Wire", "agency")),
        source="Northern Wire",
        source_date=date(2026, 11, 17),
        modified=Stamp(date(2026, 11, 19), datetime(2026, 11, 19, 8, 30, tzinfo=UTC)),
        section="Local",
        is_free=True,
        url="https://post.example/2026/harbour",
    ),
    "japanese": an_article(
        3,
        outlet=SHIMPO.name,
        headline="三森港、春まで閉鎖 岸壁のひび割れ深く",
        body="三森市は二十日、港の東岸壁で見つかったひび割れが想定より深いとして、港を春まで閉鎖すると発表した。\n\n"
        "市の担当者は「安全を第一に考えた」と述べた。島への船便は隣の塩見港から出る。\n\n北京と東京の専門家も調査に加わる。",
        authors=(Author("佐藤花子"),),
        source="三森新報",
        language="ja",
        section="地域",
        url="https://mimori.example/news/1",
    ),
    "arabic": an_article(
        4,
        outlet=SADA.name,
        headline="إغلاق ميناء المرسى حتى الربيع بعد اكتشاف تشققات في الرصيف",
        body="قرر المجلس البلدي إبقاء الميناء مغلقا حتى الربيع بعد أن وجد المهندسون تشققات عميقة في الرصيف الشرقي.\n\n"
        "وقالت رئيسة لجنة الأشغال إن السلامة تأتي أولا، وإن العبارات ستنطلق من الميناء المجاور (Saltmarsh) مؤقتا.",
        authors=(Author("ليلى حداد"),),
        source="صدى المرسى",
        language="ar",
        section="محليات",
        url="https://sada.example/news/1",
    ),
    "hostile": an_article(
        5,
        outlet=HOSTILE.name,
        headline=f"{SCRIPT} hostile headline {IMAGE}",
        standfirst=f"{SCRIPT} standfirst {IMAGE}",
        body=f"{SCRIPT} body of the hostile page {IMAGE}\n\n<h1>Not a heading</h1> &amp; [link](javascript:alert(1)) "
        + "with enough words to be an article of its own " * 5,
        authors=(Author(f"{SCRIPT} author {IMAGE}"),),
        source=f"{SCRIPT} source",
        section=f"{SCRIPT} section {IMAGE}",
        language="en",
        image_url="https://evil.example/pixel.gif",
        canonical_url="javascript:alert(1)",
        structure=Structure(
            runs=(BlockRun(0, 0, "quote", None, f"{SCRIPT} attribution"), BlockRun(1, 1, "code")),
            links=(TextLink(1, 0, 6, 'https://evil.example/"onmouseover="alert(1)'),),
            picture=LeadPicture(f"{SCRIPT} caption", f"{IMAGE} credit"),
        ),
        provenance={f"{SCRIPT} field": f"{SCRIPT} origin"},
        url="https://evil.example/1",
    ),
    "day alone": an_article(
        6,
        headline="A day alone is known of this one",
        published=Stamp(date(2026, 11, 14)),
        url="https://post.example/day",
    ),
    "undated": an_article(
        7,
        headline="Nobody knows when this was printed",
        published=None,
        source_date=None,
        url="https://post.example/undated",
    ),
    "stub": an_article(
        8, headline="Only the opening was free", completeness="stub", is_free=False, url="https://post.example/stub"
    ),
    "structured": an_article(
        11,
        headline="Five questions about the quay",
        body="\n\n".join(STRUCTURED),
        image_url="https://post.example/quay.jpg",
        structure=Structure(
            runs=(
                BlockRun(1, 1, "subheading", 2),
                BlockRun(2, 3, "list_item", 1),
                BlockRun(4, 5, "numbered_item", 2),
                BlockRun(6, 6, "list_item", 1),
                BlockRun(7, 8, "quote", None, "Maud Ellery, chair of the works committee"),
                BlockRun(9, 9, "subheading", 3),
                BlockRun(10, 10, "table_header"),
                BlockRun(11, 13, "table_row"),
                BlockRun(15, 17, "code"),
            ),
            links=(
                TextLink(0, 4, 8, "https://post.example/2026/harbour"),
                TextLink(3, 2, 11, "https://county.example/ferries?from=saltmarsh&to=islands"),
                TextLink(12, 9, 16, "https://county.example/bill"),
            ),
            entries=(LiveEntry(14, NOW - timedelta(days=11)), LiveEntry(18, NOW - timedelta(days=11, hours=1))),
            picture=LeadPicture("The eastern quay at low water on Tuesday", "Photo: Ida Moor"),
        ),
        url="https://post.example/2026/questions",
    ),
    "no address": an_article(9, headline="An imported document without an address", url=None, language=None),
}
PLAIN = 60
REVISED_BODY = "\n\n".join(
    [PARAGRAPHS[0].replace("spring", "summer"), *PARAGRAPHS[1:4], "The county has not agreed to pay.", *PARAGRAPHS[4:]]
)


def _day(number: int) -> date:
    """The day of a plain article by its number; later days have more articles."""
    return (NOW - timedelta(days=int(70 * (number / (10 + PLAIN)) ** 2))).date()


def build_archive(
    path: Path, capture_of: Callable[[Article, datetime], Capture | None] = lambda article, now: None
) -> dict[str, int]:
    """The ids of the SPECIAL articles by name, in a new archive at path with PLAIN more articles.

    capture_of is the captured page of an article that is saved at a time.
    """
    by_name = {outlet.name: outlet for outlet in OUTLETS}
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, OUTLETS)

        def keep(article: Article, now: datetime = NOW) -> int:
            outlet = by_name[article.outlet]
            addresses = Addresses(requested=article.url, final=article.url) if article.url else Addresses()
            version = version_of(article, outlet.name, "test 1")
            capture = capture_of(article, now)
            saved = save(archive, version, outlet=outlet, addresses=addresses, now=now, capture=capture)
            assert saved.article_id is not None, saved
            return saved.article_id

        ids = {name: keep(article) for name, article in SPECIAL.items()}
        for number in (10, *range(12, 10 + PLAIN)):  # 11 is "structured"
            # MemberPage days have several: the picture of days has something to show.
            keep(an_article(number, published=Stamp(_day(number), datetime.combine(_day(number), time(8), UTC))))
        ids["withdrawn"] = keep(an_article(80, headline="Withdrawn by the outlet"))
        keep(replace(SPECIAL["feature"], body=REVISED_BODY), NOW + timedelta(hours=5))
        ids["headline changed"] = keep(
            an_article(12, headline="Harbour may open, report 12", published=Stamp(_day(12))), NOW + timedelta(hours=6)
        )
        keep(replace(SPECIAL["hostile"], headline=f"{SCRIPT} another headline {IMAGE}"), NOW + timedelta(hours=7))
        # The archive stores no such address; it could only be written into the table by hand.
        ids["javascript"] = keep(an_article(81, headline="Its address is a script"))
        with archive.transaction():
            archive.conn.execute("UPDATE articles SET url = 'javascript:alert(1)' WHERE id = ?", [ids["javascript"]])
            archive.conn.execute(
                "UPDATE articles SET gone_at = '2026-11-19T00:00:00Z' WHERE id = ?", [ids["withdrawn"]]
            )
    return ids
