"""`newsarchive concordance` as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest


def test_places_are_printed_one_a_line(run, archive: Path):
    ran = run("concordance", "ferry")
    assert [line.split() for line in ran.out.splitlines()] == [
        ["2", "Ferry", "prices", "rise"],
        ["2", "The", "ferry", "costs", "more."],
    ]
    assert ran.err == "2 places in 1 article\n"


def test_json_and_csv_have_the_same_lines(run, archive: Path):
    lines = json.loads(run("concordance", "bridge", "--json").out)["lines"]
    rows = list(csv.DictReader(io.StringIO(run("concordance", "bridge", "--csv").out)))
    assert [row["after"] for row in rows] == [line["after"] for line in lines]
    assert [line["before"] for line in lines] == ["", "The harbour"]


def test_lines_can_be_sorted(run, archive: Path):
    ran = run("concordance", "bridge", "--sort", "left", "--json")
    assert [line["before"] for line in json.loads(ran.out)["lines"]] == ["", "The harbour"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [((), "Missing argument"), ((" ",), "Type a word"), (("a", "--sort", "middle"), "Invalid value for '--sort'")],
)
def test_wrong_arguments_are_wrong_usage(run, archive: Path, words, problem: str):
    ran = run("concordance", *words)
    assert ran.status == 2
    assert problem in ran.err


def test_nothing_found_is_said(run, archive: Path):
    assert run("concordance", "zeppelin").err == "0 places in 0 articles\n"
