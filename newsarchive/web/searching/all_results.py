"""Every result of a search, some at a time: for files that are sent while they are read.

No read stays open between two parts, so a slow visitor does not keep a writer from emptying the WAL.
"""

from dataclasses import replace
from typing import Any

from newsarchive.archive.search.article_search import read_hits, read_ids
from newsarchive.archive.search.results import Hit
from newsarchive.archive.search.version_search import read_version_hits, read_version_ids
from newsarchive.web.requests.results_request import ResultsForm

# Ids that are read together: enough that a long result has few reads, and each takes well under a second.
IDS_HELD = 5_000
# Articles that are read together, with their snippets.
HITS_READ = 200


class AllResults:
    """The results that a form asks for, in its order. following is what comes after them, once all ids were read."""

    def __init__(self, form: ResultsForm) -> None:
        self.following: ResultsForm | None = None
        self.has_all_ids = False
        self._form = form
        self._left = form.limit
        self._ahead: list[int] = []

    def read_ids(self, conn: Any) -> None:
        """Reads the ids of some more results, if there are any."""
        size = IDS_HELD if self._left is None else min(self._left, IDS_HELD)
        request = replace(self._form.search.request(), page_size=size, offset=self._form.offset)
        page = (read_version_ids if self._form.search.versions else read_ids)(conn, request)
        self._ahead += page.ids
        following = self._form.following(page)
        if self._left is not None:
            self._left -= len(page.ids)
        if following is None or self._left == 0:
            self.has_all_ids, self.following = True, following
        else:
            self._form = following

    def next_hits(self, conn: Any) -> tuple[Hit, ...]:
        """The next hits; none after the last."""
        while True:
            while not self._ahead and not self.has_all_ids:
                self.read_ids(conn)
            ids, self._ahead = self._ahead[:HITS_READ], self._ahead[HITS_READ:]
            if not ids:
                return ()
            request = self._form.search.request()
            # Between two reads articles can be removed, even all of these.
            if hits := (read_version_hits if self._form.search.versions else read_hits)(conn, request, ids):
                return hits
