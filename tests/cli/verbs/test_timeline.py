"""`newsarchive timeline` as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest


def test_a_timeline_is_printed_as_a_table(run, archive: Path):
    ran = run("timeline", "bridge", "ferry", "--by", "month", "--since", "2016-01-01", "--until", "2016-03-31")
    assert ran.status == 0
    assert [line.split() for line in ran.out.splitlines()] == [
        ["month", "bridge", "ferry"],
        ["2016-01", "gap", "gap"],
        ["2016-02", "0", "1"],
        ["2016-03", "gap", "gap"],
    ]


def test_json_and_csv_have_the_same_numbers(run, archive: Path):
    words = ("timeline", "ferry", "--by", "year", "--share")
    values = json.loads(run(*words, "--json").out)
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    of_json = {one["period"]: one["articles"] for one in values["panels"][0]["periods"]}
    assert {row["period"]: [int(row["articles"])] if row["articles"] else None for row in rows} == of_json
    assert of_json["2016"] == [1]


def test_a_search_that_looks_like_a_formula_is_no_formula_in_csv(run, archive: Path):
    assert "'=HYPERLINK" in run("timeline", '=HYPERLINK("x")', "--by", "year", "--csv").out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "Missing argument"),
        (("a", "b", "c", "d", "e", "f"), "At most 5 searches can be compared."),
        (("a", "--by", "hour"), "Invalid value for '--by'"),
        (("a", "--by", "day", "--since", "0001-01-01"), "more than 20,000 numbers"),
        (("a", "--since", "2026-02-01", "--until", "2026-01-01"), "--until 2026-01-01 is before"),
        (("a", "--outlet", "nobody"), "nobody"),
    ],
)
def test_wrong_arguments_are_wrong_usage(run, archive: Path, words, problem: str):
    ran = run("timeline", *words)
    assert ran.status == 2
    assert problem in ran.err


def test_notes_go_to_standard_error(run, archive: Path):
    assert "There is no word to search for" in run("timeline", "?!", "--by", "year").err
