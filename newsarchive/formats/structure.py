"""The structure of a text as JSON: short for the archive's column, with names for every other output; and read back.

The column holds, with blocks counted from 0, times in UTC and empty parts left out:

    {"blocks": [[3, "h2"], [5, "ul", 4], [9, "q", 2, "Ada Reed"]],
     "links": "Gf*%zQZR!H733F}=%rR9<`w|Gn#g6MV4z@$T`~y(",
     "entries": [[3, "2026-11-22T23:40:00Z"]],
     "picture": {"caption": "The pier", "credit": "A. Reed"}}

A block has its number, its kind (h1 to h6; ul and ol, with the depth from 2 on, as in ul2; q, by, th, tr, code), how
many blocks of the kind follow one another if there are several, and whose words a quote is. Links are packed (see
packed_links.py). Archives of earlier versions have them as a list sorted by address: block, first character, length,
the number of characters to copy from the address before, and the rest of the address.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast, get_args

from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import DocumentError
from newsarchive.formats.packed_links import pack_links, unpack_links
from newsarchive.records import BlockKind, BlockRun, LeadPicture, LiveEntry, Structure, TextLink
from newsarchive.text import parts_of
from newsarchive.urls import is_web_address

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
_CODES: dict[str, BlockKind] = {
    "h": "subheading",
    "ul": "list_item",
    "ol": "numbered_item",
    "q": "quote",
    "by": "attribution",
    "th": "table_header",
    "tr": "table_row",
    "code": "code",
}
_CODE_OF = {kind: code for code, kind in _CODES.items()}
_CODE = re.compile(r"([a-z]{1,4})(\d{0,2})")
_LEVELS = {"subheading": 6, "list_item": 99, "numbered_item": 99}


def structure_text(structure: Structure | None) -> str | None:
    """structure as the archive's column has it; None where there is nothing to say."""
    if structure is None or structure == Structure():
        return None
    parts: dict[str, Any] = {
        "blocks": [_run_values(run) for run in structure.runs],
        "links": pack_links(structure.links) if structure.links else None,
        "entries": [[entry.block, format_utc(entry.at)] for entry in structure.entries],
        "picture": _picture_row(structure.picture),
    }
    return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False, separators=(",", ":"))


def read_structure_text(text: str | None) -> Structure | None:
    """The structure in the archive's column.

    Raises:
        DocumentError: text is not such a structure; says what is wrong.
    """
    if text is None:
        return None
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"structure: not JSON ({error})") from error
    parts = _parts(row)
    return Structure(
        runs=tuple(_each(parts, "blocks", list, _run_of_values)),
        links=tuple(_links_of_values(parts)),
        entries=tuple(_each(parts, "entries", list, _entry_of_values)),
        picture=_picture(parts),
    )


def structure_row(structure: Structure | None) -> dict[str, Any] | None:
    """structure as JSON values with names. A value that is not known is left out."""
    if structure is None:
        return None
    return {
        "blocks": [_with_values(first=run.first, last=run.last, kind=run.kind, level=run.level,
                                attribution=run.attribution) for run in structure.runs],
        "links": [{"block": link.block, "start": link.start, "end": link.end, "url": link.url}
                  for link in structure.links],
        "entries": [{"block": entry.block, "at": format_utc(entry.at)} for entry in structure.entries],
        "picture": _picture_row(structure.picture),
    }  # fmt: skip


def read_structure_row(row: object, body: str) -> Structure | None:
    """The structure of body in JSON values with names.

    Raises:
        DocumentError: a value has the wrong kind, or does not fit body; names the value.
    """
    if row is None:
        return None
    parts = _parts(row)
    structure = Structure(
        runs=tuple(_each(parts, "blocks", dict, _run_of_row)),
        links=tuple(_each(parts, "links", dict, _link_of_row)),
        entries=tuple(_each(parts, "entries", dict, _entry_of_row)),
        picture=_picture(parts),
    )
    if problem := misfit(structure, body):
        raise DocumentError(f"structure: {problem}")
    return structure if structure != Structure() else None


def known_structure(text: str | None, body: str) -> Structure | None:
    """The structure of body in the archive's column; None where it is damaged, which `verify` reports."""
    try:
        return fitting_structure(read_structure_text(text), body)
    except DocumentError:
        return None


def fitting_structure(structure: Structure | None, body: str) -> Structure | None:
    """structure if it belongs to body, else None."""
    return structure if structure is not None and misfit(structure, body) is None else None


def misfit(structure: Structure, body: str) -> str | None:
    """Why structure cannot belong to body; None where it fits."""
    lengths = [len(block) for block in parts_of(body)]
    return next(_problems(structure, lengths), None)


def _problems(structure: Structure, lengths: Sequence[int]) -> Iterator[str]:
    """What does not fit blocks of these lengths."""
    count = len(lengths)
    after = 0
    for run in structure.runs:
        if not after <= run.first <= run.last < count:
            yield f"blocks: {run.first} to {run.last} are not in the text of {count} blocks, or not in its order"
        after = run.last + 1
    before = (0, 0)
    for link in structure.links:
        if link.block >= count or not 0 <= link.start < link.end <= lengths[link.block]:
            yield f"links: characters {link.start} to {link.end} of block {link.block} are not in the text"
        elif (link.block, link.start) < before:
            yield f"links: the link in block {link.block} is not in the order of the text"
        elif not is_web_address(link.url):
            yield f"links: not an http or https address: {link.url[:60]!r}"
        before = (link.block, link.end)
    last = -1
    for entry in structure.entries:
        if not last < entry.block < count:
            yield f"entries: block {entry.block} is not in the text of {count} blocks, or not in its order"
        last = entry.block


def _run_values(run: BlockRun) -> list[Any]:
    level = run.level if run.kind == "subheading" or (run.level or 1) > 1 else None
    values: list[Any] = [run.first, f"{_CODE_OF[run.kind]}{level or ''}"]
    count = run.last - run.first + 1
    if count > 1 or run.attribution is not None:
        values.append(count)
    return [*values, run.attribution] if run.attribution is not None else values


def _run_of_values(values: Any) -> BlockRun:
    first, code, count, attribution, *rest = [*values, None, None, None, None][: max(4, len(values))]
    match = _CODE.fullmatch(code) if isinstance(code, str) else None
    kind = _CODES.get(match[1]) if match else None
    if match is None or kind is None or rest:
        raise ValueError("a number, a kind, how many there are, and an attribution")
    level = int(match[2]) if match[2] else 1 if kind in ("list_item", "numbered_item") else None
    number = _number(first)
    return _run(number, number + _number(1 if count is None else count) - 1, kind, level, attribution)


def _run_of_row(row: Mapping[str, Any]) -> BlockRun:
    return _run(
        _number(row.get("first")), _number(row.get("last")), row.get("kind"), row.get("level"), row.get("attribution")
    )


def _run(first: int, last: int, kind: Any, level: Any, attribution: Any) -> BlockRun:
    if kind not in KINDS:
        raise ValueError(f"a kind of {', '.join(KINDS)}")
    if (kind in _LEVELS) != (level is not None) or (level is not None and not 1 <= _number(level) <= _LEVELS[kind]):
        raise ValueError("a level from 1 on for a subheading or an item, and none for others")
    if attribution is not None and not isinstance(attribution, str):
        raise ValueError("text as the attribution")
    return BlockRun(first, last, cast(BlockKind, kind), level, attribution)


def _links_of_values(parts: Mapping[str, Any]) -> list[TextLink]:
    packed = parts.get("links")
    if not isinstance(packed, str):
        return _links_of_list(parts)
    try:
        return unpack_links(packed)
    except ValueError as error:
        raise DocumentError(f"structure: links: expected {error}, found {packed[:60]!r}") from error


def _links_of_list(parts: Mapping[str, Any]) -> list[TextLink]:
    """The links as earlier versions stored them."""
    before = ""

    def link_of(values: Any) -> TextLink:
        nonlocal before
        if len(values) != 5 or not isinstance(values[4], str) or _number(values[3]) > len(before):
            raise ValueError("four numbers and the end of an address")
        block, start, length, shared, rest = values
        before = before[:shared] + rest
        return TextLink(_number(block), _number(start), start + _number(length), before)

    return sorted(_each(parts, "links", list, link_of), key=lambda link: (link.block, link.start))


def _link_of_row(row: Mapping[str, Any]) -> TextLink:
    url = row.get("url")
    if not isinstance(url, str):
        raise ValueError("an address")
    return TextLink(_number(row.get("block")), _number(row.get("start")), _number(row.get("end")), url)


def _entry_of_values(values: Any) -> LiveEntry:
    if len(values) != 2:
        raise ValueError("a number and a time")
    block, at = values
    return LiveEntry(_number(block), _time(at))


def _entry_of_row(row: Mapping[str, Any]) -> LiveEntry:
    return LiveEntry(_number(row.get("block")), _time(row.get("at")))


def _picture_row(picture: LeadPicture | None) -> dict[str, str] | None:
    return _with_values(caption=picture.caption, credit=picture.credit) if picture is not None else None


def _picture(parts: Mapping[str, Any]) -> LeadPicture | None:
    row = parts.get("picture")
    if row is None:
        return None
    texts = [row.get(name) for name in ("caption", "credit")] if isinstance(row, dict) else [0]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise DocumentError(f"structure: picture: expected a caption and a credit as texts, found {str(row)[:60]!r}")
    return LeadPicture(*texts) if any(texts) else None


def _parts(row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise DocumentError(f"structure: expected an object, found {str(row)[:60]!r}")
    return row


def _each(parts: Mapping[str, Any], name: str, kind: type, reader: Callable[[Any], Any]) -> Iterator[Any]:
    """What reader makes of each value of a part, which is a list of values of that kind."""
    found = parts.get(name)
    if found is None:
        return
    if not isinstance(found, list):
        raise DocumentError(f"structure: {name}: expected a list, found {str(found)[:60]!r}")
    for value in found:
        try:
            if not isinstance(value, kind):
                raise ValueError("an object" if kind is dict else "a list")
            yield reader(value)
        except ValueError as error:
            raise DocumentError(f"structure: {name}: expected {error}, found {str(value)[:60]!r}") from error


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("whole numbers from 0 on")
    return value


def _time(value: Any) -> datetime:
    try:
        return parse_utc(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError("a time such as 2016-12-09T07:30:00Z") from error


def _with_values(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
