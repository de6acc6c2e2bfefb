"""Options that several verbs share."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from newsarchive.archive.search.selection import Selection
from newsarchive.cli.options import Day, db_option, json_option, selection_options, wait_option
from newsarchive.settings import Settings


@click.command()
@click.option("--day", type=Day(), default=date(2026, 1, 1))
@wait_option
@json_option
@db_option
def shared(day: date, wait_minutes: float, as_json: bool, settings: Settings) -> None:
    click.echo(f"{day} {wait_minutes} {as_json} {settings.db.name}")


@click.command()
@selection_options
def selecting(**filters: object) -> None:
    click.echo(sorted(filters.items()))


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("NEWSARCHIVE_DB", "NEWSARCHIVE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda command, *words: CliRunner().invoke(command, words)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        pytest.param([], "2026-01-01 0.0 False archive.db", id="defaults"),
        pytest.param(["--day", "2026-11-22", "--json"], "2026-11-22 0.0 True archive.db", id="day and JSON"),
        pytest.param(["--wait", "0.5", "--db", "other.db"], "2026-01-01 0.5 False other.db", id="half a minute"),
    ],
)
def test_shared_options_reach_the_command(invoke, words: list[str], printed: str):
    assert invoke(shared, *words).output.strip() == printed


@pytest.mark.parametrize("text", ["2026-13-01", "yesterday", "", "22.11.2026"])
def test_a_day_that_is_none_says_how_to_write_it(invoke, text: str):
    result = invoke(shared, "--day", text)
    assert result.exit_code == 2
    assert f"{text!r} is not a valid date. Use YYYY-MM-DD." in result.output


def test_nobody_waits_for_less_than_no_time(invoke):
    assert "-1.0 is not in the range x>=0" in invoke(shared, "--wait", "-1").output


def test_filters_may_be_repeated_and_have_the_names_of_a_selection(invoke):
    words = ["--outlet", "a", "--outlet", "b", "--until", "2026-11-22"]
    given = {"outlets": ("a", "b"), "until": date(2026, 11, 22), "since": None, "exact_forms": False}
    given |= dict.fromkeys(("sources", "languages", "sections", "authors", "countries", "kinds"), ())
    given |= dict.fromkeys(("completeness", "near_duplicates", "collections", "tags", "sets"), ())
    assert invoke(selecting, *words).output.strip() == str(sorted(given.items()))
    assert given.keys() <= {field.name for field in fields(Selection)}
