"""`import newsarchive` is cheap, and `from newsarchive import OutletSpider` gives the base of every outlet file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsarchive
from newsarchive.crawl.spider import OutletSpider
from newsarchive.outlet_modules import load_module

HEAVY = ("scrapy", "twisted", "lxml", "trafilatura", "sqlite3", "datasette")


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after statement."""
    code = f"{statement}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout))


def test_the_package_alone_loads_nothing_heavy():
    loaded = modules_after("import newsarchive; newsarchive.__version__; dir(newsarchive)")
    assert loaded & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("newsarchive.")} == set()


def test_the_name_loads_scrapy_and_is_the_same_class():
    assert "scrapy" in modules_after("from newsarchive import OutletSpider")
    assert newsarchive.OutletSpider is OutletSpider


def test_the_package_lists_what_it_offers():
    assert {"OutletSpider", "__version__"} <= set(dir(newsarchive))
    assert set(newsarchive.__all__) == {"OutletSpider", "__version__"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'newsarchive' has no attribute 'Spider'"):
        newsarchive.Spider  # noqa: B018


@pytest.mark.parametrize("place", ["newsarchive", "newsarchive.api", "newsarchive.crawl.spider"])
def test_an_outlet_file_may_import_the_base_from_each_of_these(tmp_path: Path, place: str):
    name = place.replace(".", "_")
    file = tmp_path / f"{name}.py"
    file.write_text(
        f"from {place} import OutletSpider\n\n\nclass Post(OutletSpider):\n    name = {name!r}\n"
        "    title = 'Rivertown Post'\n    home = 'https://rivertownpost.example/'\n"
        "    country, language, timezone = 'gb', 'en', 'Europe/London'\n"
    )
    assert load_module(file).Post.outlet.title == "Rivertown Post"
