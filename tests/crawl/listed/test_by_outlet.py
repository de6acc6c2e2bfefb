"""Which outlet each address of a list goes to, and the rounds that redirects add."""

from pathlib import Path

from newsarchive.crawl.listed.by_outlet import ListedByOutlet
from newsarchive.crawl.options import PageResult
from newsarchive.records import Outcome
from newsarchive.settings import Settings
from tests.cli.support import write_own_outlet


def some_settings(folder: Path) -> Settings:
    write_own_outlet(folder)
    return Settings(root=folder, db=folder / "archive.db", outlets_folder=folder / "own")


def test_addresses_go_to_outlets_or_to_one_made_for_each_site(tmp_path: Path):
    urls = [
        "https://www.post.example/about",
        "https://a-b.example/1",
        "https://www.example.org/1",
        "https://news.example.org/2",
        "http://20.example/",
        "https://someone.blogspot.com/x",
        "https://other.blogspot.com/y",
    ]
    listed = ListedByOutlet(some_settings(tmp_path), urls, print)
    spiders = {spider.name: spider for spider in listed.next_round()}
    assert {name: len(listed.pages_of(name).urls) for name in spiders} == {
        "rivertown_post": 1,
        "a__b_example": 1,
        "example_org": 2,
        "site_20_example": 1,
        "someone_blogspot_com": 1,
        "other_blogspot_com": 1,
    }
    made = spiders["a__b_example"].outlet
    assert (made.title, made.home, made.domains) == ("a-b.example", "https://a-b.example/", ("a-b.example",))
    assert (made.country, made.language, made.timezone) == (None, "und", "UTC")
    assert listed.next_round() == []


def test_a_redirect_to_another_outlet_adds_a_round_and_a_circle_ends(tmp_path: Path):
    results: list[PageResult] = []
    first, second = "https://t.example/x", "https://www.post.example/long"
    listed = ListedByOutlet(some_settings(tmp_path), [first], results.append)
    for here, there in ((first, second), (second, first)):
        (spider,) = listed.next_round()
        pages = listed.pages_of(spider.name)
        assert pages.urls == (here,)
        pages.report(PageResult(here, spider.name, Outcome.NOT_ARTICLE, redirected_to=there))
    assert listed.next_round() == []
    assert (len(results), listed.addresses) == (2, 2)


def test_a_host_that_is_no_name_is_refused(tmp_path: Path):
    results: list[PageResult] = []
    listed = ListedByOutlet(some_settings(tmp_path), ["http://[2001:db8::1]/x"], results.append)
    assert listed.next_round() == []
    assert [(one.outcome, one.reason) for one in results] == [
        (Outcome.REFUSED, "its host is not a name that an outlet can have")
    ]
