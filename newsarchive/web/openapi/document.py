"""The description of all addresses, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). Pure."""

import re
from collections.abc import Iterator
from typing import Any

from newsarchive.web.openapi.addresses import ADDRESSES, MEDIA_TYPES, PLACES, DescribedAddress, Parameter
from newsarchive.web.openapi.schemas import SCHEMAS, reference

_PLACE = re.compile(r"\{(\w+)\}")


def describe_api(title: str, version: str, server: str) -> dict[str, Any]:
    """The whole document; server is the address of the home page without the slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version,
            "description": "A news archive made by newsarchive. It can only be read; no key is needed. Times are UTC. "
            "A wrong address is answered with 400 and one sentence that says what to write.",
        },
        "servers": [{"url": server}],
        "paths": {path: {"get": operation} for address in ADDRESSES for path, operation in _operations(address)},
        "components": {"schemas": SCHEMAS},
    }


def _operations(address: DescribedAddress) -> Iterator[tuple[str, dict[str, Any]]]:
    for ending, schema in address.formats.items():
        path = f"{address.path}.{ending}" if ending else address.path
        media_type = address.media_type or MEDIA_TYPES[ending]
        # What has no page in HTML is also answered without one.
        has_no_page = address.plain_errors and address.media_type is not None
        is_plain = has_no_page or bool(address.plain_errors and ending)
        own = address.files_only if ending in ("json", "jsonl", "csv") else address.page_only if not ending else ()
        summary = f"{address.summary}, as {ending}" if ending else address.summary
        if ending == "jsonl":
            summary += ": one article a line"
        yield (
            path,
            {
                "operationId": _identifier(path),
                "summary": summary,
                "parameters": [
                    *(_place(name) for name in _PLACE.findall(path)),
                    *(_parameter(one) for one in (*address.parameters, *own)),
                ],
                "responses": {
                    **_right(address, media_type, schema),
                    "400": _answer("The address is wrong", *_wrong(ending, plain=is_plain)),
                    "404": _answer("There is no such thing", *_wrong(ending, plain=has_no_page)),
                },
            },
        )


def _identifier(path: str) -> str:
    """A name for an address that client generators can use: `search_csv`, `article_id_number`."""
    return re.sub(r"\W+", "_", path).strip("_") or "home"


def _place(name: str) -> dict[str, Any]:
    meaning, schema = PLACES[name]
    return {"name": name, "in": "path", "required": True, "description": meaning, "schema": schema}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "schema": dict(parameter.schema),
    }


def _right(address: DescribedAddress, media_type: str, schema: str | None) -> dict[str, Any]:
    if address.is_redirect:
        return {"302": {"description": "The address that Location has"}}
    return {"200": _answer("The answer", media_type, schema)}


def _wrong(ending: str, *, plain: bool = False) -> tuple[str, str | None]:
    if ending.endswith("json"):
        return "application/json", "Error"
    return ("text/plain" if plain else "text/html"), None


def _answer(description: str, media_type: str, schema: str | None) -> dict[str, Any]:
    content = {"schema": reference(schema)} if schema else {}
    return {"description": description, "content": {media_type: content}}
