"""Datasette's own pages of an archive: which tables and columns, which facets, and links into our pages."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from datasette.facets import ColumnFacet
from datasette.utils import path_with_added_args
from markupsafe import Markup

from newsarchive.archive.schema.migrations import TABLES
from newsarchive.archive.search.totals import Dimension, total_values
from newsarchive.web.databases import known_archives, read

# What people look for in the list of tables; the others serve the machine and stay one click away.
HIDDEN = (
    "bodies",
    "fingerprints",
    "totals",
    "outlet_days",
    "url_totals",
    "row_totals",
    "_sqlite_migrations",
    "sqlite_sequence",
)
FACETS: tuple[Dimension, ...] = ("outlet", "language", "source", "section", "published_on")
# Columns that name an article, and where: the tables and views they stand in.
_NAMES_AN_ARTICLE = {
    ("articles", "headline"): "id",
    ("articles", "copy_of"): "copy_of",
    ("articles", "cluster_id"): "cluster_id",
    ("documents", "headline"): "id",
    ("documents", "id"): "id",
    ("article_versions", "article_id"): "article_id",
    ("revisions", "article_id"): "article_id",
    ("article_authors", "article_id"): "article_id",
    ("urls", "article_id"): "article_id",
}
_TABLE = re.compile(r"CREATE TABLE (\w+)")
_COLUMN = re.compile(r"^  (\w+) (?:TEXT|INTEGER|REAL).*?-- (.+)$", re.MULTILINE)


@cache
def column_descriptions() -> Mapping[str, Mapping[str, str]]:
    """What each column means, as the comments of the schema say it."""
    named = [(_TABLE.match(statement), statement) for statement in TABLES]
    return {table[1]: dict(_COLUMN.findall(statement)) for table, statement in named if table}


def table_metadata(*, with_columns: bool) -> dict[str, dict[str, Any]]:
    """Datasette metadata for the tables of an archive; made afresh, since Datasette writes into what it is given."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in HIDDEN}
    tables["articles"] = {
        # search_id is the order of time, has an index, and no two articles share it.
        "sort_desc": "search_id",
        "sortable_columns": ["search_id", "published_at"],
        "size": 50,
        "label_column": "headline",
        "facets": [{ArchiveFacet.type: name} for name in FACETS],
        "facet_size": 12,
    }
    tables["outlets"] = {"label_column": "title"}
    tables["runs"] = {"sort_desc": "id"}
    tables["crawls"] = {"sort_desc": "id"}
    for name, columns in column_descriptions().items():
        if with_columns and name not in HIDDEN:
            tables.setdefault(name, {})["columns"] = dict(columns)
    return tables


class ArchiveFacet(ColumnFacet):
    """A facet of articles; over the whole table its counts come from the totals, which cost nothing."""

    type = "totals"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Datasette's form: the facets, and the names of those that took too long."""
        database = self.ds.databases[self.database]
        is_whole_table = self.sql.rstrip().endswith(f"from {self.table}")
        if self.table != "articles" or database not in known_archives(self.ds) or not is_whole_table:
            results, timed_out = await super().facet_results()  # type: ignore[no-untyped-call]
            return [self._plain(facet) for facet in results], timed_out
        return [await self._from_totals(database, name["config"]["simple"]) for name in self.get_configs()], []  # type: ignore[no-untyped-call]

    def _plain(self, facet: dict[str, Any]) -> dict[str, Any]:
        return {**facet, "type": "column"}

    async def _from_totals(self, database: Any, column: Dimension) -> dict[str, Any]:
        size = self.get_facet_size()  # type: ignore[no-untyped-call]
        counted = await read(database, lambda conn: total_values(conn, column, size + 1))
        labels = await self.ds.expand_foreign_keys(self.database, self.table, column, [value for value, _ in counted])
        return {
            "name": column,
            "type": "column",
            "hideable": False,
            "toggle_url": "",
            "truncated": len(counted) > size,
            "results": [self._entry(column, value, count, labels) for value, count in counted[:size]],
        }

    def _entry(self, column: str, value: str, count: int, labels: Mapping[Any, Any]) -> dict[str, Any]:
        path = path_with_added_args(self.request, {column: value})
        return {
            "value": value,
            "label": labels.get((column, value), value),
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, self.ds.urls.path(path)),
            "selected": False,
        }


def article_link(row: Any, value: Any, column: str, table: str | None, article_path: str) -> Markup | None:
    """A cell that names an article, as a link to its page; None where it names none."""
    id_column = _NAMES_AN_ARTICLE.get((table or "", column))
    if id_column is None:
        return None
    article_id, label = _value_of(row, id_column), _label_of(value)
    if not isinstance(article_id, int) or label in (None, ""):
        return None
    return Markup('<a href="{}/{}">{}</a>').format(article_path, article_id, label)


def _value_of(row: Any, column: str) -> Any:
    """A cell of a row; Datasette replaces a foreign key by its value and label."""
    try:
        cell = row[column]
    except (KeyError, IndexError):
        return None
    return cell["value"] if isinstance(cell, dict) else cell


def _label_of(cell: Any) -> Any:
    return cell["label"] if isinstance(cell, dict) else cell
