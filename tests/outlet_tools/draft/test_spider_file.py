"""The text of an outlet file, its name and its folder."""

import ast
from pathlib import Path

import pytest

from newsarchive.crawl.declaration import declare
from newsarchive.errors import UsageError
from newsarchive.outlet_tools.draft.spider_file import class_name, folder_for, outlet_name, outlet_text, quoted
from newsarchive.settings import Settings

FACTS = {
    "name": "rivertown_post", "title": "Rivertown Post", "home": "https://rivertownpost.example/", "country": "gb",
    "language": "en", "timezone": "Europe/London",
}  # fmt: skip


def test_a_file_has_the_known_facts_and_no_empty_ones():
    outlet = declare({**FACTS, "article_urls": [r"/20\d\d/"], "prune": ["aside"]}, "here")
    assert outlet_text(outlet) == (
        "from newsarchive import OutletSpider\n\n\nclass RivertownPost(OutletSpider):\n"
        '    name = "rivertown_post"\n    title = "Rivertown Post"\n    home = "https://rivertownpost.example/"\n'
        '    country, language, timezone = "gb", "en", "Europe/London"\n'
        '    article_urls = [r"/20\\d\\d/"]\n    prune = ["aside"]\n'
    )


@pytest.mark.parametrize(
    "text", ['The "Post"', "L'Écho", r"/20\d\d/", "back\\", "two\nlines", r'/"\d', "水守新報", '"""', "'\""]
)
def test_a_quoted_text_is_read_back_unchanged(text: str):
    assert ast.literal_eval(quoted(text)) == text


@pytest.mark.parametrize(
    ("title", "home", "name"),
    [
        pytest.param("Rivertown Post", "https://x.example/", "rivertown_post", id="from the title"),
        pytest.param("L’Écho de la Rivière", "https://x.example/", "l_echo_de_la_riviere", id="accents"),
        pytest.param("Rivertown Post | News, sport", "https://x.example/", "rivertown_post", id="its first part"),
        pytest.param("水守新報", "https://mimori.example.co.jp/", "example", id="from the host"),
        pytest.param("水守新報", "http://127.0.0.1:8932/", "outlet_127_0_0_1_8932", id="from a literal address"),
        pytest.param("24 Hours", "https://x.example/", "outlet_24_hours", id="a number first"),
        pytest.param("Guardian", "https://x.example/", "guardian_gb", id="taken"),
    ],
)
def test_an_outlet_is_named_after_its_title_or_host(title: str, home: str, name: str):
    assert outlet_name(title, home, {"guardian"}, "gb") == name
    assert class_name(name)[0].isupper()


def test_a_taken_name_gets_the_language_as_suffix():
    assert outlet_name("Guardian", "https://x.example/cy/", {"guardian"}, "pt-BR") == "guardian_pt_br"


def test_the_users_own_folder_comes_first(tmp_path: Path):
    assert folder_for(Settings(tmp_path, outlets_folder=tmp_path / "ours"), "gb") == tmp_path / "ours"


def test_in_a_checkout_the_folder_is_the_countrys():
    root = Path(__file__).resolve().parents[3]
    assert folder_for(Settings(root), "gb") == root / "spiders" / "gb"
    assert folder_for(Settings(root), None) == root / "spiders" / "int"


def test_elsewhere_a_folder_must_be_set(tmp_path: Path):
    with pytest.raises(UsageError, match="no folder for outlets of your own: write `outlets_folder"):
        folder_for(Settings(tmp_path), "gb")
