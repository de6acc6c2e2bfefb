"""`newsarchive new` and a crawl with the files that it wrote, on the twelve invented sites.

For a site that may be crawled, the outlet accepts every article and refuses every other page; its feeds, sitemaps,
language, time zone, country and title are right; and a crawl stores all new articles and nothing else. A site that may
not be crawled is refused for the right reason. `benchmarks/evaluate_new.py --invented` prints the same as a table.
"""

from pathlib import Path

import pytest
from draft_trials import try_sites
from sites import SITES

# Known mistakes by site, as Trial.misses describes them. A mistake that no longer happens must be removed here.
KNOWN_MISSES: dict[str, list[str]] = {}


@pytest.mark.timeout(400)
def test_every_site_is_drafted_and_crawled_correctly(tmp_path: Path):
    trials = try_sites(SITES, tmp_path)
    assert {name: trial.misses for name, trial in trials.items() if trial.misses} == KNOWN_MISSES
    assert [name for name, trial in trials.items() if trial.drafted] == [
        name for name, trial in trials.items() if trial.site.verdict == "ok"
    ]
