"""What all page phases of a backfill have in common: what they count beside the numbers of a crawl."""

from newsarchive.crawl.phases.pages import PagePhase
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.periods import Span
from newsarchive.ingest import Prepared
from newsarchive.records import Ingested, Outcome

# Articles that turn out to be of other days, and addresses whose day is not known.
OTHER_DAYS = "other_days"
UNDATED = "undated"


class BackfillPagePhase(PagePhase):
    """A page phase whose articles should have been published in span."""

    def __init__(self, spider: OutletSpider, session: Session, span: Span, limit: float):
        super().__init__(spider, session, limit)
        self.span = span
        # JSON reports name both numbers, also where they are 0.
        for name in (OTHER_DAYS, UNDATED):
            spider.count(f"apart/{name}", 0)

    def record_stored(self, prepared: Prepared, stored: Ingested) -> None:
        """Counts an article whose page dates it outside the span; it is stored all the same."""
        published = prepared.version.article.published if prepared.version else None
        if stored.outcome is Outcome.ARTICLE and published is not None and not self.span.contains(published.on):
            self._spider.count(f"apart/{OTHER_DAYS}")
