"""What was stored of a site before it had an outlet file becomes the outlet's, as soon as the outlet is crawled."""

from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet, is_site_outlet

# Every table that names an outlet, but for those that triggers keep. A row that the outlet already has stays.
_TABLES = ("urls", "articles", "moved_articles", "removals", "feeds", "feed_days", "health_days", "runs", "alerts")


def adopt_sites(archive: Archive, outlet: Outlet) -> list[str]:
    """The names of the outlets that newsarchive.outlet.site_outlet made for hosts of outlet; all they had is its own.

    Searches, totals and the queue then know one outlet. outlet has its row already. Runs inside a transaction.
    """
    if is_site_outlet(outlet.name, outlet.home, outlet.language):
        return []
    rows = archive.conn.execute(
        "SELECT name, home, language FROM outlets WHERE language = 'und' AND home IS NOT NULL AND name <> ?",
        [outlet.name],
    )
    names = [row[0] for row in map(tuple, rows) if is_site_outlet(*row) and outlet.has_host(row[1])]
    for name in names:
        for table in _TABLES:
            archive.conn.execute(f"UPDATE OR IGNORE {table} SET outlet = ? WHERE outlet = ?", [outlet.name, name])  # noqa: S608
            archive.conn.execute(f"DELETE FROM {table} WHERE outlet = ?", [name])  # noqa: S608
        archive.conn.execute("DELETE FROM outlets WHERE name = ?", [name])
    return names
