"""The articles of the sample outlets: of real length, all different, each in its script, one of them corrected."""

import re
from datetime import UTC, datetime
from itertools import combinations

import pytest

from newsarchive.demo.content import OUTLETS, Story, read_stories

NOW = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)
SCRIPTS = {
    "haverstrand_courier": r"[A-Za-z]",
    "mimori_shimpo": r"[\u3041-\u30ff\u4e00-\u9fff]",
    "sada_almarsa": r"[\u0621-\u064a]",
}


def stories(edition: int = 1) -> list[Story]:
    return [story for outlet in OUTLETS for story in read_stories(outlet, edition, NOW)]


@pytest.mark.parametrize("outlet", OUTLETS)
def test_an_outlet_has_six_or_more_free_articles_of_four_to_ten_paragraphs(outlet: str) -> None:
    whole = [story for story in read_stories(outlet, 1, NOW) if not story.paywalled]
    assert len(whole) >= 6
    assert all(4 <= len(story.paragraphs) <= 10 for story in whole)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_every_text_is_in_the_script_of_its_language(outlet: str) -> None:
    for story in read_stories(outlet, 1, NOW):
        for text in (story.headline, story.standfirst, *story.paragraphs):
            letters = [sign for sign in text if sign.isalpha()]
            assert len(re.findall(SCRIPTS[outlet], text)) > 0.9 * len(letters)


def test_no_two_articles_share_a_key_a_path_a_headline_or_a_paragraph() -> None:
    for one, other in combinations(stories(), 2):
        assert one.key != other.key
        assert one.path != other.path
        assert one.headline != other.headline
        assert not set(one.paragraphs) & set(other.paragraphs)


def test_related_articles_exist_at_the_same_outlet() -> None:
    for outlet in OUTLETS:
        keys = {story.key for story in read_stories(outlet, 1, NOW)}
        assert all(keys.issuperset(story.related) for story in read_stories(outlet, 1, NOW))


def test_articles_come_newest_first_and_none_is_in_the_future() -> None:
    for outlet in OUTLETS:
        moments = [story.published_at for story in read_stories(outlet, 2, NOW)]
        assert moments == sorted(moments, reverse=True)
        assert max(moments) <= NOW


def test_the_second_edition_corrects_only_one_article() -> None:
    changed = [(old, new) for old, new in zip(stories(1), stories(2), strict=True) if old != new]
    assert len(changed) == 1
    old, new = changed[0]
    assert (old.key, old.path, old.published_at) == (new.key, new.path, new.published_at)
    assert old.headline != new.headline
    assert old.paragraphs != new.paragraphs
    assert old.modified_at is None
    assert new.modified_at == NOW


def test_texts_name_no_real_host() -> None:
    texts = "\n".join(text for story in stories(2) for text in story.paragraphs)
    assert not re.search(r"https?://|\.(com|org|net)\b", texts)
