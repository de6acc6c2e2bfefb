"""charsets.py counts what is decoded rightly, and skips what is not there."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "charsets.py"
RUSSIAN = "Мост через реку закрыт после бури, сообщили власти города."


def main(folder: Path) -> int:
    spec = importlib.util.spec_from_file_location("charsets_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main([str(folder)])


def test_files_are_counted_and_wrong_ones_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests = tmp_path / "chardet-1" / "tests"
    for folder, name, body in (
        ("KOI8-R", "a.html", f"<meta charset=koi8-r>{RUSSIAN}".encode("koi8-r")),
        ("windows-1251-russian", "b.txt", RUSSIAN.encode("koi8-r")),
        ("UTF-32", "c.txt", RUSSIAN.encode("utf-32")),
    ):
        (tests / folder).mkdir(parents=True)
        (tests / folder / name).write_bytes(body)
    cases = tmp_path / "html5lib-1" / "html5lib" / "tests" / "testdata" / "encoding"
    cases.mkdir(parents=True)
    (cases / "x.dat").write_bytes(b"#data\n<meta charset=big5>\n#encoding\nBig5\n#data\n<p>\n#encoding\nkoi8-r\n")
    assert main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "chardet: 1 of 2 right (50.00%)",
        "  wrong: windows-1251-russian/b.txt",
        "chardet, declarations removed: 1 of 1 right (100.00%)",
        "charset_normalizer: not in this folder, skipped",
        "charset_normalizer, declarations removed: not in this folder, skipped",
        "html5lib: 1 of 2 right (50.00%)",
        "  wrong: x.dat 2",
    ]


def test_an_empty_folder_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 0
    assert capsys.readouterr().out.count("not in this folder, skipped") == 5
