"""The lines of a concordance as values for programs."""

from typing import Any

from newsarchive.archive.analysis.concordance import ConcordanceLine

LINE_COLUMNS = (
    *("article_id", "published_on", "outlet", "outlet_title", "language", "field", "before", "found", "after", "url"),
)


def line_values(line: ConcordanceLine) -> dict[str, Any]:
    """One line with the names of LINE_COLUMNS; published_on is None for an article without a day."""
    hit, context = line.hit, line.context
    return {
        "article_id": hit.id,
        "published_on": hit.published_on.isoformat() if hit.published_on else None,
        "outlet": hit.outlet,
        "outlet_title": hit.outlet_title,
        "language": hit.language,
        "field": line.field,
        "before": context.before.strip(),
        "found": context.found,
        "after": context.after.strip(),
        "url": hit.url,
    }
