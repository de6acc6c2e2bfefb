"""The rules for every outlet file that ships. Registry and declaration check most of them too."""

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from lxml.cssselect import CSSSelector

from newsarchive import api
from newsarchive.crawl.declaration import registered_host
from newsarchive.crawl.registry import INTERNATIONAL, load_spider, outlet_files
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FILES = outlet_files(Settings(root=ROOT))


def of_each(files: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Makes a test of one file a test of all files, which names every file that fails.

    As hundreds of tests, these rules would take pytest five times as long as they take themselves.
    """

    def over_all(test: Callable[[Path], None]) -> Callable[[], None]:
        def test_all() -> None:
            failed = []
            for file in files:
                try:
                    test(file)
                except AssertionError as error:
                    failed.append(f"{file.relative_to(ROOT)}: {error}")
            assert not failed, "\n".join(failed)

        test_all.__doc__ = test.__doc__
        return test_all

    return over_all


EVERY_FILE = of_each(FILES.values())
# The outlets and the bases that they share.
EVERY_SOURCE = of_each(sorted((ROOT / "spiders").rglob("*.py")))

# Outlets without a feed or sitemap: their articles are only linked on their pages.
HOME_PAGE_ONLY = {"avim_bulten"}
ZONES = available_timezones() - {"UTC"}


def outlet_in(file: Path) -> Outlet:
    return load_spider(file).outlet


def sources_of(outlet: Outlet) -> tuple[str, ...]:
    return outlet.feeds + outlet.sitemaps


@EVERY_FILE
def test_name_and_folder_agree_with_the_outlet(file):
    outlet = outlet_in(file)
    assert outlet.name == file.stem
    assert file.parent.name == (outlet.country or INTERNATIONAL)


@EVERY_FILE
def test_language_and_zone_are_known(file):
    outlet = outlet_in(file)
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", outlet.language)
    assert outlet.language != "und"
    assert outlet.timezone in ZONES


@EVERY_FILE
def test_every_url_is_https(file):
    outlet = outlet_in(file)
    assert sources_of(outlet) or outlet.name in HOME_PAGE_ONLY, "an outlet that ships names a feed or a sitemap"
    assert {urlsplit(url).scheme for url in (outlet.home, *sources_of(outlet))} == {"https"}


@EVERY_FILE
def test_rules_and_selectors_can_be_read(file):
    outlet = outlet_in(file)
    for rule in outlet.article_urls + outlet.skip_urls:
        re.compile(rule)
    for rules in outlet.rules:
        for selector in rules.body + rules.prune:
            CSSSelector(selector)


@EVERY_FILE
def test_its_rules_accept_its_example_and_refuse_its_home_and_feeds(file):
    outlet = outlet_in(file)
    if outlet.example_url:
        assert outlet.wants(outlet.example_url)
        assert "utm_" not in outlet.example_url
    assert not outlet.wants(outlet.home)
    assert outlet.has_host(outlet.home)


@EVERY_FILE
def test_the_file_is_short_and_has_no_empty_facts(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 75
    assert not [line for line in lines if re.search(r"= (\[\]|\"\"|None)$", line)], "leave out facts that are not known"


@EVERY_SOURCE
def test_it_uses_only_what_outlet_files_may_use(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module or "").partition(".")[0] == "newsarchive"
    }
    imported |= {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.partition(".")[0] == "newsarchive"
    }
    assert imported <= {"newsarchive.OutletSpider", *(f"newsarchive.api.{name}" for name in api.__all__)}


@EVERY_FILE
def test_its_domains_are_not_the_default(file):
    facts = vars(load_spider(file))
    if domains := facts.get("domains"):
        assert domains != [registered_host(facts["home"])]


def test_no_feed_is_polled_twice():
    """Spellings with and without www or the slash at the end count as the same feed."""
    counts = Counter(
        url.lower().replace("://www.", "://").rstrip("/")
        for file in FILES.values()
        for url in sources_of(outlet_in(file))
    )
    assert [url for url, times in counts.items() if times > 1] == []


def test_no_example_url_is_accepted_by_two_outlets():
    outlets = [outlet_in(file) for file in FILES.values()]
    examples = [outlet.example_url for outlet in outlets if outlet.example_url]
    assert [url for url in examples if sum(outlet.wants(url) for outlet in outlets) != 1] == []


def test_a_base_is_used_by_three_outlets_or_more():
    names = Counter(
        base.__module__.rpartition(".")[2] for file in FILES.values() for base in load_spider(file).__bases__
    )
    bases = {file.stem for file in (ROOT / "spiders" / "shared").glob("*.py")}
    assert bases == set(names) - {"spider"}
    assert {name: times for name, times in names.items() if times < 3} == {}


def test_outlets_of_many_countries_and_languages_ship():
    outlets = [outlet_in(file) for file in FILES.values()]
    assert len(outlets) >= 600
    assert len({outlet.country for outlet in outlets} - {None}) >= 110
    assert len({outlet.language for outlet in outlets}) >= 50


def test_the_pages_of_the_corpus_are_accepted_by_their_outlets(shared):
    outlets = [outlet_in(file) for file in FILES.values()]
    pages = map(json.loads, (shared / "corpus" / "labelled.jsonl").read_text(encoding="utf-8").splitlines())
    theirs = [(page["url"], [one for one in outlets if one.has_host(page["url"])]) for page in pages]
    refused = [url for url, there in theirs if there and not any(one.wants(url) for one in there)]
    assert refused == []
