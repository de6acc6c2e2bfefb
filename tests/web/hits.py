"""Found articles for the tests of lists and formats, and the addresses of the pages that show them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from newsarchive.archive.search.results import END_FOUND, FOUND, EarlierText, Hit
from newsarchive.web.layout import Site

PUBLISHED = datetime(2026, 11, 18, 10, tzinfo=UTC)
SEEN = datetime(2026, 11, 18, 12, tzinfo=UTC)
EARLIER = EarlierText(
    number=1, seen_at=SEEN, replaced_at=datetime(2026, 11, 20, 17, tzinfo=UTC), cause="theirs", matches_today=False
)

SITE = Site(
    title="News archive",
    home="/",
    search="/search",
    timeline="/timeline",
    concordance="/concordance",
    words="/words",
    article="/article",
    changes="/changes",
    copies="/copies",
    health="/health",
    outlet="/outlet",
    collection="/collection",
    collections="/collections",
    watch="/watch",
    watches="/watches",
    tables="/archive",
)


def a_hit(**facts) -> Hit:
    """A found article of the Rivertown Post."""
    hit = Hit(
        id=7,
        search_id=1,
        headline=f"{FOUND}Harbour{END_FOUND} stays closed",
        snippet=f"The {FOUND}harbour{END_FOUND} at Rivertown …",
        outlet="rivertown_post",
        outlet_title="Rivertown Post",
        url="https://post.example/7",
        authors="A. Reed",
        source="Rivertown Post",
        language="en",
        section="Local",
        kind="article",
        completeness="full",
        published_at=PUBLISHED,
        published_on=date(2026, 11, 18),
        first_seen_at=SEEN,
        gone_at=None,
        revision=1,
    )
    return replace(hit, **facts)
