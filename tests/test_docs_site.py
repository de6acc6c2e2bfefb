"""The website of the guides: what its build refuses, how it indents lists, and that its menu names every guide."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _hooks():
    spec = importlib.util.spec_from_file_location("docs_site_hooks", ROOT / "docs" / "site" / "hooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOOKS = _hooks()


def outside(tmp_path: Path, name: str, text: str) -> list[str]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(HOOKS.outside_resources(tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "address"),
    [
        ("a.html", '<script src="https://cdn.example/a.js"></script>', "https://cdn.example/a.js"),
        ("a.html", '<script>fetch("https://api.example/")</script>', "api.example"),
        ("a.html", '<link rel="preconnect" href="https://fonts.example">', "https://fonts.example"),
        ("a.html", '<link rel="shortcut icon" href="//cdn.example/a.ico">', "//cdn.example/a.ico"),
        ("a.html", '<img src="b.png" srcset="b.png 1x, https://cdn.example/b.png 2x">', "https://cdn.example/b.png 2x"),
        ("a.html", '<iframe src="HTTPS://video.example/1"></iframe>', "HTTPS://video.example/1"),
        ("a.html", '<p style="background: url(https://cdn.example/b.png)">', "https://cdn.example/b.png"),
        ("a.html", '<style>@import "https://fonts.example/a.css";</style>', "https://fonts.example/a.css"),
        ("a.html", '<pre class="mermaid"><code>graph LR</code></pre>', "mermaid in class"),
        ("a.html", '<a href="https://code.example" data-md-component="source">', "source in data-md-component"),
        ("a.css", "@font-face { src: url('//fonts.example/a.woff2') }", "//fonts.example/a.woff2"),
        ("a.js", 'const a = "https://tracker.example/count"', "tracker.example"),
        ("a.svg", '<svg><image xlink:href="http://cdn.example/b.png"/></svg>', "http://cdn.example/b.png"),
    ],
)
def test_what_a_page_loads_from_another_host_is_named(tmp_path: Path, name: str, text: str, address: str):
    assert outside(tmp_path, name, text) == [f"{name}: {address}"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<a href="https://scrapy.org/">Scrapy</a> and https://datasette.io/ as text'),
        ("a.html", '<link rel="canonical" href="https://docs.example/">'),
        ("a.html", '<script src="site/a.js"></script><img src="data:image/png;base64,AAAA">'),
        ("a.css", "/* https://licence.example */ a { background: url(data:image/svg+xml,http://www.w3.org/2000/svg) }"),
        ("a.js", "/*! see https://licence.example */ const xml = 'http://www.w3.org/2000/svg'"),
        ("a.txt", "https://cdn.example/a.js"),
    ],
)
def test_links_and_files_of_the_site_are_accepted(tmp_path: Path, name: str, text: str):
    assert outside(tmp_path, name, text) == []


@pytest.mark.parametrize(
    ("written", "built"),
    [
        ("1. a\n   b\n   - c\n\nd", "1. a\n    b\n    - c\n\nd"),
        ("- a\n  - b\n- c", "- a\n    - b\n- c"),
        (
            "1. a\n\n   ```python\n   if b:\n       c\n   ```\n2. d",
            "1. a\n\n    ```python\n    if b:\n        c\n    ```\n2. d",
        ),
        ("```\n1. a\n   b\n```", "```\n1. a\n   b\n```"),
        ("a\n   b", "a\n   b"),
        ("10. a\n    b", "10. a\n    b"),
    ],
    ids=["numbered", "bullets", "code in an item", "list in a code block", "no list", "four already"],
)
def test_lines_of_a_list_item_are_indented_by_four(written: str, built: str):
    assert HOOKS.indent_lists(written) == built


def test_the_menu_names_every_guide_once():
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[1].split("\ntheme:")[0]
    named = re.findall(r"([\w/-]+\.md)$", menu, re.MULTILINE)
    guides = [guide.relative_to(ROOT / "docs").as_posix() for guide in (ROOT / "docs").rglob("*.md")]
    assert sorted(named) == sorted(guides)
