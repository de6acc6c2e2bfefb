"""Which outlets there are: found by file name, loaded when needed, each mistake reported with its file."""

from pathlib import Path

import pytest
from scrapy.settings import Settings as ScrapySettings

from newsarchive.crawl import registry
from newsarchive.errors import OutletError
from newsarchive.settings import Settings


def write_outlet(folder: Path, name: str, more: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.py"
    file.write_text(
        f"""from newsarchive.crawl.spider import OutletSpider


class One(OutletSpider):
    name = "{name}"
    title = "{name.title()}"
    home = "https://{name.replace("_", "-")}.test/"
    country, language, timezone = "gb", "en", "Europe/London"
{more}
""",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the shipped outlets."""
    folder = tmp_path / "spiders"
    folder.mkdir()
    monkeypatch.setattr(registry, "shipped_spiders", lambda: folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path, shipped: Path) -> Settings:
    own = tmp_path / "own"
    own.mkdir()
    return Settings(root=tmp_path, outlets_folder=own)


def test_shipped_and_own_outlets_are_found_whatever_their_folder_is_called(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped / "in", "delhi_post")
    write_outlet(shipped / "is", "reykjavik_post")
    write_outlet(settings.root / "own", "village_news")
    assert list(registry.find_outlets(settings)) == ["delhi_post", "reykjavik_post", "village_news"]
    assert [outlet.title for outlet in registry.all_outlets(settings)] == [
        "Delhi_Post",
        "Reykjavik_Post",
        "Village_News",
    ]


def test_shared_bases_hidden_files_and_private_modules_are_not_outlets(settings: Settings, shipped: Path) -> None:
    for file in ("shared/platform.py", "_helper.py", ".hidden/x.py", "gb/__init__.py"):
        (shipped / file).parent.mkdir(exist_ok=True)
        (shipped / file).write_text("raise RuntimeError('loaded')", encoding="utf-8")
    assert registry.outlet_files(settings) == {}


def test_an_outlet_builds_on_a_platforms_base(settings: Settings, shipped: Path) -> None:
    (shipped / "shared").mkdir()
    (shipped / "shared" / "river_press.py").write_text(
        "from newsarchive.crawl.spider import OutletSpider\n\n\n"
        "class RiverPress(OutletSpider):\n    prune = ['.promo']\n    edition = None\n",
        encoding="utf-8",
    )
    (shipped / "gb").mkdir()
    (shipped / "gb" / "river_gazette.py").write_text(
        "from newsarchive_outlets.shared.river_press import RiverPress\n\n\n"
        "class RiverGazette(RiverPress):\n"
        "    name, title, home = 'river_gazette', 'River Gazette', 'https://gazette.test/'\n"
        "    country, language, timezone = 'gb', 'en', 'Europe/London'\n    edition = 'north'\n",
        encoding="utf-8",
    )
    assert registry.outlet_by_name(settings, "river_gazette").rules[0].prune == (".promo",)


def test_an_own_outlet_named_like_a_shipped_one_is_refused_with_both_files(settings: Settings, shipped: Path) -> None:
    first = write_outlet(shipped / "gb", "village_news")
    second = write_outlet(settings.root / "own" / "de", "village_news")
    with pytest.raises(OutletError) as caught:
        registry.outlet_files(settings)
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x = (", "SyntaxError", id="not Python"),
        pytest.param("import nothing_of_that_name", "ModuleNotFoundError", id="an import that fails"),
        pytest.param("x = 1", "it has no outlet", id="no class"),
        pytest.param(
            "from newsarchive.crawl.spider import OutletSpider\nclass One(OutletSpider):\n    title = 'One'\n",
            "it has no outlet",
            id="a class without a name",
        ),
    ],
)
def test_the_error_names_a_broken_file(settings: Settings, shipped: Path, source: str, expected: str) -> None:
    file = shipped / "broken.py"
    file.write_text(source, encoding="utf-8")
    with pytest.raises(OutletError) as caught:
        registry.find_outlets(settings)
    assert str(file) in str(caught.value)
    assert expected in str(caught.value)


def test_a_file_must_have_the_name_of_its_outlet(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped, "right_name").rename(shipped / "wrong_name.py")
    with pytest.raises(OutletError, match="'right_name' is not the file's name"):
        registry.find_outlets(settings)


def test_a_broken_file_does_not_affect_another_outlet(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped, "good_news")
    (shipped / "broken.py").write_text("x = (", encoding="utf-8")
    assert registry.outlet_by_name(settings, "good_news").name == "good_news"


def test_an_unknown_name_is_reported_with_similar_names(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped, "guardian")
    with pytest.raises(OutletError, match="gaurdian: no outlet has that name; did you mean guardian"):
        registry.outlet_by_name(settings, "gaurdian")


def test_of_similar_names_only_those_are_named_that_are_about_as_likely(settings: Settings, shipped: Path) -> None:
    for name in ("guardian", "guardian_ng", "post_online", "post_on_line"):
        write_outlet(shipped, name)
    with pytest.raises(OutletError, match=r"did you mean guardian\?$"):
        registry.outlet_by_name(settings, "gaurdian")
    with pytest.raises(OutletError, match=r"did you mean post_online or post_on_line\?$"):
        registry.outlet_by_name(settings, "post_onlin")


def test_a_missing_folder_of_own_outlets_is_reported(tmp_path: Path, shipped: Path) -> None:
    with pytest.raises(
        OutletError, match="absent: there is no such folder; create it, or correct the setting outlets_folder"
    ):
        registry.outlet_files(Settings(root=tmp_path, outlets_folder=tmp_path / "absent"))


def test_the_outlet_of_an_address_is_found(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped, "sport_news", '    domains = ["group.test"]\n    article_urls = ["/sport/"]')
    write_outlet(shipped, "world_news", '    domains = ["group.test"]\n    article_urls = ["/world/"]')
    found = registry.outlet_for_url(settings, "https://www.group.test/world/1")
    assert found is not None
    assert found.name == "world_news"
    assert registry.outlet_for_url(settings, "https://elsewhere.test/") is None


def test_scrapys_loader_lists_without_loading_and_loads_one(settings: Settings, shipped: Path) -> None:
    write_outlet(shipped, "good_news")
    (shipped / "broken.py").write_text("x = (", encoding="utf-8")
    loader = registry.OutletLoader.from_settings(ScrapySettings({"NEWSARCHIVE_SETTINGS": settings}))
    assert loader.list() == ["broken", "good_news"]
    assert loader.load("good_news").outlet.name == "good_news"
    with pytest.raises(KeyError):
        loader.load("absent")


def test_scrapys_loader_ends_the_command_with_one_line_for_a_broken_file(
    settings: Settings, shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shipped / "broken.py").write_text("x = (", encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        registry.OutletLoader(settings).load("broken")
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
