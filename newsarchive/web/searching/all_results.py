"""Every result of a search, some at a time: for files that are sent while they are read.

No read stays open between two parts, so a slow visitor does not keep a writer from emptying the WAL.
"""

from collections.abc import Sequence

from newsarchive.archive.search.results import Hit
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_search import read_hits, read_ids
from newsarchive.archive.several.joint_versions import open_version_parts, read_version_hits, read_version_ids
from newsarchive.archive.several.pages_by_time import PartId
from newsarchive.archive.several.parts import Part, at_page, connected, open_parts
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
        self._ahead: list[PartId] = []
        self._opened: list[Part[SearchRequest]] = []

    def read_ids(self, archives: OpenArchives) -> None:
        """Reads the ids of some more results, if there are any."""
        search = self._form.search
        size = IDS_HELD if self._left is None else min(self._left, IDS_HELD)
        parts = at_page(
            self._parts(archives), page_size=size, offset=self._form.offset, before=search.before, after=search.after
        )
        page = (read_version_ids if search.versions else read_ids)(parts)
        self._ahead += page.ids
        following = self._form.following(page)
        if self._left is not None:
            # Of several archives, a page ends with all articles of its last second.
            self._left = max(0, self._left - len(page.ids))
        if following is None or self._left == 0:
            self.has_all_ids, self.following = True, following
        else:
            self._form = following

    def next_hits(self, archives: OpenArchives) -> tuple[Hit, ...]:
        """The next hits; none after the last."""
        while True:
            while not self._ahead and not self.has_all_ids:
                self.read_ids(archives)
            ids, self._ahead = self._ahead[:HITS_READ], self._ahead[HITS_READ:]
            if not ids:
                return ()
            # Between two reads articles can be removed, even all of these.
            if hits := (read_version_hits if self._form.search.versions else read_hits)(self._parts(archives), ids):
                return hits

    def _parts(self, archives: OpenArchives) -> Sequence[Part[SearchRequest]]:
        """The search, which is opened once."""
        if not self._opened:
            request = self._form.search.request()
            self._opened = (open_version_parts if self._form.search.versions else open_parts)(archives, request)
        return connected(self._opened, archives)
