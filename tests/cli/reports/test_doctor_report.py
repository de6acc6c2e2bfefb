"""The lines of `newsarchive doctor`."""

from newsarchive.cli.doctor.diagnosis import ok, problem, warning
from newsarchive.cli.reports.doctor_report import diagnosis_lines, doctor_row, summary_line

LINES = [ok("python", "3.13.0"), warning("contact", "not set", "set it"), problem("disk", "full", "make room")]


def test_a_line_says_what_is_wrong_and_the_next_what_to_do():
    assert list(diagnosis_lines(LINES[0])) == ["ok        python: 3.13.0"]
    assert list(diagnosis_lines(LINES[2])) == ["problem   disk: full", "          make room"]


def test_the_last_line_counts():
    assert summary_line(LINES) == "1 problem, 1 warning"
    assert summary_line(LINES[:1]) == "all is well"


def test_programs_get_the_same():
    row = doctor_row(LINES)
    assert row["problems"] == 1
    assert row["checks"][1] == {"name": "contact", "state": "warning", "found": "not set", "advice": "set it"}
