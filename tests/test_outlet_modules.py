"""Outlet files are loaded by their path, and a broken one is reported with its name."""

import sys
from pathlib import Path

import pytest

from newsarchive.errors import OutletError
from newsarchive.outlet_modules import load_module, outlet_files_in


@pytest.fixture(autouse=True)
def _own_modules():
    """Each test leaves sys.modules as it was, so that files of the same name do not meet."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("newsarchive_outlets."):
            del sys.modules[name]


def a_file(folder: Path, text: str, name: str = "post.py") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("class Post(:\n", r"post\.py: SyntaxError: .*; repair or remove the file", id="syntax error"),
        pytest.param("1 / 0\n", r"post\.py: ZeroDivisionError: division by zero", id="an error while it runs"),
        pytest.param("import no_such_module\n", r"post\.py: ModuleNotFoundError: .*no_such_module", id="bad import"),
    ],
)
def test_a_broken_outlet_file_is_named(tmp_path: Path, text: str, message: str):
    file = a_file(tmp_path, text)
    with pytest.raises(OutletError, match=message):
        load_module(file)


def test_a_file_that_is_no_python_file_is_refused(tmp_path: Path):
    with pytest.raises(OutletError, match=r"post\.txt: not a Python file"):
        load_module(a_file(tmp_path, "TITLE = 'Rivertown Post'\n", "post.txt"))


def test_an_outlet_error_keeps_its_message(tmp_path: Path):
    file = a_file(tmp_path, "from newsarchive.errors import OutletError\nraise OutletError('title is missing')\n")
    with pytest.raises(OutletError, match=r"^title is missing$"):
        load_module(file)


def test_a_repaired_file_loads_after_it_failed(tmp_path: Path):
    file = a_file(tmp_path, "1 / 0\n")
    with pytest.raises(OutletError):
        load_module(file)
    file.write_text("TITLE = 'Rivertown Post'\n")
    assert load_module(file).TITLE == "Rivertown Post"


def test_folders_named_like_keywords_load(tmp_path: Path):
    assert load_module(a_file(tmp_path / "in", "TITLE = 'Rivertown Post'\n")).TITLE == "Rivertown Post"


def test_a_file_is_run_once(tmp_path: Path):
    file = a_file(tmp_path, "THINGS = object()\n")
    assert load_module(file) is load_module(file)


def test_files_of_one_name_in_two_folders_are_two_modules(tmp_path: Path):
    first = load_module(a_file(tmp_path / "one", "TITLE = 'Rivertown Post'\n"))
    second = load_module(a_file(tmp_path / "two", "TITLE = 'Hillside Post'\n"))
    assert (first.TITLE, second.TITLE) == ("Rivertown Post", "Hillside Post")


@pytest.mark.parametrize("folder", ["gb", "."], ids=["in a country's folder", "beside shared"])
def test_a_shared_base_is_found_beside_the_file(tmp_path: Path, folder: str):
    name = "a_base_of_" + (folder if folder.isalpha() else "no_country")
    a_file(tmp_path / "shared", "COUNTRY = 'gb'\n", f"{name}.py")
    file = a_file(tmp_path / folder, f"from newsarchive_outlets.shared.{name} import COUNTRY\n")
    # Python caches the packages that it has found; a folder found first in another test would hide this one.
    sys.modules.pop("newsarchive_outlets.shared", None)
    assert load_module(file).COUNTRY == "gb"


def test_a_shipped_base_is_found_from_any_folder(tmp_path: Path):
    sys.modules.pop("newsarchive_outlets.shared", None)
    file = a_file(tmp_path, "from newsarchive_outlets.shared.funke import Funke\n")
    assert load_module(file).Funke.language == "de"


def test_files_of_outlets_are_found_without_loading_them(tmp_path: Path):
    for name in ("gb/one.py", "two.py", "shared/base.py", "gb/_part.py", ".hidden/three.py", "gb/notes.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("1 / 0")
    assert {file.stem for file in outlet_files_in(tmp_path)} == {"one", "two"}
