"""What is said of the package in more than one place is the same in each: its version, its licence, what it needs."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import newsarchive

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Modules whose project has another name.
# Modules of Python 3.14; in earlier versions our code imports their backports.
NEWER = {"compression"}
PACKAGE_OF = {"Stemmer": "PyStemmer", "backports": "backports-zstd", "OpenSSL": "pyopenssl", "zope": "zope-interface"}
OWN = {"newsarchive", "newsarchive_outlets"}


def named_once(name: str) -> str:
    """The value of a top-level line of CITATION.cff."""
    (value,) = re.findall(rf"^{name}: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    return value


def normalized(name: str) -> str:
    """name in the form in which names of projects are compared: `-`, `_` and `.` are the same."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(requirements: list[str]) -> set[str]:
    return {normalized(re.split(r"[\[<>=~!; ]", requirement)[0]) for requirement in requirements}


def imported() -> set[str]:
    """The projects whose packages our code imports, and that are neither ours nor Python's."""
    names = set()
    for folder in ("newsarchive", "spiders"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add((node.module or "").split(".")[0])
    return {normalized(PACKAGE_OF.get(name, name)) for name in names - OWN - set(sys.stdlib_module_names) - NEWER}


def test_the_citation_names_this_version_and_licence():
    assert named_once("version") == newsarchive.__version__
    assert named_once("license") == PROJECT["license"]
    assert named_once("title") == PROJECT["name"]


def test_every_package_that_the_code_imports_is_required():
    extras = PROJECT["optional-dependencies"]
    optional = set().union(
        *(required(extras[name]) for name in ("parquet", "alerts", "browser", "metrics", "mcp", "fleet"))
    )
    assert imported() - optional - required(PROJECT["dependencies"]) == set()


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "newsarchive" / "py.typed").is_file()
