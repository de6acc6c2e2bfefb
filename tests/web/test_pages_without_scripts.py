"""Every page, our own and Datasette's, with JavaScript off and on: the same words and links, and forms that work.

Scripts may make a page nicer, and it must not need them.
"""

import pytest

from tests.web.all_pages import PAGES
from tests.web.support import PHONE, WIDE, needs_chromium, overflows

# What a reader can use of a page. The editor for SQL is a script's, in place of a text box.
WHAT_IT_HAS = """() => {
  const main = document.querySelector("main, .captured main, #content") || document.body;
  const words = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest(".CodeMirror, textarea, script, style, noscript, .only-with-scripts, button")) {
      words.push(...walker.currentNode.data.split(/\\s+/).filter(Boolean));
    }
  }
  return {
    words: words.join(" "),
    links: [...main.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
    stuck: [...main.querySelectorAll("form")].filter((form) => {
      const types = [...form.elements].map((one) => one.type);
      return types.some((type) => !["fieldset", "hidden"].includes(type)) && !types.includes("submit");
    }).map((form) => form.outerHTML),
  };
}"""


@pytest.fixture(scope="module")
def archive_path(complete_path):
    """PAGES are those of the complete archive."""
    return complete_path


def read(open_page, path, size, scripts):
    page = open_page(size, java_script_enabled=scripts)
    if page.goto(path).status >= 400:
        # Chromium reports such a page as a console error.
        page.console_errors.clear()
    assert not overflows(page)
    return page.evaluate(WHAT_IT_HAS)


@pytest.mark.parametrize("name", PAGES)
@needs_chromium
def test_a_page_needs_no_script(open_page, ids, name):
    path = PAGES[name].format(**ids)
    with_scripts, without = (read(open_page, path, WIDE, scripts) for scripts in (True, False))
    assert without == with_scripts
    assert without["stuck"] == []
    assert read(open_page, path, PHONE, scripts=False) == without
