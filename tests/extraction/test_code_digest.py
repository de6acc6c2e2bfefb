"""The digest of code changes with what the code does, and with nothing else."""

from pathlib import Path

import pytest

from newsarchive.extraction.code_digest import code_digest

RULES = '''
"""Rules."""

from newsarchive.words import GREETINGS, first

LIMIT = 3
LOW, HIGH = 1, 9


def is_greeting(text: str) -> bool:
    """Whether text greets."""
    return first(text) in GREETINGS and len(text) > LIMIT + LOW


def is_long(text: str) -> bool:
    return len(text) > HIGH
'''
GREETINGS = """
GREETINGS = {"hello", "good"}
"""
FUNCTIONS = """
def first(text):
    return text.split()[0]


def last(text):
    return text.split()[-1]
"""
WORDS = GREETINGS + FUNCTIONS


def digest(folder: Path, modules: dict[str, str]) -> str:
    package = folder / "newsarchive"
    for name, source in modules.items():
        file = package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    return code_digest(sorted(package.rglob("*.py")), {})


@pytest.fixture
def before(tmp_path: Path) -> str:
    return digest(tmp_path / "before", {"rules.py": RULES, "words.py": WORDS})


SAME = {
    "a comment": (RULES + "\n# Why.\n", WORDS),
    "another docstring": (RULES.replace("Whether text greets.", "True for a greeting."), WORDS),
    "no docstring": (RULES.replace('    """Whether text greets."""\n', ""), WORDS),
    "other annotations": (RULES.replace("-> bool", "-> object"), WORDS),
    "other line breaks": (RULES.replace("return first(text) in", "return first(\n        text\n    ) in"), WORDS),
    "another order of statements": (RULES, FUNCTIONS + GREETINGS),
    "a renamed constant": (RULES.replace("LIMIT", "SHORTEST"), WORDS),
    "a renamed function of another module": (RULES.replace("first", "opening"), WORDS.replace("first", "opening")),
    "an import under another name": (
        RULES.replace("import GREETINGS, first", "import GREETINGS, first as begin").replace(
            "first(text)", "begin(text)"
        ),
        WORDS,
    ),
    "an import of the module": (
        RULES.replace("from newsarchive.words import GREETINGS, first", "from newsarchive import words")
        .replace("first(text)", "words.first(text)")
        .replace("GREETINGS", "words.GREETINGS"),
        WORDS,
    ),
    "an import for type checkers": (
        RULES + "\nif TYPE_CHECKING:\n    from newsarchive.words import last\n",
        WORDS,
    ),
}


@pytest.mark.parametrize(("rules", "words"), SAME.values(), ids=SAME)
def test_nothing_changes_by(tmp_path: Path, before: str, rules: str, words: str):
    assert digest(tmp_path / "after", {"rules.py": rules, "words.py": words}) == before


CHANGED = {
    "another constant": (RULES.replace("LIMIT = 3", "LIMIT = 4"), WORDS),
    "constants in another order": (RULES.replace("LOW, HIGH = 1, 9", "HIGH, LOW = 1, 9"), WORDS),
    "another comparison": (RULES.replace("> LIMIT", ">= LIMIT"), WORDS),
    "another word in a table": (RULES, WORDS.replace("good", "dear")),
    "another function called": (RULES.replace("first", "last"), WORDS),
    "a function of the other module changed": (RULES, WORDS.replace("[0]", "[1]")),
    "a rule more": (RULES + "\n\ndef is_short(text):\n    return not text\n", WORDS),
    "a rule less": (RULES[: RULES.index("def is_long")], WORDS),
    "another library": ("import re\n" + RULES, WORDS),
}


@pytest.mark.parametrize(("rules", "words"), CHANGED.values(), ids=CHANGED)
def test_another_digest_by(tmp_path: Path, before: str, rules: str, words: str):
    assert digest(tmp_path / "after", {"rules.py": rules, "words.py": words}) != before


def test_a_module_may_be_moved_and_renamed(tmp_path: Path, before: str):
    rules = RULES.replace("newsarchive.words", "newsarchive.names.greetings")
    assert digest(tmp_path / "after", {"reading/rules.py": rules, "names/greetings.py": WORDS}) == before


def test_two_modules_may_become_one(tmp_path: Path, before: str):
    both = WORDS + RULES.replace("from newsarchive.words import GREETINGS, first", "")
    assert digest(tmp_path / "after", {"rules.py": both}) == before


def test_a_package_may_re_export_a_name(tmp_path: Path, before: str):
    rules = RULES.replace("newsarchive.words", "newsarchive.names")
    package = "from newsarchive.names.words import GREETINGS, first\n"
    modules = {"rules.py": rules, "names/__init__.py": package, "names/words.py": WORDS}
    assert digest(tmp_path / "after", modules) == before
