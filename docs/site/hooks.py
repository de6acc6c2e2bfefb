"""What mkdocs does beside its own work: it indents lists, and refuses a website that loads from another host.

A link that a reader clicks may lead anywhere. What a browser loads by itself must be part of the site: styles, scripts,
fonts, pictures and frames. mkdocs calls the functions that begin with `on_`; the others know nothing of mkdocs.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# Elements and attributes that a browser follows by itself. A link element does so only for these relations.
_LOADED = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("image", "href"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("use", "href"),
    ("video", "poster"),
    ("video", "src"),
}
_LOADING_RELATIONS = {
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload",
    "stylesheet",
}  # fmt: skip
# A diagram, and the link to a code host, make the theme's script load from the hosts in _NEVER_ASKED.
_WAKES_THE_THEME = {"mermaid": "class", "source": "data-md-component"}

_OTHER_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE)
_IN_SCRIPTS = re.compile(r"https?://([a-z0-9][a-z0-9.-]*\.[a-z]{2,})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# The search's word lists for other languages: pages in English load none of them.
_NEVER_LOADED = Path("assets/javascripts/lunr")
# Hosts that the theme's scripts name but do not ask on our pages.
_NEVER_ASKED = {
    "api.github.com",  # only for a page that links a repository
    "bit.ly",  # in a message of the search library
    "gitlab.com",  # only for a page that links a repository
    "unpkg.com",  # only for a page with a diagram, or a browser older than 2020
    "www.w3.org",  # the name of a language, not an address
}


_ITEM = re.compile(r"(?:[-*+]|\d+\.) +")
_INDENT = 4


def on_page_markdown(markdown: str, **_: object) -> str:
    """The page with its lists indented as mkdocs needs them."""
    return indent_lists(markdown)


def on_post_build(config: dict[str, str]) -> None:
    """Stops the build when a page loads something from another host.

    Raises:
        mkdocs.exceptions.PluginError: the message lists each file and what it loads.
    """
    from mkdocs.exceptions import PluginError

    if problems := list(outside_resources(Path(config["site_dir"]))):
        raise PluginError("The website loads from other hosts. Keep a copy in docs/ instead:\n" + "\n".join(problems))


def indent_lists(markdown: str) -> str:
    """markdown with four spaces where a line continues a list item.

    Code hosts take as many spaces as the item's marker is wide: three after `1. `. Python-Markdown wants four, and ends
    the item otherwise.
    """
    lines, width, in_fence = [], 0, False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            in_fence, width = not in_fence, 0
        elif not in_fence and (item := _ITEM.match(line)):
            width = len(item[0])
        elif line and not line.startswith(" "):
            width = 0
        continues = 0 < width < _INDENT and line.startswith(" " * width)
        lines.append(" " * (_INDENT - width) + line if continues else line)
    return "\n".join(lines)


def outside_resources(site: Path) -> Iterator[str]:
    """A line for each resource that a file of site loads from another host: the file, then the address."""
    readers = {".html": _in_page, ".css": _in_style_sheet, ".svg": _in_page, ".js": _in_script}
    for file in sorted(site.rglob("*")):
        read = readers.get(file.suffix)
        if read and not file.is_relative_to(site / _NEVER_LOADED):
            for address in read(file.read_text(encoding="utf-8")):
                yield f"{file.relative_to(site)}: {address}"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.removeprefix("xlink:"): value or "" for name, value in attrs}
        relations = set(values.get("rel", "").split())
        for name, value in values.items():
            if (tag, name) in _LOADED and (tag != "link" or relations & _LOADING_RELATIONS):
                self.found += [part for part in re.split(r",\s+", value.strip()) if _OTHER_HOST.match(part)]
        self.found += _IN_STYLES.findall(values.get("style", ""))
        self.found += [
            f"{word} in {name}" for word, name in _WAKES_THE_THEME.items() if word in values.get(name, "").split()
        ]
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.found += _in_style_sheet(data)
        elif self._inside == "script":
            self.found += _in_script(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def _in_page(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    return page.found


def _in_style_sheet(text: str) -> list[str]:
    return _IN_STYLES.findall(_COMMENT.sub("", text))


def _in_script(text: str) -> list[str]:
    return sorted(set(_IN_SCRIPTS.findall(_COMMENT.sub("", text))) - _NEVER_ASKED)
