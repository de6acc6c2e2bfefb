"""`newsarchive new` and a crawl with the files that it wrote, on the twelve invented sites.

Of a site that may be crawled every article must be accepted and every other page refused, feeds, sitemaps, language,
zone, country and title be right, and a crawl store all that is new and nothing else; of the others the refusal is held
to its reason. `benchmarks/evaluate_new.py --invented` prints the same as a table.
"""

from pathlib import Path

import pytest
from sites import SITES
from trials import try_sites

# What is known to be missed, by site, in the words of Trial.misses; what is found in spite of it must go from here.
KNOWN_MISSES: dict[str, list[str]] = {}


@pytest.mark.timeout(400)
def test_every_site_is_drafted_and_crawled_as_it_should_be(tmp_path: Path):
    trials = try_sites(SITES, tmp_path)
    assert {name: trial.misses for name, trial in trials.items() if trial.misses} == KNOWN_MISSES
    assert [name for name, trial in trials.items() if trial.drafted] == [
        name for name, trial in trials.items() if trial.site.verdict == "ok"
    ]
