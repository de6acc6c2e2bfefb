"""What every outlet file that ships must hold. Registry and declaration refuse most of it; here it is said outright."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import pytest
from lxml.cssselect import CSSSelector

from newsarchive.crawl.registry import load_spider, outlet_files
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings

FILES = outlet_files(Settings(root=Path(__file__).resolve().parents[2]))
EVERY_FILE = pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())

INTERNATIONAL = "int"
ZONES = available_timezones() - {"UTC"}


def outlet_in(file: Path) -> Outlet:
    return load_spider(file).outlet


def sources_of(outlet: Outlet) -> tuple[str, ...]:
    return outlet.feeds + outlet.sitemaps


@EVERY_FILE
def test_name_and_folder_say_which_outlet_it_is(file):
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
def test_everything_asked_for_is_https(file):
    outlet = outlet_in(file)
    assert sources_of(outlet), "an outlet that ships names a feed or a sitemap"
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
def test_the_file_is_short_and_says_only_facts(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60
    assert not [line for line in lines if re.search(r"= (\[\]|\"\"|None)$", line)], "leave out what is not known"


def test_no_feed_is_asked_for_by_two_outlets():
    counts = Counter(url for file in FILES.values() for url in sources_of(outlet_in(file)))
    assert [url for url, times in counts.items() if times > 1] == []


def test_outlets_of_many_countries_and_languages_ship():
    outlets = [outlet_in(file) for file in FILES.values()]
    assert len(outlets) >= 25
    assert len({outlet.country for outlet in outlets}) >= 12
    languages = {outlet.language for outlet in outlets}
    assert len(languages) >= 8
    assert languages >= {"ja", "tr"}
    assert languages & {"ar", "fa"}
    assert languages & {"ru", "uk"}


def test_the_pages_of_the_corpus_are_wanted_by_their_outlets(shared):
    outlets = [outlet_in(file) for file in FILES.values()]
    pages = map(json.loads, (shared / "corpus" / "index.jsonl").read_text(encoding="utf-8").splitlines())
    theirs = [(page["url"], [one for one in outlets if one.has_host(page["url"])]) for page in pages]
    refused = [url for url, there in theirs if there and not any(one.wants(url) for one in there)]
    assert refused == []
