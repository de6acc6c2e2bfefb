"""The reading of imports that the tests of the architecture rely on, on small invented packages."""

from pathlib import Path

import pytest

from tests.import_graph import (
    circles,
    class_names,
    edges_behind,
    folder_sizes,
    grouped,
    has_code,
    import_graph,
    mirrored_test,
    module_of,
    packages,
    upward,
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """`paper`: a store that only a type checker sees importing the web, and a web that imports it in a function."""
    files = {
        "__init__.py": "from paper.web.pages import home",
        "text.py": "import re",
        "store/__init__.py": '"""The store."""',
        "store/rows.py": (
            "from typing import TYPE_CHECKING\nfrom paper import text\nif TYPE_CHECKING:\n    import paper.web.pages\n"
            "class Row: ...\n"
        ),
        "web/__init__.py": '"""The web."""',
        "web/pages.py": "class Row: ...\ndef home():\n    from paper.store.rows import Row\n    import scrapy\n",
    }
    for name, source in files.items():
        file = tmp_path / "paper" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    return tmp_path / "paper"


def test_imports_in_functions_and_for_type_checkers_count(package: Path):
    graph = import_graph(package)
    assert graph["paper.store.rows"] == {"paper.text", "paper.web.pages"}
    assert graph["paper.web.pages"] == {"paper.store.rows"}
    assert "paper" not in graph


def test_a_relative_import_is_refused(package: Path):
    (package / "web" / "forms.py").write_text("from . import pages")
    with pytest.raises(AssertionError, match="relative import"):
        import_graph(package)


def test_circles_are_found_between_modules_and_between_rooms(package: Path):
    graph = import_graph(package)
    assert circles(graph) == [["paper.store.rows", "paper.web.pages"]]
    assert circles(grouped(graph, "paper")) == [["paper.store", "paper.web"]]
    assert edges_behind(graph, "paper.store", "paper.web") == ["paper.store.rows imports paper.web.pages"]


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        pytest.param({"a": {"b"}, "b": {"c"}, "c": set()}, [], id="a chain"),
        pytest.param({"a": {"b"}, "b": {"c"}, "c": {"a"}}, [["a", "b", "c"]], id="three"),
        pytest.param({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}}, [["a", "b"], ["c", "d"]], id="two circles"),
        pytest.param({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, [], id="a diamond"),
        pytest.param({"a": {"elsewhere"}}, [], id="outside the graph"),
    ],
)
def test_circles(graph: dict[str, set[str]], found: list[list[str]]):
    assert sorted(circles(graph)) == found


def test_imports_that_lead_up_or_to_the_side_are_found(package: Path):
    graph = import_graph(package)
    assert upward(graph, {"text": 0, "store": 1, "web": 2}) == [("paper.store.rows", "paper.web.pages")]
    assert upward(graph, {"text": 0, "store": 1, "web": 1}) == [
        ("paper.store.rows", "paper.web.pages"),
        ("paper.web.pages", "paper.store.rows"),
    ]


def test_what_belongs_where(package: Path):
    assert module_of(package / "store" / "__init__.py", package) == "paper.store"
    assert packages(import_graph(package)) == ["paper", "paper.store", "paper.web"]
    assert class_names(package) == {"Row": ["paper.store.rows", "paper.web.pages"]}
    assert folder_sizes(package) == {"paper": 1, "paper/store": 1, "paper/web": 1}
    assert has_code(package / "text.py")
    assert not has_code(package / "web" / "__init__.py")
    test = mirrored_test(package / "store" / "rows.py", package)
    assert test.relative_to(package.parent) == Path("tests/store/test_rows.py")
