"""An archive that articles are saved into one after the other, with its desk and a clock that is moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.digests import hits_of_digest, look_through, waiting_digests
from newsarchive.archive.watches.watch_rows import add_watch
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Stamp

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", ("post.example",))
STAR = Outlet("star", "Hill Star", "https://star.example/", "en", "UTC", "ie", ("star.example",))
PLAIN = "The council met in the evening and spoke for two hours about the market in the square, as it does each week."
FILLER = "Nothing else was decided, and the meeting ended at ten, when the lamps in the square were put out one by one."


class Town:
    """now is the time of the next save or look."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive.db"
        self.now = NOW
        self.archive = Archive.open(self.path, write=True)
        self.desk = Desk.open(self.path, write=True)
        self.looks = 0
        register_outlets(self.archive, [POST, STAR])

    def close(self) -> None:
        self.desk.close()
        self.archive.close()

    def save(self, number: int, words: str = "", *, outlet: Outlet = POST, day: date | None = None, **facts) -> int:
        """The id of the article with that number, new or revised; its second paragraph ends with words."""
        self.now += timedelta(hours=1)
        url = f"https://{outlet.name}.example/{number}"
        published = Stamp(day) if day else Stamp(self.now.date(), NOW - timedelta(minutes=number))
        article = Article(
            outlet=outlet.name,
            headline=f"Report {number} from the town",
            body=f"{PLAIN} This is number {number}.\n\n{FILLER} {words}".strip(),
            url=url,
            published=published,
            authors=(Author("A. Reed"),),
            source=outlet.title,
            language="en",
        )
        version = version_of(replace(article, **facts), outlet.name, "reader 1")
        result = save(self.archive, version, outlet=outlet, addresses=Addresses(url, url), now=self.now, holds=False)
        assert result.article_id is not None
        return result.article_id

    def watch(self, name: str = "harbour", query: str = "harbour", **filters) -> None:
        self.now += timedelta(hours=1)
        add_watch(self.desk, self.archive.conn, name, Selection(query, **filters), self.now)

    def look(self) -> dict[str, list[tuple[int, str]]]:
        """What a look through all watches finds, by watch: ids with their kinds."""
        self.now += timedelta(hours=1)
        self.looks += 1
        before = {one.id for one in waiting_digests(self.desk)}
        assert look_through(self.desk, self.archive.conn, f"key {self.looks}", self.now) == []
        new = [one for one in waiting_digests(self.desk) if one.id not in before]
        return {
            name: sorted((hit.article_id, hit.kind) for hit in hits)
            for one in new
            for name, hits in hits_of_digest(self.desk, one).items()
        }
