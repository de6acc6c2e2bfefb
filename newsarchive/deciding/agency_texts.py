"""Whether a text is a news agency's own: among near-duplicates it counts as the original."""

from newsarchive.extraction.names.agencies import agency_named


def is_agencys_own(outlet_title: str, source: str | None) -> bool:
    """Whether the outlet is a news agency, and the text is credited to nobody else."""
    agency = agency_named(outlet_title)
    return agency is not None and source in (None, outlet_title, agency)
