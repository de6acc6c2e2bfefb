"""Sites and pages of the sample outlets, for their tests."""

from datetime import UTC, datetime
from urllib.parse import quote

from newsarchive.demo.content import OUTLETS, read_stories
from newsarchive.demo.sites.all_sites import SITES
from newsarchive.demo.sites.resource import Resource

NOW = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)
HOME = "http://127.0.0.1:8931/"
CHARSETS = {"haverstrand_courier": "utf-8", "mimori_shimpo": "shift_jis", "sada_almarsa": "utf-8"}
EVERY_ARTICLE = [(outlet, story.key) for outlet in OUTLETS for story in read_stories(outlet, 1, NOW)]


def a_site(outlet: str, edition: int = 1) -> dict[str, Resource]:
    return SITES[outlet](read_stories(outlet, edition, NOW), HOME)


def a_page(outlet: str, key: str, edition: int = 1) -> str:
    story = next(story for story in read_stories(outlet, edition, NOW) if story.key == key)
    return a_site(outlet, edition)[quote(story.path)].body.decode(CHARSETS[outlet])
