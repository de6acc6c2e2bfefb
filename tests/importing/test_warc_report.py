"""What a report counts, and how the reports of parts are added."""

from pathlib import Path

from newsarchive.importing.warc_report import DAMAGED, MOST_PAGE_PROBLEMS, NOT_WANTED, UNKNOWN_HOST, WarcReport
from newsarchive.records import Ingested, Outcome, Verdict

FILE = Path("pages.warc.gz")


def test_a_stored_page_is_counted_by_its_verdict_and_a_refused_one_by_its_outcome():
    report = WarcReport(FILE)
    report.count(Ingested(Outcome.ARTICLE, verdict=Verdict.NEW))
    report.count(Ingested(Outcome.TOO_SHORT))
    report.count(Ingested(Outcome.REMOVED, verdict=Verdict.REMOVED))
    assert (dict(report.verdicts), dict(report.refused)) == ({"new": 1}, {"too_short": 1, "removed": 1})


def test_hosts_without_an_outlet_are_counted_by_name():
    report = WarcReport(FILE)
    report.refuse("https://a.example/1", UNKNOWN_HOST)
    report.refuse("https://a.example/2", UNKNOWN_HOST)
    report.refuse("https://b.example/1", NOT_WANTED)
    assert (dict(report.unknown_hosts), report.refused.total()) == ({"a.example": 2}, 3)


def test_all_damage_is_counted_and_the_first_problems_are_kept_also_of_several_parts():
    whole, part = WarcReport(FILE, pages=2), WarcReport(FILE, pages=3)
    for number in range(MOST_PAGE_PROBLEMS - 1):
        whole.note_damage(f"whole {number}")
    for number in range(MOST_PAGE_PROBLEMS + 5):
        part.note_damage(f"part {number}")
    assert len(part.page_problems) == MOST_PAGE_PROBLEMS
    whole.add(part)
    assert (whole.pages, whole.refused[DAMAGED]) == (5, 2 * MOST_PAGE_PROBLEMS + 4)
    assert whole.page_problems[-1] == "part 0"
    assert len(whole.page_problems) == MOST_PAGE_PROBLEMS
