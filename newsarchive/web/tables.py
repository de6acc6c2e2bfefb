"""Datasette's own pages of an archive: its tables and columns, its facets, and the links to our pages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from datasette.database import QueryInterrupted
from datasette.facets import ArrayFacet, ColumnFacet, DateFacet
from datasette.utils import escape_sqlite, path_with_added_args, path_with_removed_args, tilde_encode
from markupsafe import Markup

from newsarchive.archive.schema.first_tables import TABLES
from newsarchive.archive.schema.health_tables import ALERTS, HEALTH_TABLES
from newsarchive.archive.schema.split_tables import SPLITS
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
    "splits",
    "moved_articles",
    "split_files",
    "segments",
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
# The columns by which large tables can be sorted: each begins an index, or is the key. Other tables have any column.
SORTABLE: Mapping[str, tuple[str, ...]] = {
    "articles": ("id", "search_id", "published_at", "published_on"),
    "article_authors": ("name",),
    "bodies": ("article_id",),
    "captures": ("id", "fetched_at"),
    "fingerprints": ("hash",),
    "moved_articles": ("article_id",),
    "revisions": ("article_id",),
    "runs": ("id",),
    "urls": ("key",),
    "documents": (),
    "article_versions": (),
    "searchable": (),
    "searchable_revisions": (),
}
# The column of large tables that grows with time.
NEWEST_FIRST: Mapping[str, str] = {"articles": "search_id", "bodies": "article_id", "captures": "id", "runs": "id"}
COUNTED_ROWS = 2_000
_TABLE = re.compile(r"CREATE TABLE (\w+)")
_KEY = re.compile(r"^  (\w+) .*?REFERENCES (\w+)\(", re.MULTILINE)
_COLUMN = re.compile(r"^  (\w+) (?:TEXT|INTEGER|REAL).*?-- (.+)$", re.MULTILINE)


def sortable_columns(table: str, columns: Sequence[str]) -> Sequence[str]:
    """The columns by which a table with these columns can be sorted."""
    return SORTABLE.get(table, columns)


@cache
def column_descriptions() -> Mapping[str, Mapping[str, str]]:
    """The meaning of each column by table, from the comments in the schema."""
    statements = [(_TABLE.match(statement), statement) for statement in (*TABLES, *HEALTH_TABLES, *ALERTS, *SPLITS)]
    return {table[1]: dict(_COLUMN.findall(statement)) for table, statement in statements if table}


def table_metadata(*, with_columns: bool) -> dict[str, dict[str, Any]]:
    """Datasette metadata for the tables of an archive; a new object each time, because Datasette changes it."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in HIDDEN}
    tables["articles"] = {
        # search_id orders by time, has an index, and is different for each article.
        "sort_desc": "search_id",
        "size": 50,
        "label_column": "headline",
        "facets": list(FACETS),
        "facet_size": 12,
    }
    tables["outlets"] = {"label_column": "title"}
    tables["runs"] = {"sort_desc": "id"}
    tables["crawls"] = {"sort_desc": "id"}
    for name, sortable in SORTABLE.items():
        tables.setdefault(name, {})["sortable_columns"] = list(sortable)
    for name, columns in column_descriptions().items():
        if with_columns and name not in HIDDEN:
            tables.setdefault(name, {})["columns"] = dict(columns)
    return tables


class ArchiveFacet(ColumnFacet):
    """How many rows have each value of a column, for the tables of an archive; for others as Datasette counts them.

    Counts of all articles come from the stored totals. Other counts are of the newest COUNTED_ROWS rows, all columns at
    once: counting a million rows takes a second, and a page has five such counts.
    """

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """The facets in Datasette's format, and the names of the facets that took too long."""
        database = self.ds.databases[self.database]
        if not self.table or database not in known_archives(self.ds):
            results: tuple[list[dict[str, Any]], list[str]] = await super().facet_results()  # type: ignore[no-untyped-call]
            return results
        sources = {one["config"]["simple"]: one["source"] for one in self.get_configs()}  # type: ignore[no-untyped-call]
        is_all = self.table == "articles" and self.sql.rstrip().endswith(f"from {self.table}")
        from_totals = [column for column in FACETS if is_all and column in sources]
        size = self.get_facet_size()  # type: ignore[no-untyped-call]
        counts: dict[str, tuple[list[tuple[Any, int]], int | None]] = {}
        for column in from_totals:
            total = await run_query(database, partial(total_values, dimension=column, limit=size + 1))
            counts[column] = [*total], None
        rest = [column for column in sources if column not in counts]
        timed_out: list[str] = []
        try:
            counts.update(await self._of_newest_rows(rest, size) if rest else {})
        except QueryInterrupted:
            timed_out = rest
        return [
            await self._facet(column, *counts[column], size, is_hideable=sources[column] != "metadata")
            for column in sources
            if column in counts
        ], timed_out

    async def _of_newest_rows(
        self, columns: list[str], size: int
    ) -> dict[str, tuple[list[tuple[Any, int]], int | None]]:
        """By column, its values with their counts, and the number of rows counted if these are not all rows."""
        names = ", ".join(escape_sqlite(column) for column in columns)
        after_columns = self.sql[self.sql.index(f" from {escape_sqlite(self.table)}") :]
        found = await self.ds.execute(
            self.database,
            f"select {names}{after_columns} {_order(self.table)} limit {COUNTED_ROWS + 1}",
            self.params,
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        rows = found.rows[:COUNTED_ROWS]
        counted = len(rows) if len(found.rows) > len(rows) else None
        counters = [Counter(values) for values in zip(*rows, strict=True)] or [Counter[Any]() for _ in columns]
        for counter in counters:
            counter.pop(None, None)
        return {
            column: (sorted(counter.items(), key=lambda one: (-one[1], str(one[0])))[: size + 1], counted)
            for column, counter in zip(columns, counters, strict=True)
        }

    async def _facet(
        self, column: str, counts: list[tuple[Any, int]], counted_rows: int | None, size: int, *, is_hideable: bool
    ) -> dict[str, Any]:
        labels = await self.ds.expand_foreign_keys(self.database, self.table, column, [value for value, _ in counts])
        facet = {
            "name": column,
            "type": "column",
            "hideable": is_hideable,
            "toggle_url": self.ds.urls.path(path_with_removed_args(self.request, {"_facet": column})),
            "truncated": len(counts) > size,
            "results": [self._facet_value(column, value, count, labels) for value, count in counts[:size]],
        }
        return facet if counted_rows is None else {**facet, "counted_rows": counted_rows}

    def _facet_value(self, column: str, value: Any, count: int, labels: Mapping[Any, Any]) -> dict[str, Any]:
        is_selected = (column, str(value)) in self.get_querystring_pairs()  # type: ignore[no-untyped-call]
        if is_selected:
            path = path_with_removed_args(self.request, {column: str(value), "_next": None})
        else:
            path = path_with_added_args(self.request, {column: value, "_next": None})
        return {
            "value": value,
            "label": labels.get((column, value), value),
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, self.ds.urls.path(path)),
            "selected": is_selected,
        }


class _NewestRows:
    """Lets a facet of Datasette count the newest rows only, for the same reason."""

    async def facet_results(self: Any) -> tuple[list[dict[str, Any]], list[str]]:
        """The facets in Datasette's format, and the names of the facets that took too long."""
        is_archive = self.table and self.ds.databases[self.database] in known_archives(self.ds)
        if is_archive:
            self.sql = f"{self.sql} {_order(self.table)} limit {COUNTED_ROWS}"
        results, timed_out = await super().facet_results()  # type: ignore[misc]
        is_cut = is_archive and (self.row_count is None or self.row_count > COUNTED_ROWS)
        for facet in results if is_archive else []:
            for entry in (facet, *facet["results"]):
                entry["toggle_url"] = _with_base_url(entry["toggle_url"], self.ds.setting("base_url"))
        return [{**one, "counted_rows": COUNTED_ROWS} if is_cut else one for one in results], timed_out


class ArchiveDateFacet(_NewestRows, DateFacet):
    """How many rows have each day of a column of times."""


class ArchiveArrayFacet(_NewestRows, ArrayFacet):
    """How many rows have each value of a column of JSON arrays."""


# Our facets instead of Datasette's.
FACET_CLASSES: Mapping[type, type] = {
    ColumnFacet: ArchiveFacet,
    DateFacet: ArchiveDateFacet,
    ArrayFacet: ArchiveArrayFacet,
}


def _with_base_url(address: str, base_url: str) -> str:
    """An address of Datasette, which forgets base_url in those of some facets."""
    parts = urlsplit(address)
    has_it = parts.path.startswith(base_url)
    return address if has_it else urlunsplit(parts._replace(path=base_url.rstrip("/") + parts.path))


def _order(table: str) -> str:
    return f"order by {NEWEST_FIRST[table]} desc" if table in NEWEST_FIRST else ""


def foreign_key_link(value: Mapping[str, Any], column: str, table: str | None, database_path: str) -> Markup | None:
    """A cell with the key of a row in another table, and its label. Datasette's link ignores the database's route."""
    other = _foreign_keys().get((table or "", column))
    if other is None:
        return None
    key, label = value["value"], value["label"]
    link = Markup('<a href="{}/{}/{}">{}</a>').format(database_path, other, tilde_encode(str(key)), label or "–")
    return link if label == key else link + Markup("&nbsp;<em>{}</em>").format(key)


@cache
def _foreign_keys() -> Mapping[tuple[str, str], str]:
    """The table to which a column refers, by table and column, from the schema."""
    statements = [(_TABLE.match(statement), statement) for statement in (*TABLES, *HEALTH_TABLES, *ALERTS, *SPLITS)]
    return {
        (table[1], column): other
        for table, statement in statements
        if table
        for column, other in _KEY.findall(statement)
    }


def links_to_article(table: str | None, column: str) -> bool:
    """Whether cells of the column link to the page of an article."""
    return (table or "", column) in _ARTICLE_COLUMNS


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
