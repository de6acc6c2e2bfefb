"""The rules of csl-data.json (Citation Style Language 1.0.2) for the fields that we write."""

# https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
STRINGS = {
    *("id", "title", "container-title", "section", "URL", "archive", "archive_location", "language", "abstract"),
    "note",
}
NAMES = {"author"}
DATES = {"issued", "accessed"}
NAME_PARTS = {
    *("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"),
    *("comma-suffix", "static-ordering", "parse-names"),
}


def problems_of(items: object) -> list[str]:
    """What the schema has against a file; empty if it is valid."""
    if not isinstance(items, list):
        return ["the file is no array"]
    return [f"item {number}: {problem}" for number, item in enumerate(items) for problem in _item_problems(item)]


def _item_problems(item: dict):
    if not {"type", "id"} <= set(item):
        yield "type or id is missing"
    if item.get("type") != "article-newspaper":
        yield f"type is {item.get('type')!r}"
    for name, value in item.items():
        if name in STRINGS:
            if not isinstance(value, str):
                yield f"{name} is no string"
        elif name in NAMES:
            yield from _name_problems(name, value)
        elif name in DATES:
            yield from _date_problems(name, value)
        elif name == "custom":
            if not isinstance(value, dict):
                yield "custom is no object"
        elif name != "type":
            yield f"{name} is no field of CSL"


def _name_problems(field: str, names: object):
    if not isinstance(names, list):
        yield f"{field} is no array"
        return
    for name in names:
        if not isinstance(name, dict) or not set(name) <= NAME_PARTS:
            yield f"{field} has a name with unknown parts: {name}"
        elif not all(isinstance(part, str) and part for part in name.values()) or not name:
            yield f"{field} has a name with an empty part: {name}"


def _date_problems(field: str, date: object):
    if not isinstance(date, dict) or set(date) != {"date-parts"}:
        yield f"{field} has no date-parts alone: {date}"
        return
    parts = date["date-parts"]
    if not 1 <= len(parts) <= 2 or not all(1 <= len(one) <= 3 for one in parts):
        yield f"{field} has a wrong number of parts: {parts}"
    if not all(isinstance(part, int) for one in parts for part in one):
        yield f"{field} has parts that are no numbers: {parts}"
