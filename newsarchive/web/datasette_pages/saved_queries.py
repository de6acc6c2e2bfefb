"""The saved queries of an archive: docs/schema.md shows the same ones, with the words of their examples. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question about the archive that people can run without writing SQL.

    values has an example for each parameter. A parameter in escape_fts(…) takes the syntax of our search.
    """

    name: str
    title: str
    description: str
    sql: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def example(self) -> str:
        """The statement with the example values in it, which every SQLite tool runs."""
        sql = self.sql
        for name, value in self.values.items():
            literal = "'{}'".format(value.replace("'", "''"))
            sql = sql.replace(f"escape_fts(:{name})", literal).replace(f":{name}", literal)
        return sql


SAVED_QUERIES = (
    SavedQuery(
        "articles_about",
        "Articles about a subject",
        "What was published about it, most relevant first.",
        """\
SELECT a.published_on, a.outlet, a.headline, snippet(articles_fts, 3, '[', ']', '…', 20) AS snippet, a.id
FROM articles_fts JOIN articles a ON a.search_id = articles_fts.rowid
WHERE articles_fts MATCH escape_fts(:words) ORDER BY rank LIMIT 20;""",
        {"words": "flood"},
    ),
    SavedQuery(
        "credits",
        "Who the texts of an outlet are credited to",
        "Agencies, other outlets, or the outlet itself, with the number of articles.",
        """\
SELECT outlet, source, count(*) AS articles FROM articles
WHERE outlet = :outlet GROUP BY source ORDER BY articles DESC;""",
        {"outlet": "guardian"},
    ),
    SavedQuery(
        "articles_by_month",
        "Articles of an outlet by month",
        "How many articles an outlet published in each month.",
        """\
SELECT substr(published_on, 1, 7) AS month, sum(articles) AS articles FROM outlet_days
WHERE outlet = :outlet GROUP BY month ORDER BY month;""",
        {"outlet": "guardian"},
    ),
    SavedQuery(
        "changed_headlines",
        "Headlines that were changed after publication",
        "The earlier headline and today's, newest change first.",
        """\
SELECT a.outlet, r.headline AS was, a.headline AS now, r.seen_at, r.article_id
FROM revisions r JOIN articles a ON a.id = r.article_id
WHERE r.headline <> a.headline ORDER BY r.seen_at DESC LIMIT 100;""",
    ),
    SavedQuery(
        "not_stored",
        "Why pages of an outlet are not in the archive",
        "The outcome of each address, and the reason for it.",
        """\
SELECT outcome, reason, count(*) AS addresses FROM urls
WHERE outlet = :outlet AND article_id IS NULL GROUP BY outcome, reason ORDER BY addresses DESC;""",
        {"outlet": "guardian"},
    ),
    SavedQuery(
        "written_once",
        "What was written once and may be gone from the text now",
        "Earlier versions of articles that have the words.",
        """\
SELECT r.article_id, r.number, r.replaced_at, snippet(revisions_fts, 3, '[', ']', '…', 20) AS snippet
FROM revisions_fts JOIN revisions r ON r.version_id = revisions_fts.rowid
WHERE revisions_fts MATCH escape_fts(:words) ORDER BY rank LIMIT 20;""",
        {"words": "flood"},
    ),
)


def saved_query_metadata() -> dict[str, dict[str, Any]]:
    """The saved queries as Datasette's hook canned_queries returns them; a new object each time."""
    return {
        query.name: {
            "sql": query.sql,
            "title": query.title,
            "description": query.description,
            "params": list(query.values),
        }
        for query in SAVED_QUERIES
    }
