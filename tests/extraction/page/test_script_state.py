"""Texts that a page contains only in a script, in the structures of common frameworks."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from newsarchive.extraction.body.line_cleaning import KnownFields
from newsarchive.extraction.body.main_text import read_body
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.page.script_state import script_body
from newsarchive.outlet import Rules

HEADLINE = "Ferry line over the bay returns after nine years"
OTHER = "Museum shows the maps of forgotten railway lines"
TEXTS = (
    "The ferry across the bay will sail again from Monday, nine years after the last boat was sold for scrap.",
    "Two vessels, built at a yard upriver, will cross eleven times a day and carry forty cars on each trip.",
    "The council moved the new pier by sixty metres after fishermen had warned that their moorings would silt up.",
)
OTHERS = "<p>" + "The museum opens its cellar with two hundred maps that nobody had unrolled for decades. " * 9 + "</p>"
WANTED = "\n\n".join(TEXTS)
HTML = "".join(f"<p>{text}</p>" for text in TEXTS)
LINKED = HTML.replace("Two vessels", 'Two <a href="/x">vessels</a>')
OTHER_ARTICLE = {"headline": OTHER, "url": "/maps", "body": OTHERS, "title": OTHER}


def data(value: object, attributes: str = 'id="__NEXT_DATA__" type="application/json"') -> str:
    return f"<script {attributes}>{json.dumps(value)}</script>"


def assigned(value: object, name: str) -> str:
    after = f'window.{name}.lastModified="x";' + " " * 200
    return f"<script>var started = 1; window.{name}={json.dumps(value)};{after}</script>"


def paragraph_node(text: str) -> dict[str, Any]:
    """A paragraph in ProseMirror's form: the pieces of a line are separate, some of them with marks."""
    pieces = [{"type": "text", "text": text[:10]}, {"type": "text", "marks": [], "text": text[10:]}]
    return {"type": "paragraph", "content": pieces}


def flattened(value: object) -> list[object]:
    """A value in Nuxt 3's form: a list of all parts, in which objects and lists contain indexes."""
    flat: list[object] = []

    def place(part: object) -> int:
        number = len(flat)
        flat.append(None)
        if isinstance(part, dict):
            flat[number] = {key: place(inner) for key, inner in part.items()}
        elif isinstance(part, list):
            flat[number] = [place(inner) for inner in part]
        else:
            flat[number] = part
        return number

    place(["ShallowReactive", value])
    flat[0] = ["ShallowReactive", 2]
    return flat


def flight(*rows: str) -> str:
    pieces = "\n".join(rows)
    half = len(pieces) // 2
    return "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in (pieces[:half], pieces[half:])
    )


SCRIPTS = {
    "Next.js, HTML under content": data(
        {
            "props": {
                "pageProps": {
                    "post": {"title": HEADLINE, "slug": "ferry", "content": LINKED},
                    "more": [OTHER_ARTICLE],
                }
            }
        }
    ),
    "a list of paragraphs": data({"page": {"article": {"headline": HEADLINE, "paragraphs": list(TEXTS)}}}),
    "blocks with pictures and boxes between": data(
        {
            "story": {
                "headline": HEADLINE,
                "body": [
                    {"type": "text", "value": TEXTS[0]},
                    {"type": "image", "caption": "The pier in the morning.", "text": "Seen from the mill"},
                    {"type": "text", "value": TEXTS[1]},
                    {"type": "related", "items": [{"title": OTHER, "text": OTHER}]},
                    {"type": "text", "value": TEXTS[2]},
                ],
            }
        }
    ),
    "ProseMirror": data(
        {"d": {"title": HEADLINE, "body": {"type": "doc", "content": [paragraph_node(text) for text in TEXTS]}}}
    ),
    "portable text": data(
        {
            "title": HEADLINE,
            "body": [
                {"_type": "block", "children": [{"_type": "span", "text": t[:9]}, {"_type": "span", "text": t[9:]}]}
                for t in TEXTS
            ],
        }
    ),
    "Arc": assigned(
        {
            "headlines": {"basic": HEADLINE},
            "content_elements": [
                {"type": "text", "content": TEXTS[0]},
                {"type": "interstitial_link", "content": "Read about the maps of forgotten lines"},
                {"type": "text", "content": TEXTS[1]},
                {"type": "list", "items": [{"type": "text", "content": TEXTS[2]}]},
            ],
            "related_content": {"basic": [OTHER_ARTICLE]},
        },
        "Fusion.globalContent",
    ),
    "Apollo": assigned(
        {
            "ROOT_QUERY": {"article": {"__ref": "Article:7"}},
            "Article:7": {"__typename": "Article", "headline": HEADLINE, "body": {"__ref": "Body:7"}},
            "Body:7": {"__typename": "Body", "blocks": [{"__ref": f"Block:{n}"} for n in range(3)]},
            **{f"Block:{n}": {"__typename": "ParagraphBlock", "text": text} for n, text in enumerate(TEXTS)},
            "Article:8": OTHER_ARTICLE,
        },
        "__APOLLO_STATE__",
    ),
    "JSON.parse of a string": (
        "<script>window.__PRELOADED_STATE__ = JSON.parse("
        + json.dumps(json.dumps({"post": {"title": HEADLINE, "html": HTML}}))
        + ")</script>"
    ),
    "Nuxt 3": data(
        flattened({"data": {"article-7": {"title": HEADLINE, "text": HTML, "teasers": [OTHER_ARTICLE]}}}),
        'id="__NUXT_DATA__" type="application/json"',
    ),
    "Next.js, rows": flight(
        '0:["build",[["children","ferry"]]]', f'1a:["$","main",null,{json.dumps({"title": HEADLINE, "content": HTML})}]'
    ),
    "Next.js, rows after hints without an id": flight(
        ':HL["/_next/static/css/a.css","style"]', ':HC["/",""]', f"2:{json.dumps({'title': HEADLINE, 'content': HTML})}"
    ),
    "Next.js, rows with the text apart": flight(
        f"1b:T{len(HTML.encode()):x},{HTML}1a:" + json.dumps({"article": {"headline": HEADLINE, "body": "$1b"}})
    ),
}  # fmt: skip


def an_app(parsed: Callable[..., ParsedPage], script: str) -> ParsedPage:
    return parsed(f"<title>{HEADLINE}</title>", f"<div id='root'><h1>{HEADLINE}</h1><p>Loading …</p></div>{script}")


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_text_is_found_in_the_state(parsed: Callable[..., ParsedPage], script: str) -> None:
    found = read_body(an_app(parsed, script), Rules(), KnownFields([HEADLINE]))
    assert (found.text, found.where) == (WANTED, "the state in a script")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(data({"article": OTHER_ARTICLE}), id="another article's"),
        pytest.param(data({"title": HEADLINE, "latest": [OTHER_ARTICLE]}), id="an article next to it"),
        pytest.param(data({"title": HEADLINE, "items": [OTHER_ARTICLE]}), id="an article among items"),
        pytest.param(f'<script>window.x = {{"title": "{HEADLINE}", "body": "{"cut off" * 40}</script>', id="broken"),
        pytest.param('<script type="application/json">[[[[</script>' + " " * 300, id="not JSON"),
    ],
)
def test_other_parts_of_a_state_are_not_the_text(parsed: Callable[..., ParsedPage], script: str) -> None:
    assert script_body(an_app(parsed, script), [HEADLINE]) == ""


def test_a_text_on_the_page_is_preferred_to_its_state(parsed: Callable[..., ParsedPage]) -> None:
    shown = "".join(f"<p>{text} It was said again.</p>" for text in TEXTS)
    page = parsed("", f"<article><h1>{HEADLINE}</h1>{shown}</article>{SCRIPTS['Arc']}")
    assert "said again" in read_body(page, Rules(), KnownFields([HEADLINE])).text


def test_a_state_that_is_nested_too_deep_does_no_harm(parsed: Callable[..., ParsedPage]) -> None:
    deep = f'{{"title": "{HEADLINE}", "body": ' + '{"body": ' * 900 + '"x y"' + "}" * 901
    page = an_app(parsed, f'<script type="application/json">{deep}</script>')
    assert script_body(page, [HEADLINE]) == ""


def test_objects_that_contain_one_another_do_no_harm(parsed: Callable[..., ParsedPage]) -> None:
    both = {"__ref": "Node:1"}
    state = {"Node:1": {"title": HEADLINE, "body": {"items": [both, both, both]}}}
    assert script_body(an_app(parsed, data(state)), [HEADLINE]) == ""
