"""The demo's folder: it is replaced if a demo created it, otherwise refused and not changed."""

from pathlib import Path

import pytest

from newsarchive.demo.folder import OUTLETS_FOLDER, make_folder
from newsarchive.errors import UsageError
from newsarchive.settings import load_settings

HOMES = ["http://127.0.0.1:8931/", "http://127.0.0.1:8932/"]


def test_a_new_folder_has_settings_that_allow_only_the_sample_outlets(tmp_path: Path) -> None:
    db = make_folder(tmp_path / "deep" / "demo", HOMES)
    settings = load_settings(cwd=tmp_path / "deep" / "demo", environ={})
    assert settings.db == db
    assert settings.allow_private == ("127.0.0.1:8931", "127.0.0.1:8932")
    assert settings.outlets_folder == OUTLETS_FOLDER


def test_an_earlier_demo_archive_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    db = make_folder(tmp_path, HOMES)
    db.write_bytes(b"an earlier archive")
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures" / "old.warc.gz").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine")
    assert make_folder(tmp_path, HOMES) == db
    assert not db.exists()
    assert not (tmp_path / "captures").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "content"),
    [("archive.db", "somebody's archive"), ("newsarchive.toml", 'contact = "me@home.example"\n'), ("a.txt", "")],
    ids=["an archive", "somebody's settings", "any other file"],
)
def test_a_folder_that_no_demo_created_is_refused_and_not_changed(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError, match="contains something that is not a demo archive; choose another with --folder"):
        make_folder(tmp_path, HOMES)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(name, content)]


def test_a_file_instead_of_a_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "demo"
    file.write_text("mine")
    with pytest.raises(UsageError, match="not a folder; choose another with --folder"):
        make_folder(file, HOMES)
    assert file.read_text() == "mine"
