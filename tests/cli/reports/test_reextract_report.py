"""What `reextract` prints: what would change, what stays, and what was written."""

from collections import Counter

import pytest

from newsarchive.cli.reports.reextract_report import closing_line, print_report
from newsarchive.reextraction.report import MOST_LISTED, Report


def test_every_kind_of_page_that_was_found_has_its_line(capsys: pytest.CaptureFixture[str]):
    report = Report(outlets=1, pages=9, same=2, changed=1, still_refused=3, other_outcome=1, expired=1, known=1)
    report.note_field("headline", "article 1: “Old” → “New”")
    report.shorter.add("article 2: 90 words → 30")
    report.undeclared["old_post"] = 4
    print_report(report)
    assert (
        capsys.readouterr().out
        == """\
1 outlets, 9 pages read again, 2 unchanged
1 articles read differently:
        1  headline
             article 1: “Old” → “New”
1 articles stay unchanged: less than half of the text would be left (--allow-shorter accepts this):
             article 2: 90 words → 30
3 pages without an article still have none
1 of these now have another reason
1 other pages belong to an article that is stored or was removed
1 pages are no longer kept
4 articles of old_post stay unchanged: no outlet has this name
"""
    )


def test_a_long_list_ends_with_how_many_more_there_are(capsys: pytest.CaptureFixture[str]):
    report = Report(pages=60)
    for number in range(MOST_LISTED + 10):
        report.unreadable.add(f"capture {number}")
    print_report(report)
    assert capsys.readouterr().out.endswith("             and 10 more\n")


@pytest.mark.parametrize(
    ("report", "dry_run", "line"),
    [
        pytest.param(
            Report(), False, "nothing to read again: all stored pages were read with today's rules", id="none"
        ),
        pytest.param(Report(pages=1, same=1), False, "nothing was written", id="no change"),
        pytest.param(Report(pages=1, changed=1), False, "nothing was written; use --yes to write it", id="not agreed"),
        pytest.param(Report(pages=1, changed=1), True, "nothing was written", id="dry run"),
        pytest.param(
            Report(pages=3, revised=1, amended=2, is_written=True, verdicts=Counter(known_elsewhere=1)),
            False,
            "written: 1 new versions, 2 articles with other fields changed, "
            "1 known elsewhere from pages without an article",
            id="written",
        ),
        pytest.param(
            Report(pages=1, same=1, is_written=True), False, "written: only the reading versions", id="no articles"
        ),
    ],
)
def test_the_last_line_says_what_was_written(report: Report, dry_run: bool, line: str):
    assert closing_line(report, dry_run) == line
