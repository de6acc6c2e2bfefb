"""Datasette's own pages of an archive: its tables and columns, its facets, and the links to our pages."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from datasette.facets import ColumnFacet
from datasette.utils import path_with_added_args
from markupsafe import Markup

from newsarchive.archive.schema.first_tables import TABLES
from newsarchive.archive.schema.health_tables import ALERTS, HEALTH_TABLES
from newsarchive.archive.search.totals import Dimension, total_values
from newsarchive.web.databases import known_archives, run_query

# Tables for newsarchive itself. Datasette lists them only after a click on "hidden tables".
HIDDEN = (
    "bodies",
    "fingerprints",
    "totals",
    "outlet_days",
    "url_totals",
    "row_totals",
    "health_days",
    "feed_days",
    "disk_days",
    "alerts",
    "alert_messages",
    "alert_deliveries",
    "_sqlite_migrations",
    "sqlite_sequence",
)
FACETS: tuple[Dimension, ...] = ("outlet", "language", "source", "section", "published_on")
# The columns that link to an article, by table or view, and the column with the article's id.
_ARTICLE_COLUMNS = {
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
    """The meaning of each column by table, from the comments in the schema."""
    statements = [(_TABLE.match(statement), statement) for statement in (*TABLES, *HEALTH_TABLES, *ALERTS)]
    return {table[1]: dict(_COLUMN.findall(statement)) for table, statement in statements if table}


def table_metadata(*, with_columns: bool) -> dict[str, dict[str, Any]]:
    """Datasette metadata for the tables of an archive; a new object each time, because Datasette changes it."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in HIDDEN}
    tables["articles"] = {
        # search_id orders by time, has an index, and is different for each article.
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
    """A facet of the table articles. Counts for the whole table come from the stored totals, which is fast."""

    type = "totals"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """The facets in Datasette's format, and the names of the facets that took too long."""
        database = self.ds.databases[self.database]
        is_whole_table = self.sql.rstrip().endswith(f"from {self.table}")
        if self.table != "articles" or database not in known_archives(self.ds) or not is_whole_table:
            results, timed_out = await super().facet_results()  # type: ignore[no-untyped-call]
            return [self._as_column_facet(facet) for facet in results], timed_out
        return [await self._from_totals(database, name["config"]["simple"]) for name in self.get_configs()], []  # type: ignore[no-untyped-call]

    def _as_column_facet(self, facet: dict[str, Any]) -> dict[str, Any]:
        return {**facet, "type": "column"}

    async def _from_totals(self, database: Any, column: Dimension) -> dict[str, Any]:
        size = self.get_facet_size()  # type: ignore[no-untyped-call]
        counts = await run_query(database, lambda conn: total_values(conn, column, size + 1))
        labels = await self.ds.expand_foreign_keys(self.database, self.table, column, [value for value, _ in counts])
        return {
            "name": column,
            "type": "column",
            "hideable": False,
            "toggle_url": "",
            "truncated": len(counts) > size,
            "results": [self._facet_value(column, value, count, labels) for value, count in counts[:size]],
        }

    def _facet_value(self, column: str, value: str, count: int, labels: Mapping[Any, Any]) -> dict[str, Any]:
        path = path_with_added_args(self.request, {column: value})
        return {
            "value": value,
            "label": labels.get((column, value), value),
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, self.ds.urls.path(path)),
            "selected": False,
        }


def article_link(row: Any, value: Any, column: str, table: str | None, article_path: str) -> Markup | None:
    """A cell of an article column as a link to the article's page; None for other cells."""
    id_column = _ARTICLE_COLUMNS.get((table or "", column))
    if id_column is None:
        return None
    article_id, label = _value_of(row, id_column), _label_of(value)
    if not isinstance(article_id, int) or label in (None, ""):
        return None
    return Markup('<a href="{}/{}">{}</a>').format(article_path, article_id, label)


def _value_of(row: Any, column: str) -> Any:
    """The value of a cell; Datasette replaces a foreign key with a dict of value and label."""
    try:
        cell = row[column]
    except (KeyError, IndexError):
        return None
    return cell["value"] if isinstance(cell, dict) else cell


def _label_of(cell: Any) -> Any:
    return cell["label"] if isinstance(cell, dict) else cell
