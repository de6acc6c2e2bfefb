"""The triggers that keep the full-text indexes and the totals up to date, whoever writes to the tables.

FTS5 must be told to delete exactly the words that were inserted, or the index breaks without an error. So BEFORE
triggers read the old words through the view `searchable`, and AFTER triggers insert the new words. There is no BEFORE
INSERT trigger: it would also fire for an upsert that ends as an update, and delete the words twice.

`verify` compares the stored text of each trigger with the text here. A changed text needs a new step in migrations.py,
which makes the triggers again; without one, every archive would be reported.
"""

WORDS = "headline, standfirst, authors, body, keys"


def _put(article: str) -> str:
    rows = f"SELECT search_id, {WORDS} FROM searchable WHERE article_id = {article}"  # noqa: S608
    return f"INSERT INTO articles_fts(rowid, {WORDS}) {rows};"


def _take(article: str) -> str:
    rows = f"SELECT 'delete', search_id, {WORDS} FROM searchable WHERE article_id = {article}"  # noqa: S608
    return f"INSERT INTO articles_fts(articles_fts, rowid, {WORDS}) {rows};"


def _changed(*columns: str) -> str:
    return " OR ".join(f"new.{column} IS NOT old.{column}" for column in columns)


_INDEXED_OF_BODY = _changed("body", "spaced_headline", "spaced_standfirst", "spaced_authors", "spaced_body")
_INDEXED_OF_ARTICLE = _changed("search_id", "outlet", "language", "headline", "standfirst", "authors")

# When somebody corrects a headline by hand, its spaced form is out of date, and search would find the old words for
# ever. So it is dropped here. archive/articles/ writes the new form in the same transaction.
_DROP_STALE_SPACED = "".join(
    f"UPDATE bodies SET spaced_{column} = NULL WHERE article_id = new.id "  # noqa: S608
    f"AND new.{column} IS NOT old.{column} AND spaced_{column} IS NOT NULL;\n"
    for column in ("headline", "standfirst", "authors")
)

_FTS = {
    "body_added": f"AFTER INSERT ON bodies BEGIN {_put('new.article_id')} END",
    "body_changes": f"BEFORE UPDATE ON bodies WHEN {_INDEXED_OF_BODY} BEGIN {_take('old.article_id')} END",
    "body_changed": f"AFTER UPDATE ON bodies WHEN {_INDEXED_OF_BODY} BEGIN {_put('new.article_id')} END",
    "body_removed": f"BEFORE DELETE ON bodies BEGIN {_take('old.article_id')} END",
    "article_changes": f"BEFORE UPDATE ON articles WHEN {_INDEXED_OF_ARTICLE} BEGIN {_take('old.id')} END",
    "article_changed": (
        f"AFTER UPDATE ON articles WHEN {_INDEXED_OF_ARTICLE} BEGIN {_put('new.id')}\n{_DROP_STALE_SPACED} END"
    ),
    # This also stops INSERT OR REPLACE, which deletes first and would lose the body.
    "article_kept": """BEFORE DELETE ON articles WHEN EXISTS (SELECT 1 FROM bodies WHERE article_id = old.id) BEGIN
  SELECT RAISE(ABORT, 'delete the row of bodies first, so that the search index follows; upsert instead of replace');
END""",
}

VERSION_WORDS = "headline, standfirst, authors, body"
_INDEXED_OF_VERSION = _changed(
    *("article_id", "number", "headline", "standfirst", "body", "cause"),
    *("spaced_headline", "spaced_standfirst", "spaced_body"),
)


def _put_version(row: str) -> str:
    version = f"WHERE article_id = {row}.article_id AND number = {row}.number"
    rows = f"SELECT version_id, {VERSION_WORDS} FROM searchable_revisions {version}"  # noqa: S608
    return f"INSERT INTO revisions_fts(rowid, {VERSION_WORDS}) {rows};"


def _take_version(row: str) -> str:
    version = f"WHERE article_id = {row}.article_id AND number = {row}.number"
    rows = f"SELECT 'delete', version_id, {VERSION_WORDS} FROM searchable_revisions {version}"  # noqa: S608
    return f"INSERT INTO revisions_fts(revisions_fts, rowid, {VERSION_WORDS}) {rows};"


_VERSIONS_FTS = {
    "version_added": f"AFTER INSERT ON revisions BEGIN {_put_version('new')} END",
    "version_changes": f"BEFORE UPDATE ON revisions WHEN {_INDEXED_OF_VERSION} BEGIN {_take_version('old')} END",
    "version_changed": f"AFTER UPDATE ON revisions WHEN {_INDEXED_OF_VERSION} BEGIN {_put_version('new')} END",
    "version_removed": f"BEFORE DELETE ON revisions BEGIN {_take_version('old')} END",
}

# The columns whose values totals counts.
COUNTED_COLUMNS = ("outlet", "language", "source", "section", "published_on")


def _pairs(row: str) -> str:
    return ", ".join(f"('{column}', {row}.{column})" for column in COUNTED_COLUMNS)


def _add(row: str) -> str:
    named = " UNION ALL ".join(f"SELECT '{column}' AS dimension, {row}.{column} AS value" for column in COUNTED_COLUMNS)
    return f"""
  INSERT INTO totals(dimension, value, articles)
    SELECT dimension, value, 1 FROM ({named}) WHERE value IS NOT NULL
    ON CONFLICT(dimension, value) DO UPDATE SET articles = articles + 1;
  INSERT INTO outlet_days(outlet, published_on, articles)
    SELECT {row}.outlet, {row}.published_on, 1 WHERE {row}.published_on IS NOT NULL
    ON CONFLICT(outlet, published_on) DO UPDATE SET articles = articles + 1;"""  # noqa: S608


def _subtract(row: str) -> str:
    of_totals = f"(dimension, value) IN (VALUES {_pairs(row)})"
    of_days = f"outlet = {row}.outlet AND published_on = {row}.published_on"
    return f"""
  UPDATE totals SET articles = articles - 1 WHERE {of_totals};
  DELETE FROM totals WHERE articles = 0 AND {of_totals};
  UPDATE outlet_days SET articles = articles - 1 WHERE {of_days};
  DELETE FROM outlet_days WHERE articles = 0 AND {of_days};"""  # noqa: S608


def _add_url(row: str) -> str:
    return f"""
  INSERT INTO url_totals(outlet, outcome, urls) VALUES ({row}.outlet, {row}.outcome, 1)
    ON CONFLICT(outlet, outcome) DO UPDATE SET urls = urls + 1;"""  # noqa: S608


def _subtract_url(row: str) -> str:
    return f"""
  UPDATE url_totals SET urls = urls - 1 WHERE outlet = {row}.outlet AND outcome = {row}.outcome;
  DELETE FROM url_totals WHERE urls = 0 AND outlet = {row}.outlet AND outcome = {row}.outcome;"""  # noqa: S608


_TOTALS = {
    "article_counted": f"AFTER INSERT ON articles BEGIN {_add('new')} END",
    "article_recounted": (
        f"AFTER UPDATE ON articles WHEN {_changed(*COUNTED_COLUMNS)} BEGIN {_subtract('old')}{_add('new')} END"
    ),
    "article_uncounted": f"AFTER DELETE ON articles BEGIN {_subtract('old')} END",
    "url_counted": f"AFTER INSERT ON urls BEGIN {_add_url('new')} END",
    "url_recounted": (
        f"AFTER UPDATE ON urls WHEN {_changed('outlet', 'outcome')} BEGIN {_subtract_url('old')}{_add_url('new')} END"
    ),
    "url_uncounted": f"AFTER DELETE ON urls BEGIN {_subtract_url('old')} END",
}

# The tables whose rows are counted by triggers: to count them would read megabytes to gigabytes each time.
COUNTED_TABLES = ("articles", "article_authors", "revisions", "fingerprints", "captures", "urls")


def _row_totals(table: str) -> dict[str, str]:
    row = f"INSERT INTO row_totals(table_name, rows) VALUES ('{table}', 1)"  # noqa: S608
    add = f"{row} ON CONFLICT(table_name) DO UPDATE SET rows = rows + 1;"
    subtract = f"UPDATE row_totals SET rows = rows - 1 WHERE table_name = '{table}';"  # noqa: S608
    return {
        f"{table}_row_added": f"AFTER INSERT ON {table} BEGIN {add} END",
        f"{table}_row_removed": f"AFTER DELETE ON {table} BEGIN {subtract} END",
    }


_ROW_TOTALS = {name: rest for table in COUNTED_TABLES for name, rest in _row_totals(table).items()}

TRIGGERS = {
    name: f"CREATE TRIGGER {name} {rest}" for name, rest in {**_FTS, **_VERSIONS_FTS, **_TOTALS, **_ROW_TOTALS}.items()
}
