"""The reading version changes when pages are read differently, and only then."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.extraction import reading_version as module
from newsarchive.extraction.code_digest import code_digest
from newsarchive.extraction.reading_version import LIBRARIES, code_files, library_versions, reading_version
from newsarchive.outlet import IMPORTED
from tests.import_graph import PACKAGE, imported_names


def test_the_reading_version_names_release_code_and_rules():
    assert re.fullmatch(rf"\d[\w.]*-[0-9a-f]{{8}}\+{IMPORTED.rules_hash}", reading_version(IMPORTED))


def test_another_process_has_the_same_reading_version():
    statement = (
        "from newsarchive.extraction.reading_version import reading_version; from newsarchive.outlet import IMPORTED; "
        "print(reading_version(IMPORTED))"
    )
    ran = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert ran.stdout.strip() == reading_version(IMPORTED)


def the_package(folder: Path) -> Path:
    """A copy of the code that reads pages, with the package's folders."""
    for file in code_files():
        copy = folder / "newsarchive" / file.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return folder / "newsarchive"


def digest_of(package: Path) -> str:
    return code_digest(sorted(package.rglob("*.py")), {})


def test_a_comment_and_a_docstring_in_the_real_code_change_nothing(tmp_path: Path):
    package = the_package(tmp_path)
    before = digest_of(package)
    assert before == code_digest(code_files(), {})
    for file in package.rglob("*.py"):
        text = file.read_text()
        assert text.startswith('"""')
        file.write_text(f'"""Another sentence. {text[3:]}\n# Another comment.\n')
    assert digest_of(package) == before


def test_a_changed_constant_in_the_real_code_gives_another_digest(tmp_path: Path):
    package = the_package(tmp_path)
    before = digest_of(package)
    file = package / "text.py"
    file.write_text(file.read_text() + "\n_ONE_MORE = 1\n")
    with_constant = digest_of(package)
    file.write_text(file.read_text().replace("_ONE_MORE = 1", "_ONE_MORE = 2"))
    assert len({before, with_constant, digest_of(package)}) == 3


def test_another_version_of_a_library_gives_another_digest(monkeypatch: pytest.MonkeyPatch):
    now = library_versions()
    monkeypatch.setattr(module, "version", lambda name: "99" if name == "trafilatura" else now[name])
    later = library_versions()
    assert {name for name in LIBRARIES if now[name] != later[name]} == {"trafilatura"}
    assert code_digest([], now) != code_digest([], later)


def test_without_source_files_the_libraries_count(tmp_path: Path):
    assert code_digest([tmp_path / "article.py"], {"lxml": "6"}) == code_digest([], {"lxml": "6"})
    assert code_digest([], {"lxml": "5"}) != code_digest([], {"lxml": "6"})


def test_all_modules_that_reading_imports_count():
    counted = {".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in code_files()}
    imported = {name for file in code_files() for name in imported_names(file) if name.startswith("newsarchive.")}
    modules = {name for name in imported if (PACKAGE.parent / (name.replace(".", "/") + ".py")).is_file()}
    parents = {name.rpartition(".")[0] for name in imported - modules}
    needed = modules | {name for name in parents if (PACKAGE.parent / (name.replace(".", "/") + ".py")).is_file()}
    assert needed - counted <= {"newsarchive.errors"}
    assert all(file.is_file() for file in code_files())


def test_every_library_is_installed():
    assert [name for name, version in library_versions().items() if version is None] == []
