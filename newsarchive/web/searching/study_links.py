"""From a search to the pages that count and show its words."""

from dataclasses import replace

from newsarchive.archive.several.joint_counts import ARCHIVE
from newsarchive.web.layout import Link, Site
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.requests.timeline_request import TimelineForm
from newsarchive.web.requests.words_request import ConcordanceForm, WordsForm


def study_links(form: SearchForm, site: Site) -> list[Link]:
    """Links to these pages for a search with words; none for a search in earlier versions, which they do not read.

    Of several archives, words are studied in one.
    """
    if form.versions or not form.words:
        return []
    search = replace(form.first_page, order="relevance", all_copies=False)
    timeline = Link(
        "attention over time", TimelineForm((form.words,), replace(search, words="")).address(site.timeline)
    )
    chosen = form.chosen(ARCHIVE)
    if site.is_joint and len(chosen) != 1:
        return [timeline]
    if site.is_joint:
        site, search = site.of(chosen[0]), search.with_filter(ARCHIVE)
    return [
        timeline,
        Link("words in context", ConcordanceForm(search).address(site.concordance)),
        Link("distinctive words", WordsForm(search).address(site.words)),
    ]
