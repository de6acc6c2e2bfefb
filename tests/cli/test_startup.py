"""No command waits for a library that it does not need. What is loaded is tested, not the time it takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.main import VERBS

# Each takes between a tenth of a second and a second of CPU time to load.
HEAVY = {
    "asyncio",
    "babel",
    "charset_normalizer",
    "datasette",
    "feedparser",
    "htmldate",
    "jinja2",
    "lxml",
    "pyarrow",
    "pycld2",
    "scrapy",
    "tldextract",
    "trafilatura",
    "twisted",
    "uvicorn",
}
# Also needless for help alone: what opens an archive.
ARCHIVE = {"sqlite_utils", "warcio"}


def loaded_by(*words: object, folder: Path) -> set[str]:
    """The packages that are loaded when `newsarchive` has run with these words."""
    script = "import sys; from newsarchive.cli.main import cli; cli(sys.argv[1:], standalone_mode=False)"
    script += "; print(*{name.partition('.')[0] for name in sys.modules}, sep=',', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split(","))


@pytest.mark.parametrize("words", [["--help"], ["--version"]], ids=" ".join)
def test_the_list_of_verbs_loads_no_verb(tmp_path: Path, words: list[str]):
    loaded = loaded_by(*words, folder=tmp_path)
    assert loaded & (HEAVY | ARCHIVE | {"rich"}) == set()
    assert "click" in loaded


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb_loads_nothing_heavy(tmp_path: Path, verb: str):
    loaded = loaded_by(verb, "--help", folder=tmp_path)
    assert loaded & HEAVY == set(), f"import these inside {verb}_command, with the reason beside it"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["search", "bridge"], id="search"),
        pytest.param(["show", 1], id="show"),
        pytest.param(["runs"], id="runs"),
        pytest.param(["export", "--format", "jsonl"], id="export"),
        pytest.param(["backup", "copy.db"], id="backup"),
        pytest.param(["schedule"], id="schedule"),
        pytest.param(["diff", 2], id="diff"),
        pytest.param(["verify"], id="verify"),
        pytest.param(["remove", 1, "--reason", "a mistake", "--yes"], id="remove"),
    ],
)
def test_a_verb_that_works_on_the_archive_loads_nothing_that_reads_pages(
    run, letters: Path, archive: Path, words: list[object]
):
    letter = letters / "2.txt"
    letter.write_text(letter.read_text().replace("costs more", "costs a little more"))
    assert run("import", letter).status == 0
    assert loaded_by(*words, folder=archive.parent) & HEAVY == set()
