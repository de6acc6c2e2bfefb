"""The guides name every command and every setting, in the words of the code; their links and commands are right."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from newsarchive.archive.database import Archive
from newsarchive.cli.main import VERBS, cli
from newsarchive.records import Outcome
from newsarchive.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.rglob("*.md"))
PAGES = [*GUIDES, ROOT / "README.md", ROOT / "CHANGELOG.md"]

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_INLINE_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text_of(page))


def anchor_on_github(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchor_in_mkdocs(heading: str) -> str:
    """As Python-Markdown's slugify makes it: ASCII only, blanks and hyphens in a row as one hyphen."""
    kept = re.sub(r"[^\w\s-]", "", heading.encode("ascii", "ignore").decode()).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


def anchors_of(page: Path) -> set[str]:
    return {anchor_on_github(heading) for heading in _HEADING.findall(prose_of(page))}


def links_of(page: Path) -> Iterator[str]:
    """The targets that are files of the project or places in them."""
    return (target for target in _LINK.findall(prose_of(page)) if "://" not in target)


def commands_of(page: Path) -> Iterator[list[str]]:
    """The words after `newsarchive` of each command in a console block or between backticks."""
    blocks = [body for kind, body in _FENCE.findall(text_of(page)) if kind == "console"]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    for line in [*lines, *_INLINE_CODE.findall(prose_of(page))]:
        if "newsarchive" in line:
            yield from _commands_in(line)


def _commands_in(line: str) -> Iterator[list[str]]:
    parts = shlex.shlex(line, posix=True, punctuation_chars=True)
    parts.whitespace_split = True
    words: list[str] = []
    for word in [*parts, ";"]:
        if set(word) <= set("();<>|&"):
            if words[:1] == ["newsarchive"] and words[1:]:
                yield words[1:]
            words = []
        else:
            words.append(word)


def options_of(command: click.Command) -> set[str]:
    return {"--help", "-h", *(name for option in command.params for name in (*option.opts, *option.secondary_opts))}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_its_row_and_sentence(name: str):
    rows = [line for line in text_of(DOCS / "settings.md").splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    assert rows[0].endswith(f"| {SETTINGS[name]} |")


@pytest.mark.parametrize("field", [field for field in fields(Settings) if field.name in SETTINGS], ids=lambda f: f.name)
def test_defaults_in_the_table_are_the_defaults(field):
    (row,) = [line for line in text_of(DOCS / "settings.md").splitlines() if line.startswith(f"| `{field.name}` |")]
    told = row.split("|")[2].strip()
    if isinstance(field.default, int | float):
        assert told == str(field.default)
    else:
        assert told in ("unset", "none", "one per core", "`archive.db` beside `scrapy.cfg`", f"`{field.default}`")


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_in_the_guides(verb: str):
    assert any(f"newsarchive {verb}" in text_of(guide) for guide in GUIDES)


def test_every_table_and_view_is_in_the_guide_to_the_schema(tmp_path: Path):
    text = text_of(DOCS / "schema.md")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        names = [
            row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
    ours = [
        name
        for name in names
        if not name.startswith(("articles_fts_", "revisions_fts_", "sqlite_", "_sqlite_migrations"))
    ]
    assert [name for name in ours if f"`{name}`" not in text] == []


def test_queries_in_the_guide_to_the_schema_run(tmp_path: Path):
    queries = [part.split("```")[0] for part in text_of(DOCS / "schema.md").split("```sql\n")[1:]]
    assert len(queries) >= 4
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for query in queries:
            assert archive.conn.execute(query).fetchall() == []


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_explained_in_the_glossary(outcome: Outcome):
    rows = [line for line in text_of(DOCS / "glossary.md").splitlines() if line.startswith(f"| `{outcome}` |")]
    assert len(rows) == 1


def test_outcomes_that_are_tried_again_are_said_to_be_in_the_glossary():
    rows = [line for line in text_of(DOCS / "glossary.md").splitlines() if "tried again" in line]
    tried_again = {row.split("`")[1] for row in rows if row.startswith("| `")}
    assert tried_again == {outcome.value for outcome in Outcome if outcome.is_retried}


def test_words_of_the_glossary_are_in_alphabetical_order():
    table = text_of(DOCS / "glossary.md").split("## ")[0]
    words = [line.split("|")[1].strip().lower() for line in table.splitlines() if line.startswith("| ")][1:]
    assert words == sorted(words)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_the_guides_lead_somewhere(page: Path):
    for link in links_of(page):
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), f"{name_of(page)} links to {link}"
        if anchor:
            assert anchor in anchors_of(file), f"{name_of(page)} links to {link}, and {target} has no such heading"


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_links_stay_inside_the_documentation_site(page: Path):
    files = [(page.parent / link.partition("#")[0]).resolve() for link in links_of(page)]
    assert [file for file in files if not file.is_relative_to(DOCS)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_headings_have_one_anchor_each_the_same_on_github_and_on_the_site(page: Path):
    headings = _HEADING.findall(prose_of(page))
    assert [one for one in headings if anchor_on_github(one) != anchor_in_mkdocs(one)] == []
    # A changelog has the same headings under each version.
    assert page.name == "CHANGELOG.md" or len(anchors_of(page)) == len(headings)


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if guide.name != "index.md"], ids=name_of)
def test_every_guide_is_in_the_start_page(guide: Path):
    assert guide.resolve() in {(DOCS / link.partition("#")[0]).resolve() for link in links_of(DOCS / "index.md")}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_the_guides_have_real_verbs_and_options(page: Path):
    context = click.Context(cli)
    for verb, *words in commands_of(page):
        command = cli.get_command(context, verb)
        assert command is not None, f"{name_of(page)}: newsarchive {verb}"
        if isinstance(command, click.Group) and words:
            command = command.get_command(context, words[0])
            assert command is not None, f"{name_of(page)}: newsarchive {verb} {words[0]}"
        options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert options - options_of(command) == set(), f"{name_of(page)}: newsarchive {verb} {' '.join(words)}"


@pytest.mark.parametrize(
    ("line", "commands"),
    [
        pytest.param(
            "newsarchive search 'flood -fire' --limit 5", [["search", "flood -fire", "--limit", "5"]], id="quoted"
        ),
        pytest.param("newsarchive export | jq . && newsarchive import x", [["export"], ["import", "x"]], id="two"),
        pytest.param("newsarchive check > check.log  # stores nothing", [["check"]], id="comment"),
        pytest.param("newsarchive.toml", [], id="no command"),
    ],
)
def test_commands_are_found_in_a_line(line: str, commands: list[list[str]]):
    assert list(_commands_in(line)) == commands


def test_the_guides_show_many_commands():
    assert sum(1 for page in PAGES for _ in commands_of(page)) > 80


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:newsarchive|tests)/[\w/.]+)`", ARCHITECTURE))))
def test_files_that_the_guide_to_the_architecture_names_exist(path: str):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("name", "path"), re.findall(r"\| `(\w+)` \| `(newsarchive/[\w/.]+\.py)` \|", ARCHITECTURE))
def test_functions_of_the_journey_are_where_the_guide_says(name: str, path: str):
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^(?:class|def|async def) {name}\b", source, re.MULTILINE)


def test_every_package_is_in_the_guide_to_the_architecture():
    parts = [
        path.name.removesuffix(".py") for path in (ROOT / "newsarchive").iterdir() if not path.name.startswith("_")
    ]
    parts = [part for part in parts if part not in ("py.typed", "shipped_spiders")]
    assert [part for part in parts if f"`{part}`" not in ARCHITECTURE] == []
