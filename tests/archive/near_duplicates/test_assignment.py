"""Near-duplicates at different outlets form a cluster around the right head, and clusters follow every change."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.near_duplicates import assignment
from newsarchive.comparison.shingles import SAME_TEXT, Overlap
from newsarchive.outlet import Outlet
from newsarchive.records import Article
from tests.archive.near_duplicates.invented import CHARACTERS, NOON, STORY, a_paragraph, a_text, edited, heads, put


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def fingerprinted(archive: Archive) -> set[int]:
    return {row[0] for row in archive.conn.execute("SELECT article_id FROM fingerprints")}


def test_an_identical_text_has_similarity_1(archive: Archive):
    first, second = put(archive, "post", STORY), put(archive, "mail", STORY, hours=1)
    assert heads(archive) == {first: None, second: first}
    assert archive.conn.execute("SELECT similarity FROM articles WHERE id = ?", [second]).fetchone()[0] == 1.0


def test_an_edited_copy_at_another_outlet_points_to_the_earliest_article(archive: Archive) -> None:
    first = put(archive, "post", STORY)
    copy = put(archive, "echo", edited(STORY), hours=3)
    assert heads(archive) == {first: None, copy: first}
    rows = archive.conn.execute("SELECT id, cluster_id, similarity FROM articles ORDER BY id").fetchall()
    assert rows[0] == (first, first, None)
    assert rows[1][:2] == (copy, first)
    assert 0.4 < rows[1][2] < 0.8
    assert fingerprinted(archive) == {first}


def test_texts_in_a_script_without_spaces_are_compared_by_characters(archive: Archive) -> None:
    chosen = random.Random(5)
    sentences = ["".join(chosen.choices(CHARACTERS, k=25)) + "。" for _ in range(16)]
    first = put(archive, "post", "".join(sentences))
    copy = put(archive, "echo", "".join([*sentences[:12], "".join(chosen.choices(CHARACTERS, k=25)), "。"]), hours=1)
    other = put(archive, "star", "".join(random.Random(6).sample(CHARACTERS, k=30)) * 6, hours=2)
    assert heads(archive) == {first: None, copy: first, other: None}


@pytest.mark.parametrize(
    ("outlet", "body", "hours"),
    [
        pytest.param("echo", a_text(2), 1, id="another text"),
        pytest.param("post", edited(STORY), 1, id="the same outlet"),
        pytest.param("echo", edited(STORY), 24 * 31, id="a month later"),
        pytest.param("echo", "\n\n".join(STORY.split("\n\n")[:1]), 1, id="too short"),
        pytest.param("echo", "\n\n".join([*STORY.split("\n\n")[:3], a_text(3, 3)]), 1, id="half of it"),
        pytest.param("echo", "\n\n".join([STORY, a_text(3, 24)]), 1, id="a part of a much longer one"),
    ],
)
def test_an_article_that_differs_too_much_gets_no_cluster(
    archive: Archive, outlet: str, body: str, hours: float
) -> None:
    first = put(archive, "post", STORY)
    other = put(archive, outlet, body, hours=hours)
    assert heads(archive) == {first: None, other: None}


def test_reports_of_one_template_with_other_figures_are_no_near_duplicates(archive: Archive) -> None:
    words = a_text(7, 8).split()
    day = {
        number: " ".join(f"{random.Random(at + number * 1000).randint(100, 9999)}" if at % 10 == 0 else word
                         for at, word in enumerate(words))
        for number in (1, 2)
    }  # fmt: skip
    one, other = put(archive, "post", day[1]), put(archive, "echo", day[2], hours=20)
    assert heads(archive) == {one: None, other: None}
    copy = put(archive, "star", f"{day[1]} {a_text(8, 1)}", hours=21)
    assert heads(archive)[copy] == one


def test_an_earlier_article_that_arrives_late_becomes_the_head(archive: Archive) -> None:
    later = put(archive, "post", STORY, hours=5)
    copy = put(archive, "echo", STORY, hours=6)
    earliest = put(archive, "star", edited(STORY), hours=1)
    assert heads(archive) == {later: earliest, copy: earliest, earliest: None}
    assert fingerprinted(archive) == {earliest}


def test_the_agency_s_own_article_is_the_head_even_when_it_arrives_later(archive: Archive) -> None:
    first = put(archive, "post", STORY, source="Reuters")
    second = put(archive, "echo", STORY, hours=1, source="Reuters")
    own = put(archive, "wire", STORY, hours=2, source="Reuters")
    assert heads(archive) == {first: own, second: own, own: None}


def test_an_agency_that_credits_another_agency_is_no_preferred_head(archive: Archive) -> None:
    first = put(archive, "post", STORY, source="AFP")
    carried = put(archive, "wire", STORY, hours=2, source="AFP")
    assert heads(archive) == {first: None, carried: first}


def test_articles_are_compared_with_heads_only(archive: Archive) -> None:
    """The third has most of the second, and too little of the first."""
    paragraphs = [a_paragraph(random.Random(seed)) for seed in range(20)]
    texts = ["\n\n".join(paragraphs[at : at + 10]) for at in (0, 2, 4)]
    first, second, third = (put(archive, name, text, hours=at) for at, (name, text) in
                            enumerate(zip(("post", "echo", "star"), texts, strict=True)))  # fmt: skip
    assert heads(archive) == {first: None, second: first, third: None}
    middle_first = put(archive, "wire", texts[1], hours=-1)
    assert heads(archive) == {first: middle_first, second: middle_first, third: middle_first, middle_first: None}


def test_a_member_that_differs_too_much_from_a_new_head_leaves_the_cluster(archive: Archive) -> None:
    paragraphs = [a_paragraph(random.Random(seed)) for seed in range(20)]
    first = put(archive, "post", "\n\n".join(paragraphs[2:12]), hours=2)
    copy = put(archive, "echo", "\n\n".join(paragraphs[4:14]), hours=3)
    earliest = put(archive, "star", "\n\n".join(paragraphs[:10]), hours=1)
    assert heads(archive) == {first: earliest, copy: None, earliest: None}
    assert fingerprinted(archive) == {copy, earliest}


def test_a_revised_member_leaves_and_comes_back(archive: Archive) -> None:
    url = "https://echo.example/story"
    first = put(archive, "post", STORY)
    copy = put(archive, "echo", edited(STORY), hours=1, url=url)
    put(archive, "echo", a_text(4), hours=1, url=url)
    assert heads(archive) == {first: None, copy: None}
    assert archive.conn.execute("SELECT count(*) FROM articles WHERE cluster_id IS NOT NULL").fetchone() == (0,)
    put(archive, "echo", STORY, hours=1, url=url)
    assert heads(archive) == {first: None, copy: first}


def test_a_revised_head_keeps_only_its_near_duplicates(archive: Archive) -> None:
    url = "https://post.example/story"
    head = put(archive, "post", STORY, url=url)
    second = put(archive, "echo", STORY, hours=1)
    third = put(archive, "star", edited(STORY), hours=2)
    put(archive, "post", a_text(4), url=url)
    assert heads(archive) == {head: None, second: None, third: second}
    put(archive, "post", STORY, url=url)
    assert heads(archive) == {head: None, second: head, third: head}


def test_when_the_head_is_removed_the_next_one_takes_its_place(archive: Archive) -> None:
    head = put(archive, "post", STORY)
    third = put(archive, "star", edited(STORY), hours=2)
    second = put(archive, "echo", STORY, hours=1)
    remove_article(archive, head, "court order", NOON)
    assert heads(archive) == {third: second, second: None}
    remove_article(archive, third, "court order", NOON)
    assert heads(archive) == {second: None}
    assert archive.conn.execute("SELECT cluster_id FROM articles").fetchall() == [(None,)]
    remove_article(archive, second, "court order", NOON)
    assert fingerprinted(archive) == set()


def test_any_order_of_arrival_gives_the_same_clusters(archive: Archive, tmp_path: Path) -> None:
    stories = [
        (outlet, edited(text, seed) if seed % 3 else text, seed)
        for seed, (outlet, text) in enumerate(
            (outlet, text) for text in (a_text(11), a_text(12)) for outlet in ("post", "echo", "star", "wire", "dawn")
        )
    ]
    clusters = set()
    for seed in range(4):
        random.Random(seed).shuffle(stories)
        with Archive.open(tmp_path / f"{seed}.db", write=True) as shuffled:
            for outlet, text, hours in stories:
                put(shuffled, outlet, text, hours=hours)
            heads(shuffled)
            rows = shuffled.conn.execute("""SELECT a.headline, head.headline FROM articles a
                                            JOIN articles head ON head.id = a.copy_of ORDER BY 1""").fetchall()
        clusters.add(tuple(rows))
    assert len(clusters) == 1
    assert len(rows) == 8


def test_a_phrase_that_many_articles_share_does_not_hide_a_near_duplicate(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assignment, "MAX_POSTINGS_READ", 3)
    offer = a_text(20, 1)
    first = put(archive, "post", f"{STORY}\n\n{offer}")
    for seed in range(30, 42):
        put(archive, "star", f"{a_text(seed)}\n\n{offer}", hours=seed)
    copy = put(archive, "echo", f"{STORY}\n\n{a_text(21, 1)}", hours=2)
    assert heads(archive)[copy] == first


def test_a_failure_leaves_no_half_written_cluster(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    first = put(archive, "post", STORY)

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(assignment._Assignment, "_clear", fail)
    monkeypatch.setattr(assignment._Assignment, "_join", fail)
    with pytest.raises(MemoryError):
        put(archive, "echo", STORY, hours=1)
    assert heads(archive) == {first: None}


def test_stubs_and_short_texts_have_no_fingerprint() -> None:
    assert assignment.fingerprint_of(STORY, 180, "stub") == ()
    assert assignment.fingerprint_of(STORY, assignment.MIN_WORDS - 1, "full") == ()
    assert len(assignment.fingerprint_of(STORY, 180, "full")) > 1


def test_a_stub_that_becomes_a_full_text_gets_its_cluster(archive: Archive) -> None:
    url = "https://echo.example/story"
    first = put(archive, "post", STORY)
    made = Outlet("echo", "Echo", "https://echo.example/", "en", "UTC", domains=("echo.example",))
    stub = Article("echo", "Story", a_paragraph(random.Random(1)), completeness="stub")
    for article in (stub, replace(stub, body=STORY, completeness="full")):
        saved = save(archive, version_of(article, "echo", "1"), outlet=made, addresses=Addresses(url, url), now=NOON)
    assert saved.article_id is not None
    assert heads(archive) == {first: None, saved.article_id: first}


@pytest.mark.parametrize(
    ("overlap", "is_near"),
    [
        pytest.param(SAME_TEXT, True, id="the same text"),
        pytest.param(Overlap(0.3, 0.62, None), True, id="just enough"),
        pytest.param(Overlap(0.5, 0.61, None), False, id="too little of the shorter text"),
        pytest.param(Overlap(0.29, 1.0, None), False, id="too little of both texts"),
        pytest.param(Overlap(0.8, 0.9, 0.49), False, id="other figures"),
    ],
)
def test_near_duplicates_share_most_of_the_shorter_text_and_its_figures(overlap: Overlap, is_near: bool) -> None:
    assert assignment.is_near_duplicate(overlap) is is_near
