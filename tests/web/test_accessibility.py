"""axe-core on every page, our own and Datasette's, at both widths, light and dark: nothing serious or critical.

Print what it finds, less serious findings too, with: pytest -m browser tests/web/test_accessibility.py -rP
"""

import pytest

from tests.web.all_pages import PAGES
from tests.web.support import PHONE, WIDE, needs_chromium


@pytest.fixture(scope="module")
def archive_path(complete_path):
    """PAGES are those of the complete archive."""
    return complete_path


@pytest.mark.parametrize("name", PAGES)
@needs_chromium
def test_axe_finds_nothing_serious(open_page, ids, name):
    from axe_playwright_python.sync_playwright import Axe

    serious = []
    for size in (WIDE, PHONE):
        page = open_page(size)
        if page.goto(PAGES[name].format(**ids)).status >= 400:
            # Chromium reports such a page as a console error.
            page.console_errors.clear()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            print(f"{name} {size[0]} {scheme}: {[(one['impact'], one['id'], len(one['nodes'])) for one in found]}")
            serious += [
                (size[0], scheme, one["id"], one["nodes"][0]["html"])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
    assert serious == []
