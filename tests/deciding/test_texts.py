"""What the archive does with a text: the whole decision as a table of cases."""

from datetime import timedelta

import pytest

from newsarchive.deciding.earlier_pages import Neighbours
from newsarchive.deciding.held_back import PastHeadline
from newsarchive.deciding.texts import OUTCOMES, Decision, Facts, KnownArticle, decide, reextracted_is_kept
from newsarchive.records import ArticleVersion, Outcome, Verdict
from tests.deciding.versions import BODY, CORRECTED, HEADLINE, NOW, SEEN_AT, a_stored_version, a_version

OLDER = "0+older"
LETTER = f"{BODY}\n\nSign up for our letter, which we send each morning."
SWITCHES = tuple(
    PastHeadline(NOW - timedelta(hours=ago), headline, cause)
    for ago, headline, cause in (
        (200, HEADLINE, "theirs"), (5, "Port opens", "theirs"), (4, HEADLINE, "theirs"), (3, "Port opens", None),
    )
)  # fmt: skip


def decided(version, current=None, *, holds=True, **known) -> Decision:
    return decide(Facts(version, NOW, KnownArticle(current or a_stored_version(), **known), holds=holds))


def between(before: str | None, after: str | None) -> Neighbours:
    """The neighbours of a page from an old file, by their headlines."""
    seen = [
        ArticleVersion(number, SEEN_AT, headline, None, BODY, "1+rules", None) if headline else None
        for number, headline in enumerate((before, after), start=1)
    ]
    return Neighbours(7, NOW - timedelta(days=9), *seen)


def test_a_text_that_the_archive_does_not_have_is_new():
    assert decide(Facts(a_version(), NOW)) == Decision(Verdict.NEW, keeps_page=True)


def test_a_text_that_another_archive_has_is_not_stored():
    decision = decide(Facts(a_version(), NOW, moved_to="archive-2025.db"))
    assert decision == Decision(Verdict.ARCHIVED_ELSEWHERE, "archived elsewhere, in archive-2025.db")
    assert decision.outcome is Outcome.ARCHIVED_ELSEWHERE


def test_a_removed_text_is_refused_whatever_else_is_known():
    facts = Facts(a_version(), NOW, KnownArticle(a_stored_version()), removed_because="court order")
    assert decide(facts) == Decision(Verdict.REMOVED, "court order")


@pytest.mark.parametrize(
    ("version", "current", "verdict"),
    [
        pytest.param({}, {}, Verdict.KNOWN_ELSEWHERE, id="the same text at an alias"),
        pytest.param({"body": CORRECTED}, {}, Verdict.KNOWN_ELSEWHERE, id="another text at an alias"),
        pytest.param({"body": LETTER}, {"completeness": "stub"}, Verdict.REVISED, id="the full text of a stub"),
        pytest.param(
            {"completeness": "stub"},
            {"completeness": "stub"},
            Verdict.KNOWN_ELSEWHERE,
            id="a second stub",
        ),
    ],
)
def test_a_page_at_an_alias_changes_nothing_unless_it_completes_a_stub(version, current, verdict):
    assert decided(a_version(**version), a_stored_version(**current), is_own=False).verdict is verdict


def test_a_page_at_an_alias_names_the_article():
    assert decided(a_version(), is_own=False) == Decision(Verdict.KNOWN_ELSEWHERE, "the same as article 7")


@pytest.mark.parametrize(
    ("version", "current", "expected"),
    [
        pytest.param({}, {}, Decision(Verdict.UNCHANGED), id="the same text"),
        pytest.param({}, {"capture_id": None}, Decision(Verdict.UNCHANGED, keeps_page=True), id="a document"),
        pytest.param(
            {"body": CORRECTED}, {}, Decision(Verdict.REVISED, cause="theirs", keeps_page=True), id="a correction"
        ),
        pytest.param(
            {"body": CORRECTED}, {"read_by": OLDER}, Decision(Verdict.REVISED, cause="unknown", keeps_page=True),
            id="a correction, where another extraction read the old page",
        ),
        pytest.param(
            {"body": CORRECTED, "read_by": None}, {"read_by": None},
            Decision(Verdict.REVISED, cause="unknown", keeps_page=True), id="two documents",
        ),
        pytest.param(
            {"body": "Ships are back."}, {}, Decision(Verdict.WORSE, "3 words, where 40 are stored", keeps_page=True),
            id="a text that lost most of its words",
        ),
    ],
)  # fmt: skip
def test_a_page_at_the_articles_own_address(version, current, expected):
    assert decided(a_version(**version), a_stored_version(**current)) == expected


@pytest.mark.parametrize(
    ("version", "again", "expected"),
    [
        pytest.param(
            {}, {}, Decision(Verdict.UNCHANGED, adopts_reextracted=True), id="only our reading changed: ours"
        ),
        pytest.param(
            {"body": CORRECTED}, {},
            Decision(Verdict.REVISED, cause="theirs", keeps_page=True, adopts_reextracted=True),
            id="both changed: first ours, then theirs",
        ),
        pytest.param(
            {"body": CORRECTED}, {"body": LETTER}, Decision(Verdict.REVISED, cause="theirs", keeps_page=True),
            id="our reading is the same: theirs alone",
        ),
        pytest.param(
            {"body": "Ships are back."}, {"body": "Ships are back."}, Decision(Verdict.UNCHANGED),
            id="today's reading of the old page is as short: nothing changed, and the fuller text stays",
        ),
        pytest.param(
            {"body": "Ships are back."}, {},
            Decision(Verdict.WORSE, "3 words, where 50 are stored", keeps_page=True, adopts_reextracted=True),
            id="the page lost its words, and our reading changed",
        ),
    ],
)  # fmt: skip
def test_where_another_extraction_read_the_stored_page(version, again, expected):
    """What is stored has a line too many: today's extraction leaves it out."""
    current = a_stored_version(body=LETTER, read_by=OLDER)
    assert decided(a_version(**version), current, reextracted=a_version(**again)) == expected


def test_a_headline_that_switches_too_often_is_held_back():
    current = a_stored_version(headline="Port opens", revision=4)
    until = NOW + timedelta(hours=19)
    reason = "changes too often; the next version is taken after 2026-11-23T07:00:00Z"
    held = decided(a_version(), current, headlines=SWITCHES)
    assert held == Decision(Verdict.UNCHANGED, reason, look_again_at=until)
    assert decided(a_version(), current, headlines=SWITCHES, holds=False).verdict is Verdict.REVISED


def test_a_live_blog_is_held_back_after_our_own_revision_too():
    """Today's reading replaces the stored text first; that is the version which must be six hours old."""
    current = a_stored_version(body=LETTER, read_by=OLDER, seen_at=NOW - timedelta(days=1))
    again, version = a_version(kind="liveblog"), a_version(kind="liveblog", body=CORRECTED)
    held = decided(version, current, reextracted=again, headlines=SWITCHES)
    assert (held.verdict, held.adopts_reextracted) == (Verdict.UNCHANGED, True)
    assert held.look_again_at == NOW + timedelta(hours=6)


@pytest.mark.parametrize(
    ("version", "neighbours", "expected"),
    [
        pytest.param(
            {"headline": "Other"}, between("First", "Second"),
            Decision(Verdict.REVISED, cause="theirs", keeps_page=True, is_past=True), id="another text: a revision",
        ),
        pytest.param(
            {"headline": "Other", "read_by": OLDER}, between("First", "Second"),
            Decision(Verdict.REVISED, cause="unknown", keeps_page=True, is_past=True), id="read by another extraction",
        ),
        pytest.param(
            {"headline": "Second"}, between("First", "Second"), Decision(Verdict.UNCHANGED, is_past=True),
            id="the text of the next version",
        ),
        pytest.param(
            {"headline": "Other"}, between("First", None), Decision(Verdict.UNCHANGED, is_past=True),
            id="after the current version was first seen",
        ),
        pytest.param(
            {"headline": "Other", "body": "Ships are back."}, between(None, "First"),
            Decision(Verdict.WORSE, "3 words, where 40 are stored", keeps_page=True, is_past=True), id="a worse text",
        ),
    ],
)  # fmt: skip
def test_a_page_older_than_the_last_check(version, neighbours, expected):
    assert decided(a_version(**version), neighbours=neighbours) == expected


@pytest.mark.parametrize(
    ("again", "is_kept"),
    [
        pytest.param({}, False, id="the same text"),
        pytest.param({"body": CORRECTED}, True, id="another text"),
        pytest.param({"body": "Ships are back."}, False, id="a worse text"),
    ],
)
def test_todays_reading_of_a_stored_page_is_kept_where_it_is_different_and_not_worse(again, is_kept):
    assert reextracted_is_kept(a_version(**again), a_stored_version()) is is_kept


def test_every_verdict_has_the_outcome_of_its_url():
    assert OUTCOMES.keys() == set(Verdict)
    assert Decision(Verdict.WORSE).outcome is Outcome.ARTICLE
    assert Decision(Verdict.KNOWN_ELSEWHERE).outcome is Outcome.SAME_ARTICLE
    assert Decision(Verdict.REMOVED).outcome is Outcome.REMOVED
