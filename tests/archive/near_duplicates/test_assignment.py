"""Near-copies are found across outlets, gathered around the right head, and gathered anew when something changes."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.near_duplicates import assignment
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLES = {"post": "Post", "echo": "Echo", "star": "Star", "wire": "Reuters"}
SYLLABLES = ("har", "fer", "bri", "tow", "mar", "lig", "quo", "sel", "dun", "pol")
CHARACTERS = "港湾橋町市場灯台議会知事建設完成開通住民船舶漁業観光予算計画工事費用安全地域"


def a_paragraph(chosen: random.Random, words: int = 30) -> str:
    return " ".join("".join(chosen.choices(SYLLABLES, k=3)) for _ in range(words)).capitalize() + "."


def a_text(seed: int, paragraphs: int = 6) -> str:
    chosen = random.Random(seed)
    return "\n\n".join(a_paragraph(chosen) for _ in range(paragraphs))


def edited(text: str, seed: int = 99) -> str:
    """text with another first paragraph and its last one cut off."""
    return "\n\n".join([a_paragraph(random.Random(seed), 20), *text.split("\n\n")[1:-1]])


STORY = a_text(1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def put(
    archive: Archive, outlet: str, body: str, *, hours: float = 0, url: str | None = None, source: str | None = None
) -> int:
    """The id of an article that outlet published so many hours after noon; the same url again is its next version."""
    published = NOON + timedelta(hours=hours)
    # Seconds apart, since no two articles have one second.
    place = url or f"https://{outlet}.example/{random.Random(body).random()}/{hours}"
    made = Outlet(outlet, TITLES.get(outlet, outlet), f"https://{outlet}.example/", "en", "UTC",
                  domains=(f"{outlet}.example",))  # fmt: skip
    article = Article(outlet, f"{outlet} on {hours}", body, source=source,
                      published=Stamp(published.date(), published))  # fmt: skip
    saved = save(
        archive,
        version_of(article, outlet, "1"),
        outlet=made,
        addresses=Addresses(place, place),
        now=NOON + timedelta(days=90),
    )
    assert saved.article_id is not None
    return saved.article_id


def heads(archive: Archive) -> dict[int, int | None]:
    """Each article and the one it is a copy of; asserts that verify finds every cluster and fingerprint right."""
    assert [*verify(archive, NOON)] == []
    return dict(archive.conn.execute("SELECT id, copy_of FROM articles").fetchall())


def fingerprinted(archive: Archive) -> set[int]:
    return {row[0] for row in archive.conn.execute("SELECT article_id FROM fingerprints")}


def test_a_text_that_was_taken_over_as_it_is_is_a_whole_copy(archive: Archive):
    first, second = put(archive, "post", STORY), put(archive, "mail", STORY, hours=1)
    assert heads(archive) == {first: None, second: first}
    assert archive.conn.execute("SELECT similarity FROM articles WHERE id = ?", [second]).fetchone()[0] == 1.0


def test_a_copy_at_another_outlet_points_to_the_earliest(archive: Archive) -> None:
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
def test_what_is_no_copy_stands_alone(archive: Archive, outlet: str, body: str, hours: float) -> None:
    first = put(archive, "post", STORY)
    other = put(archive, outlet, body, hours=hours)
    assert heads(archive) == {first: None, other: None}


def test_reports_of_one_template_with_other_figures_are_no_copies(archive: Archive) -> None:
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


def test_an_earlier_article_that_comes_late_takes_the_head(archive: Archive) -> None:
    later = put(archive, "post", STORY, hours=5)
    copy = put(archive, "echo", STORY, hours=6)
    earliest = put(archive, "star", edited(STORY), hours=1)
    assert heads(archive) == {later: earliest, copy: earliest, earliest: None}
    assert fingerprinted(archive) == {earliest}


def test_the_agency_s_own_article_is_the_head_though_it_comes_later(archive: Archive) -> None:
    first = put(archive, "post", STORY, source="Reuters")
    second = put(archive, "echo", STORY, hours=1, source="Reuters")
    own = put(archive, "wire", STORY, hours=2, source="Reuters")
    assert heads(archive) == {first: own, second: own, own: None}


def test_an_agency_that_credits_another_is_a_copy_as_all_are(archive: Archive) -> None:
    first = put(archive, "post", STORY, source="AFP")
    carried = put(archive, "wire", STORY, hours=2, source="AFP")
    assert heads(archive) == {first: None, carried: first}


def test_copies_are_compared_with_the_head_alone(archive: Archive) -> None:
    """The third has most of the second, and too little of the first."""
    paragraphs = [a_paragraph(random.Random(seed)) for seed in range(20)]
    texts = ["\n\n".join(paragraphs[at : at + 10]) for at in (0, 2, 4)]
    first, second, third = (put(archive, name, text, hours=at) for at, (name, text) in
                            enumerate(zip(("post", "echo", "star"), texts, strict=True)))  # fmt: skip
    assert heads(archive) == {first: None, second: first, third: None}
    middle_first = put(archive, "wire", texts[1], hours=-1)
    assert heads(archive) == {first: middle_first, second: middle_first, third: middle_first, middle_first: None}


def test_what_is_no_copy_of_the_new_head_stands_alone_again(archive: Archive) -> None:
    paragraphs = [a_paragraph(random.Random(seed)) for seed in range(20)]
    first = put(archive, "post", "\n\n".join(paragraphs[2:12]), hours=2)
    copy = put(archive, "echo", "\n\n".join(paragraphs[4:14]), hours=3)
    earliest = put(archive, "star", "\n\n".join(paragraphs[:10]), hours=1)
    assert heads(archive) == {first: earliest, copy: None, earliest: None}
    assert fingerprinted(archive) == {copy, earliest}


def test_a_revised_copy_leaves_and_comes_back(archive: Archive) -> None:
    url = "https://echo.example/story"
    first = put(archive, "post", STORY)
    copy = put(archive, "echo", edited(STORY), hours=1, url=url)
    put(archive, "echo", a_text(4), hours=1, url=url)
    assert heads(archive) == {first: None, copy: None}
    assert archive.conn.execute("SELECT count(*) FROM articles WHERE cluster_id IS NOT NULL").fetchone() == (0,)
    put(archive, "echo", STORY, hours=1, url=url)
    assert heads(archive) == {first: None, copy: first}


def test_a_revised_head_keeps_only_its_copies(archive: Archive) -> None:
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


def test_a_phrase_that_many_articles_share_does_not_slow_or_hide_a_copy(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assignment, "POSTINGS_READ", 3)
    offer = a_text(20, 1)
    first = put(archive, "post", f"{STORY}\n\n{offer}")
    for seed in range(30, 42):
        put(archive, "star", f"{a_text(seed)}\n\n{offer}", hours=seed)
    copy = put(archive, "echo", f"{STORY}\n\n{a_text(21, 1)}", hours=2)
    assert heads(archive)[copy] == first


def test_a_failure_leaves_no_half_of_a_cluster(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    first = put(archive, "post", STORY)

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(assignment._Settling, "_stand_alone", fail)
    monkeypatch.setattr(assignment._Settling, "_join", fail)
    with pytest.raises(MemoryError):
        put(archive, "echo", STORY, hours=1)
    assert heads(archive) == {first: None}


def test_a_stub_is_found_by_nothing() -> None:
    assert assignment.fingerprint_of(STORY, 180, "stub") == ()
    assert assignment.fingerprint_of(STORY, assignment.LEAST_WORDS - 1, "full") == ()
    assert len(assignment.fingerprint_of(STORY, 180, "full")) > 1


def test_a_better_reading_of_a_stub_is_placed(archive: Archive) -> None:
    url = "https://echo.example/story"
    first = put(archive, "post", STORY)
    made = Outlet("echo", "Echo", "https://echo.example/", "en", "UTC", domains=("echo.example",))
    stub = Article("echo", "Story", a_paragraph(random.Random(1)), completeness="stub")
    for article in (stub, replace(stub, body=STORY, completeness="full")):
        saved = save(archive, version_of(article, "echo", "1"), outlet=made, addresses=Addresses(url, url), now=NOON)
    assert saved.article_id is not None
    assert heads(archive) == {first: None, saved.article_id: first}


@pytest.mark.parametrize("fast", [True, False])
def test_archives_stored_before_copies_were_looked_for_are_mended(archive: Archive, fast: bool) -> None:
    first, copy, other = (
        put(archive, "post", STORY),
        put(archive, "echo", STORY, hours=1),
        put(archive, "echo", a_text(2)),
    )
    archive.conn.execute("DELETE FROM fingerprints")
    archive.conn.execute("UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL")
    (finding,) = verify(archive, NOON, fast=fast)
    assert (finding.check, finding.row, finding.is_mended) == ("copies", f"articles {first}", False)
    assert "and 2 more" in finding.problem
    mended = []
    (finding,) = verify(archive, NOON, fast=fast, repair=True, note=lambda *told: mended.append(told))
    assert finding.is_mended
    assert ("copies", 3) in mended
    assert heads(archive) == {first: None, copy: first, other: None}


@pytest.mark.parametrize(
    ("damage", "is_seen_fast"),
    [
        pytest.param("UPDATE fingerprints SET hash = hash + 1 WHERE article_id = 1", False, id="of another text"),
        pytest.param("DELETE FROM fingerprints WHERE article_id = 1 AND hash % 2", False, id="some lost"),
        pytest.param("INSERT INTO fingerprints VALUES (7, 2)", True, id="of a copy"),
        pytest.param("INSERT INTO fingerprints VALUES (7, 99)", True, id="of no article"),
        pytest.param("UPDATE articles SET copy_of = NULL, similarity = NULL WHERE id = 2", True, id="no head"),
        pytest.param("UPDATE articles SET cluster_id = NULL WHERE id = 1", True, id="a head of no cluster"),
        pytest.param("UPDATE articles SET cluster_id = NULL WHERE id = 2", True, id="a copy of no cluster"),
        pytest.param("UPDATE articles SET cluster_id = id WHERE id = 3", True, id="a head without copies"),
    ],
)
def test_clusters_and_fingerprints_are_checked_and_mended(archive: Archive, damage: str, is_seen_fast: bool) -> None:
    first, copy, other = (
        put(archive, "post", STORY),
        put(archive, "echo", STORY, hours=1),
        put(archive, "echo", a_text(2)),
    )
    archive.conn.execute(damage)
    assert ("copies" in {one.check for one in verify(archive, NOON, fast=True)}) is is_seen_fast
    assert "copies" in {one.check for one in verify(archive, NOON, repair=True)}
    assert heads(archive) == {first: None, copy: first, other: None}
