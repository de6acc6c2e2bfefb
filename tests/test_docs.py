"""The guides name every command and every setting, in the words of the code."""

from dataclasses import fields
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.cli.main import VERBS
from newsarchive.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parent.parent
GUIDES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_its_row_and_sentence(name: str):
    rows = [
        line for line in (ROOT / "docs" / "settings.md").read_text().splitlines() if line.startswith(f"| `{name}` |")
    ]
    assert len(rows) == 1
    assert rows[0].endswith(f"| {SETTINGS[name]} |")


@pytest.mark.parametrize("field", [field for field in fields(Settings) if field.name in SETTINGS], ids=lambda f: f.name)
def test_defaults_in_the_table_are_the_defaults(field):
    (row,) = [
        line
        for line in (ROOT / "docs" / "settings.md").read_text().splitlines()
        if line.startswith(f"| `{field.name}` |")
    ]
    told = row.split("|")[2].strip()
    if isinstance(field.default, int | float):
        assert told == str(field.default)
    else:
        assert told in ("unset", "none", "one per core", "`archive.db` beside `scrapy.cfg`", f"`{field.default}`")


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_in_the_guides(verb: str):
    assert any(f"newsarchive {verb}" in guide.read_text(encoding="utf-8") for guide in GUIDES)


def test_every_table_and_view_is_in_the_guide_to_the_schema(tmp_path: Path):
    text = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
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
    text = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    queries = [part.split("```")[0] for part in text.split("```sql\n")[1:]]
    assert len(queries) >= 4
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for query in queries:
            assert archive.conn.execute(query).fetchall() == []


def test_links_between_the_guides_lead_somewhere():
    for guide in [*GUIDES, ROOT / "README.md"]:
        for part in guide.read_text(encoding="utf-8").split("](")[1:]:
            target = part.split(")")[0].split("#")[0]
            if target and "://" not in target:
                assert (guide.parent / target).exists(), f"{guide.name} links to {target}"
