"""What was probably meant, for commands and for values of options."""

import click
import pytest

from newsarchive.cli.suggestions import KnownChoice, did_you_mean


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("serch", "did you mean search?", id="letter missing"),
        pytest.param("SEARCH", "did you mean search?", id="capitals"),
        pytest.param("re", "", id="too short to guess"),
        pytest.param("zzz", "", id="nothing like it"),
        pytest.param("rums", "did you mean runs?", id="letter wrong"),
    ],
)
def test_names_like_the_mistyped_one_are_offered(name: str, hint: str):
    assert did_you_mean(name, ["search", "runs", "export"]) == hint


def test_another_hint_stands_where_nothing_is_alike():
    assert did_you_mean("zzz", ["search"], "`newsarchive --help` lists all") == "`newsarchive --help` lists all"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("jsnl", "'jsnl' is not one of 'jsonl', 'csv'; did you mean jsonl?", id="mistyped"),
        pytest.param("parquet", "'parquet' is not one of 'jsonl', 'csv'.", id="something else"),
    ],
)
def test_a_wrong_choice_names_the_one_that_was_meant(typed: str, message: str):
    with pytest.raises(click.BadParameter) as error:
        KnownChoice(["jsonl", "csv"]).convert(typed, None, None)
    assert error.value.message == message
