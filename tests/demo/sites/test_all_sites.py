"""The sites of all sample outlets: the contents of their pages, and the boxes between their paragraphs."""

import re
from datetime import datetime
from html import escape

import pytest

from newsarchive.demo.content import OUTLETS, read_stories
from tests.demo.sites.pages import EVERY_ARTICLE, NOW, a_page, a_site


@pytest.mark.parametrize(("outlet", "key"), EVERY_ARTICLE)
def test_a_page_has_its_headline_text_authors_and_time(outlet: str, key: str) -> None:
    story = next(story for story in read_stories(outlet, 1, NOW) if story.key == key)
    page = a_page(outlet, key)
    assert f">{escape(story.headline)}</h1>" in page
    assert all(escape(paragraph) in page for paragraph in story.paragraphs)
    assert all(name in page for name in (*story.authors, story.agency or ""))
    times = {datetime.fromisoformat(found) for found in re.findall(r'datetime="([^"]+)"', page)}
    assert times == {story.published_at}


@pytest.mark.parametrize(
    ("outlet", "clutter"),
    [
        ("haverstrand_courier", ['class="related"', 'class="newsletter"', "<figcaption>"]),
        ("mimori_shimpo", ['class="kanren"', 'class="kaiin"', 'class="caption"']),
        ("sada_almarsa", ['class="read-also"', 'class="follow-us"', "<figcaption>"]),
    ],
)
def test_pages_have_captions_related_links_and_promos(outlet: str, clutter: list[str]) -> None:
    keys = [key for name, key in EVERY_ARTICLE if name == outlet]
    assert all(any(sign in a_page(outlet, key) for key in keys) for sign in clutter)


def test_paywalled_articles_are_marked() -> None:
    assert '"isAccessibleForFree": false' in a_page("haverstrand_courier", "rope-maker")
    assert 'content="locked"' in a_page("mimori_shimpo", "river-and-life")


def test_two_editions_differ_only_in_the_corrected_article_and_its_lists() -> None:
    changed = set()
    for outlet in OUTLETS:
        before, after = a_site(outlet, 1), a_site(outlet, 2)
        assert before.keys() == after.keys()
        changed |= {(outlet, path) for path in before if before[path] != after[path]}
    assert changed == {
        ("haverstrand_courier", "/"),
        ("haverstrand_courier", "/news/"),
        ("haverstrand_courier", "/news.rss"),
        ("haverstrand_courier", "/news/council/4416-library-opening-hours"),
    }
