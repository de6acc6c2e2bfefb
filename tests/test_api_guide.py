"""The examples of docs/api.md run against a served archive; those in R are only there to be read."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.sample_archive import build_archive
from tests.web.support import served

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
SERVED_AT = "http://127.0.0.1:8001"
EXAMPLES = re.findall(r"^```(sh|python)\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a real server serves the sample archive."""
    path = tmp_path_factory.mktemp("api") / "archive.db"
    build_archive(path)
    with served(path) as address:
        yield address


def run(kind: str, code: str, address: str, folder: Path) -> str:
    """What an example prints."""
    command = [sys.executable, "-c"] if kind == "python" else ["sh", "-e", "-c"]
    done = subprocess.run(
        [*command, code.replace(SERVED_AT, address)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_prints_something(number, address, tmp_path):
    kind, code = EXAMPLES[number]
    assert run(kind, code, address, tmp_path).strip()


def test_the_examples_print_what_the_guide_says(address, tmp_path):
    printed = {code: run(kind, code, address, tmp_path) for kind, code in EXAMPLES}

    def of(part: str) -> str:
        return next(output for code, output in printed.items() if part in code)

    assert of("head -n 2").startswith("id,headline,published_at")
    assert of('print(seen, "of"') == "67 of 67\n"
    assert len(of("TextIOWrapper").splitlines()) == 67
    assert len(of("while read").splitlines()) == 3
    assert "sinse is not a parameter of this page. Did you mean since?" in of("sinse")
    assert "outlet=rivertown_pst is not an outlet of this archive. Did you mean rivertown_post?" in of("sinse")


def test_the_guide_shows_each_language():
    text = GUIDE.read_text(encoding="utf-8")
    assert text.count("```r\n") >= 2
    assert {kind for kind, _ in EXAMPLES} == {"sh", "python"}
    assert f"`{SERVED_AT}`" in text
