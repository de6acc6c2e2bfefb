"""Text in declarative shadow roots is on the page; other templates are not."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage

ROOT = "<template shadowrootmode='open'>"


def shown(parsed: Callable[..., ParsedPage], body: str) -> str:
    """The text of the page outside of templates."""
    tree = parsed(body=body).tree
    for template in list(tree.iter("template")):
        template.drop_tree()
    return " ".join(" ".join(tree.itertext()).split())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(f"<x-a>{ROOT}<p>Fog.</p></template></x-a><p>Sun.</p>", "Fog. Sun.", id="in the host's place"),
        pytest.param(
            f"<x-a>{ROOT}<x-b><template shadowrootmode='CLOSED'><p>Fog.</p></template></x-b></template></x-a>",
            "Fog.",
            id="a closed one in an open one",
        ),
        pytest.param(
            f"<x-a>{ROOT}<h2>Report</h2><slot></slot><i>End</i></template><p>Fog.</p><p>Sun.</p></x-a>",
            "Report Fog. Sun. End",
            id="children in the slot",
        ),
        pytest.param(
            f"<x-a>{ROOT}<slot name='text'>No</slot><slot name='by'>Us</slot></template><p slot='text'>Fog.</p></x-a>",
            "Fog. Us",
            id="named slots, one with what it says itself",
        ),
        pytest.param(f"<x-a>{ROOT}<p>Fog.</p></template><p>Old browser.</p></x-a>", "Fog.", id="no slot"),
        pytest.param(
            f"<x-a>{ROOT}<p>Fog.</p></template>{ROOT}<p>Twice.</p></template></x-a>", "Fog.", id="the first of two"
        ),
        pytest.param(f"{ROOT}<p>Fog.</p></template><p>Sun.</p>", "Fog. Sun.", id="a page that is its own host"),
    ],
)
def test_what_a_shadow_root_shows_is_text(parsed: Callable[..., ParsedPage], body: str, text: str) -> None:
    assert shown(parsed, body) == text


@pytest.mark.parametrize("attribute", ["", " id='next'", " shadowrootmode='none'", " data-x='shadowrootmode'"])
def test_other_templates_are_never_shown(parsed: Callable[..., ParsedPage], attribute: str) -> None:
    assert shown(parsed, f"<p>Fog.</p><x-a><template{attribute}><p>Next.</p></template>Sun.</x-a>") == "Fog. Sun."
