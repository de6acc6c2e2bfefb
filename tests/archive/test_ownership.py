"""What stands in one place only: the states of a URL, and knowledge of extraction."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent.parent / "newsarchive"
URL_STATES = PACKAGE / "archive" / "queue" / "url_states.py"
# A statement that writes the table urls.
_WRITES_URLS = re.compile(r"\b(?:UPDATE|INTO|DELETE\s+FROM)\s+urls\b", re.IGNORECASE)
_TABLE_METHODS = re.compile(r"""(?:db|database)\[["']urls["']\]""")


def modules(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def texts_in(file: Path) -> list[str]:
    """The string constants of a module, except docstrings; parts of f-strings too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_one_module_writes_the_states_of_urls(file: Path) -> None:
    if file == URL_STATES:
        return
    found = [text for text in texts_in(file) if _WRITES_URLS.search(text)]
    assert not found, f"{file.relative_to(PACKAGE)} writes urls: call a function of archive/queue/url_states.py"
    assert not _TABLE_METHODS.search(file.read_text(encoding="utf-8"))


def test_the_owner_is_found_by_the_same_search() -> None:
    assert [text for text in texts_in(URL_STATES) if _WRITES_URLS.search(text)]


@pytest.mark.parametrize("file", modules(PACKAGE / "archive"), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_the_archive_imports_nothing_of_extraction(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not {name for name in imported if name.startswith("newsarchive.extraction")}
