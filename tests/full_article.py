"""An article with a value in every field, for tests that write articles and read them back."""

from datetime import UTC, date, datetime

from newsarchive.records import Article, Author, BlockRun, LeadPicture, LiveEntry, Stamp, Structure, TextLink

FULL_ARTICLE = Article(
    outlet="post",
    headline="Brücke – «offen» 🎉",
    body="Erster Absatz.\n\n新しい橋。",
    url="https://post.example/1",
    canonical_url="https://agency.example/original",
    standfirst="Kurz.",
    authors=(Author("A. Reed"), Author("dpa", "agency")),
    byline="Von A. Reed, dpa",
    published=Stamp(date(2026, 11, 23), datetime(2026, 11, 22, 23, 30, tzinfo=UTC)),
    modified=Stamp(date(2026, 11, 22)),
    source="dpa",
    source_date=date(1912, 4, 15),
    language="de",
    section="Lokales",
    image_url="https://post.example/1.jpg",
    kind="liveblog",
    completeness="stub",
    is_free=False,
    structure=Structure(
        runs=(BlockRun(0, 0, "subheading", 2), BlockRun(1, 1, "quote", None, "A. Reed")),
        links=(TextLink(0, 0, 6, "https://post.example/ß?a=1#b"),),
        entries=(LiveEntry(0, datetime(2026, 11, 22, 23, 40, tzinfo=UTC)),),
        picture=LeadPicture("Die Brücke", "Foto: A. Reed"),
    ),
    provenance={"headline": "og:title", "published": "json-ld"},
)
