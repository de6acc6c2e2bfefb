"""Who reads is another as soon as pages are read otherwise."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.extraction import reader
from newsarchive.extraction.reader import code_files, code_hash, reader_name
from newsarchive.outlet import IMPORTED
from tests.test_architecture import PACKAGE, imported_names


def test_a_reader_is_version_code_and_rules():
    assert re.fullmatch(rf"\d[\w.]*-[0-9a-f]{{8}}\+{IMPORTED.rules_hash}", reader_name(IMPORTED))


def test_another_process_has_the_same_name_for_it():
    statement = (
        "from newsarchive.extraction.reader import reader_name; from newsarchive.outlet import IMPORTED; "
        "print(reader_name(IMPORTED))"
    )
    ran = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert ran.stdout.strip() == reader_name(IMPORTED)


def test_a_changed_line_makes_another_reader(tmp_path: Path):
    files = [Path(shutil.copy(file, tmp_path)) for file in code_files()]
    same = code_hash(files)
    assert same == code_hash(code_files())
    files[0].write_text(files[0].read_text() + "# another\n")
    assert code_hash(files) != same


def test_another_version_of_a_library_makes_another_reader(monkeypatch: pytest.MonkeyPatch):
    same = code_hash([])
    monkeypatch.setattr(reader, "version", lambda name: "99" if name == "trafilatura" else "1")
    other = code_hash([])
    assert other != same
    monkeypatch.setattr(reader, "version", lambda name: "1")
    assert code_hash([]) != other


def test_where_only_compiled_code_is_installed_the_libraries_tell_readers_apart(tmp_path: Path):
    assert code_hash([tmp_path / "article.py"]) == code_hash([])


def test_everything_that_reading_imports_counts():
    counted = {".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in code_files()}
    imported = {name for file in code_files() for name in imported_names(file) if name.startswith("newsarchive.")}
    modules = {name for name in imported if (PACKAGE.parent / (name.replace(".", "/") + ".py")).is_file()}
    parents = {name.rpartition(".")[0] for name in imported - modules}
    needed = modules | {name for name in parents if (PACKAGE.parent / (name.replace(".", "/") + ".py")).is_file()}
    assert needed - counted <= {"newsarchive.errors"}
    assert all(file.is_file() for file in code_files())


def test_every_library_is_there():
    assert [name for name in reader.LIBRARIES if reader._version(name) is None] == []
