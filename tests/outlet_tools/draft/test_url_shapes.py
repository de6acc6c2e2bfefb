"""The shapes of URLs: which look alike, and in which order they take turns."""

import pytest

from newsarchive.outlet_tools.draft.url_shapes import alternating, language_root, shape_of

HOME = "https://rivertownpost.example"


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/fi/news/1", "/fi/"),
        ("/fi/", "/fi/"),
        ("/fi", "/fi"),
        ("/pt-br/a", "/pt-br/"),
        ("/pt_br/a", "/pt_br/"),
        ("/news/fi/1", "/"),
        ("/tv/a", "/"),
        ("/", "/"),
    ],
)
def test_a_language_folder_is_the_root_of_its_part(path, root):
    assert language_root(HOME + path) == root


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/11/ferry-prices", "/2025/03/mill-street"),
        ("/local/ferry-prices-rise", "/local/mill-street-closed"),
        ("/show.php?id=1", "/show.php?id=22"),
        ("/ferry-prices-rise", "/mill-street-closed"),
    ],
)
def test_urls_of_one_kind_have_one_shape(one, other):
    assert shape_of(HOME + one) == shape_of(HOME + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/local/ferry", "/sport/ferry"),
        ("/local/ferry", "/local/news/ferry"),
        ("/local/ferry.html", "/local/ferry"),
        ("/show.php?id=1", "/show.php?page=1"),
        ("/about", "/ferry-prices-rise"),
        ("/ferry-prices-rise-4417", "/ferry-prices-rise-again"),
    ],
)
def test_urls_of_other_kinds_have_other_shapes(one, other):
    assert shape_of(HOME + one) != shape_of(HOME + other)


def test_shapes_take_turns_and_each_url_comes_once():
    urls = [f"{HOME}{path}" for path in ("/a/1", "/a/2", "/a/1/", "/b/1", "/c/1", "/b/2", "/a/3")]
    assert [url.removeprefix(HOME) for url in alternating(urls)] == ["/a/1", "/b/1", "/c/1", "/a/2", "/b/2", "/a/3"]
