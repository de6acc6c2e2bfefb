"""Bylines as publishing systems, themes and newsrooms in many languages print them: bylines_of_systems.txt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.extraction.authors.choice import find_authors
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

PAGES = (Path(__file__).parent / "bylines_of_systems.txt").read_text(encoding="utf-8").split("\n## ")[1:]
PARAGRAPH = (
    "<p>The bridge over the river is open again after the storm, the city said on Friday. Traffic was light in the "
    "morning, and the ferry stays in service.</p>"
)
OTHERS = """
<aside class="widget-area"><h3>Recent Posts</h3><ul><li><a href="/2026/10/x">Ferry prices rise again this spring</a>
<span class="author">Otto Grau</span></li></ul></aside>
<div class="related-posts"><h3>Related</h3><div class="post-card">
<h4><a href="/y">Town hall to be sold next year</a></h4>
<span class="byline">by <a class="author" rel="author" href="/author/otto">Otto Grau</a></span></div></div>
<div id="comments" class="comments-area"><article class="comment-body"><div class="comment-author vcard">
<b class="fn">Trudi Bell</b> <span class="says">says:</span></div><p>Nice.</p></article></div>
<footer class="site-footer"><p>© 2026 Rivertown Post. Theme by <a href="/author/dave">Dave Coder</a></p></footer>
"""


def pages() -> list[object]:
    found: list[object] = []
    for page in PAGES:
        name, authors, lang, head, body = page.split("\n", 4)
        named = [author for author in authors.removeprefix("authors:").strip().split("; ") if author]
        values = (named, lang.removeprefix("lang: "), head.removeprefix("head:"), body)
        found.append(pytest.param(*values, id=name))
    return found


@pytest.mark.parametrize(("names", "lang", "head", "body"), pages())
def test_the_byline_of_a_publishing_system_is_read(
    parsed: Callable[..., ParsedPage], outlet: Outlet, names: list[str], lang: str, head: str, body: str
) -> None:
    body = body.replace("{text}", PARAGRAPH * 5).replace("{paragraph}", PARAGRAPH).replace("{others}", OTHERS)
    page = parsed(f"<title>Bridge reopens after storm - Rivertown Post</title>{head}", body, lang=lang)
    assert [author.name for author in find_authors(page, outlet)[0]] == names
