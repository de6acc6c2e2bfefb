"""The structure of a text as JSON: short and with names, written and read back; and strangers' JSON refused."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import DocumentError
from newsarchive.formats.packed_links import pack_links
from newsarchive.formats.structure import (
    KINDS,
    misfit,
    read_structure_row,
    read_structure_text,
    structure_row,
    structure_text,
)
from newsarchive.records import BlockRun, LeadPicture, LiveEntry, Structure, TextLink

AT = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
BODY = "The lamp is lit.\n\nWhy\n\n- Oil\n\n- Wick\n\n“Light!”"
LAMP = Structure(
    runs=(BlockRun(1, 1, "subheading", 2), BlockRun(2, 3, "list_item", 1), BlockRun(4, 4, "quote", None, "Ida Moor")),
    links=(TextLink(0, 4, 8, "https://post.example/lamps"), TextLink(2, 2, 5, "https://post.example/oil")),
    entries=(LiveEntry(1, AT),),
    picture=LeadPicture("A lamp", None),
)


@st.composite
def structures(draw: st.DrawFn) -> tuple[Structure, str]:
    """A structure, and a body that it belongs to."""
    blocks = draw(st.lists(st.text("abc é", min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=8))
    runs, first = [], 0
    while first < len(blocks):
        last = draw(st.integers(first, len(blocks) - 1))
        kind = draw(st.sampled_from([None, *KINDS]))
        top = {"subheading": 6, "list_item": 9, "numbered_item": 9}.get(kind or "", 0)
        if kind is not None:
            level = draw(st.integers(1, top)) if top else None
            runs.append(BlockRun(first, last, kind, level, draw(st.none() | st.text(max_size=4))))
        first = last + 1
    links = []
    for number, block in enumerate(blocks):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(block) - 1))
            url = f"{draw(st.sampled_from(['http', 'https']))}://x.example/{draw(st.text('ab/é', max_size=5))}"
            links.append(TextLink(number, start, draw(st.integers(start + 1, len(block))), url))
    entries = draw(st.sets(st.integers(0, len(blocks) - 1)))
    picture = draw(st.none() | st.builds(LeadPicture, st.text(min_size=1), st.none() | st.text(min_size=1)))
    whole = Structure(tuple(runs), tuple(links), tuple(LiveEntry(number, AT) for number in sorted(entries)), picture)
    return whole, "\n\n".join(blocks)


@given(structures())
def test_a_structure_written_is_read_back_as_it_was(pair: tuple[Structure, str]) -> None:
    structure, body = pair
    known = structure if structure != Structure() else None
    assert misfit(structure, body) is None
    assert read_structure_text(structure_text(structure)) == known
    assert read_structure_row(json.loads(json.dumps(structure_row(structure))), body) == known


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["blocks", "links", "entries", "picture", "first", "url", "at"]), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_other_json_is_refused_in_one_line(value: object) -> None:
    for problem in (problem_of(read_structure_text, json.dumps(value)), problem_of(read_structure_row, value, BODY)):
        assert problem is None or re.fullmatch(r"structure: .+", problem)


def problem_of(read: Callable[..., Structure | None], *values: object) -> str | None:
    try:
        read(*values)
    except DocumentError as error:
        return str(error)
    return None


def test_the_column_is_short_and_leaves_out_empty_parts() -> None:
    assert structure_text(LAMP) == (
        '{"blocks":[[1,"h2"],[2,"ul",2],[4,"q",1,"Ida Moor"]],'
        f'"links":"{pack_links(LAMP.links)}",'
        '"entries":[[1,"2026-11-22T23:40:00Z"]],"picture":{"caption":"A lamp"}}'
    )
    assert structure_text(Structure(runs=(BlockRun(0, 0, "numbered_item", 2),))) == '{"blocks":[[0,"ol2"]]}'
    assert structure_text(None) is structure_text(Structure()) is read_structure_text(None) is None


def test_links_of_earlier_versions_are_read() -> None:
    stored = '{"links":[[0,4,4,0,"https://post.example/lamps"],[2,2,3,21,"oil"]]}'
    assert read_structure_text(stored) == Structure(links=LAMP.links)


def test_the_row_has_names() -> None:
    assert structure_row(LAMP) == {
        "blocks": [
            {"first": 1, "last": 1, "kind": "subheading", "level": 2},
            {"first": 2, "last": 3, "kind": "list_item", "level": 1},
            {"first": 4, "last": 4, "kind": "quote", "attribution": "Ida Moor"},
        ],
        "links": [
            {"block": 0, "start": 4, "end": 8, "url": "https://post.example/lamps"},
            {"block": 2, "start": 2, "end": 5, "url": "https://post.example/oil"},
        ],
        "entries": [{"block": 1, "at": "2026-11-22T23:40:00Z"}],
        "picture": {"caption": "A lamp"},
    }
    assert structure_row(None) is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        pytest.param([], "structure: expected an object", id="a list"),
        pytest.param({"blocks": {}}, "structure: blocks: expected a list", id="blocks of another kind"),
        pytest.param({"blocks": [3]}, "structure: blocks: expected an object, found '3'", id="a number as a block"),
        pytest.param({"blocks": [{"first": -1, "last": 1, "kind": "code"}]}, "whole numbers from 0", id="negative"),
        pytest.param(
            {"blocks": [{"first": 1, "last": 1, "kind": "poem"}]}, "expected a kind of sub", id="no such kind"
        ),
        pytest.param({"blocks": [{"first": 1, "last": 1, "kind": "code", "level": 1}]}, "a level", id="level of code"),
        pytest.param({"blocks": [{"first": 1, "last": 1, "kind": "subheading"}]}, "a level", id="no level"),
        pytest.param({"blocks": [{"first": 4, "last": 5, "kind": "code"}]}, "4 to 5 are not in the text", id="too far"),
        pytest.param({"blocks": [{"first": 2, "last": 1, "kind": "code"}]}, "2 to 1", id="backwards"),
        pytest.param(
            {"blocks": [{"first": 1, "last": 2, "kind": "code"}, {"first": 2, "last": 2, "kind": "code"}]},
            "blocks: 2 to 2",
            id="a block twice",
        ),
        pytest.param(
            {"links": [{"block": 0, "start": 0, "end": 99, "url": "https://x.example/"}]}, "0 to 99", id="end"
        ),
        pytest.param(
            {"links": [{"block": 0, "start": 0, "end": 3, "url": "javascript:x"}]}, "not an http", id="script"
        ),
        pytest.param({"links": [{"block": 0, "start": 0, "end": 3}]}, "links: expected an address", id="no address"),
        pytest.param({"entries": [{"block": 1, "at": "noon"}]}, "entries: expected a time such as", id="no time"),
        pytest.param({"entries": [{"block": 9, "at": "2026-11-22T23:40:00Z"}]}, "entries: block 9", id="entry too far"),
        pytest.param({"picture": {"caption": 3}}, "picture: expected a caption", id="a number as a caption"),
        pytest.param({"picture": "A lamp"}, "picture: expected a caption", id="text as a picture"),
    ],
)
def test_what_is_wrong_is_named(row: object, problem: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_structure_row(row, BODY)
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("{", "structure: not JSON", id="not JSON"),
        pytest.param("[" * 100_000, "structure: not JSON", id="too deep"),
        pytest.param('{"blocks":[[1,"h"]]}', "a level from 1 on", id="a heading without a level"),
        pytest.param('{"blocks":[[1,"poem"]]}', "a number, a kind", id="no such kind"),
        pytest.param('{"blocks":[[]]}', "a number, a kind", id="nothing"),
        pytest.param('{"blocks":[[1,"q",1,"A",2]]}', "a number, a kind", id="too much"),
        pytest.param('{"links":[[0,0,3,5,"x"]]}', "four numbers and the end of an address", id="shares with nothing"),
        pytest.param('{"links":"no links"}', "structure: links: expected packed lines, found", id="a text as links"),
        pytest.param('{"links":[[0,0,3]]}', "four numbers and the end of an address", id="a link without an address"),
        pytest.param('{"entries":[[0]]}', "a number and a time", id="an entry without a time"),
    ],
)
def test_what_is_wrong_in_the_column_is_named(text: str, problem: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_structure_text(text)
    assert problem in str(error.value)
    assert "\n" not in str(error.value)
