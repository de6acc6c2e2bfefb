"""`newsarchive check` as a user misuses it; whole checks of invented outlets are in tests/outlet_tools/check."""

from pathlib import Path

import pytest

from newsarchive.cli.verbs.check import _usual_texts
from newsarchive.outlet_tools.check.diagnosis import UsualTexts
from newsarchive.settings import load_settings
from tests.cli.support import a_document


def test_an_unknown_outlet_is_misuse_and_makes_no_archive(run, tmp_path: Path):
    result = run("check", "gaurdian")
    assert (result.status, result.out) == (2, "")
    assert "gaurdian: no outlet has that name; did you mean guardian?" in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("articles", "is_known"), [(3, False), (30, True)])
def test_the_usual_length_comes_from_the_archive_if_it_has_enough_articles(
    run, tmp_path: Path, articles: int, is_known: bool
):
    (tmp_path / "letters").mkdir()
    for number in range(articles):
        (tmp_path / "letters" / f"{number}.txt").write_text(a_document(f"Letter {number}", "The ferry sails on."))
    assert run("import", "letters").status == 0
    with _usual_texts(load_settings(db=tmp_path / "archive.db")) as usual:
        assert (usual("imported").length is not None) == is_known
        assert usual("imported").full_share == (1 if is_known else None)
        assert usual("guardian") == UsualTexts()


def test_without_an_archive_no_length_is_usual(tmp_path: Path):
    with _usual_texts(load_settings(db=tmp_path / "absent.db")) as usual:
        assert usual("guardian") == UsualTexts()
    assert list(tmp_path.iterdir()) == []
