"""What the ways of a backfill have in common: pages of a time that is past, and what a run counts apart of them."""

from typing import TYPE_CHECKING

from newsarchive.crawl.phases.pages import Asking
from newsarchive.discovery.periods import Span
from newsarchive.ingest import Prepared
from newsarchive.records import Ingested, Outcome

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

# Articles that turned out to be of other days, and addresses of which no day is known.
OTHER_DAYS = "other_days"
UNDATED = "undated"


class PastAsking(Asking):
    """A page phase whose articles should have been published in span."""

    def __init__(self, spider: "OutletSpider", span: Span, limit: float):
        super().__init__(spider, limit)
        self.span = span
        # Told by programs' reports also where there is none.
        for name in (OTHER_DAYS, UNDATED):
            spider.count(f"apart/{name}", 0)

    def note_kept(self, prepared: Prepared, kept: Ingested) -> None:
        """Counts an article that its page dates outside the span; it is kept, since it was read."""
        published = prepared.version.article.published if prepared.version else None
        if kept.outcome is Outcome.ARTICLE and published is not None and not self.span.contains(published.on):
            self._spider.count(f"apart/{OTHER_DAYS}")
