"""newsarchive.api holds what outlet files may use, and loading it costs no more than loading OutletSpider."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsarchive import api
from newsarchive.crawl.spider import OutletSpider
from newsarchive.outlet_modules import load_module

# What a file of a site with unusual pages looks like: it overrides methods, and keeps rules of an earlier design.
FILE = """
from dataclasses import replace
from datetime import date

from newsarchive.api import Article, Author, OutletSpider, Page, Rules, Sighting, Stamp, agency_named


class RivertownPost(OutletSpider):
    name = "rivertown_post"
    title = "Rivertown Post"
    home = "https://rivertownpost.example/"
    country, language, timezone = "gb", "en", "Europe/London"
    earlier_rules = [Rules(body=("#old",), until=date(2024, 3, 1))]

    def parse_home(self, response):
        yield Sighting("https://rivertownpost.example/a", response.url, "home", published=Stamp(date(2026, 11, 20)))

    @staticmethod
    def read(page: Page, article: Article) -> Article:
        return replace(article, source=agency_named("Associated Press"), authors=(Author("A. Reed"),))
"""


def test_every_name_is_listed_and_described():
    assert all(hasattr(api, name) for name in api.__all__)
    assert [name for name in api.__all__ if name not in (api.__doc__ or "")] == []
    assert api.OutletSpider is OutletSpider


def test_the_reference_has_every_name():
    reference = (Path(__file__).resolve().parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
    described = [line.removeprefix("::: ") for line in reference.splitlines() if line.startswith(":::")]
    assert sorted(described) == sorted(f"newsarchive.api.{name}" for name in api.__all__)


@pytest.mark.parametrize(
    ("text", "name"), [("Associated Press", "AP"), ("Rivertown Post", None), ("", None)], ids=["AP", "outlet", "empty"]
)
def test_agencies_have_one_name(text: str, name: str | None):
    assert api.agency_named(text) == name


def test_times_are_read_with_the_outlets_zone():
    assert api.parse_time("2026-11-20", ZoneInfo("Europe/London")) == api.Stamp(date(2026, 11, 20))


def test_a_file_that_uses_all_of_it_loads(tmp_path: Path):
    file = tmp_path / "rivertown_post.py"
    file.write_text(FILE)
    outlet = load_module(file).RivertownPost.outlet
    assert outlet.rules_at(date(2024, 1, 1)).body == ("#old",)
    read = outlet.custom_read()
    article = read(None, api.Article("rivertown_post", "Ferry", "The ferry is back."))
    assert (article.source, article.authors) == ("AP", (api.Author("A. Reed"),))


def test_loading_it_does_not_load_the_extraction():
    code = "import newsarchive.api, json, sys; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in json.loads(ran.stdout) if name.startswith(("newsarchive.extraction", "trafilatura"))] == []
