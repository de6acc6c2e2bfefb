"""The floors of the house, and one door per dependency: who may import what."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newsarchive"

# Low to high. A module imports only from lower floors, or from its own folder.
FLOORS = [
    {"errors", "records", "outlet", "outlet_modules", "clock"},
    {"text", "urls", "dates", "settings", "formats", "comparison", "workers", "discovery", "extraction"},
    {"deciding"},
    {"archive"},
    {"ingest"},
    {"crawl", "importing", "reextraction", "web", "exporting"},
    {"api"},
    {"outlet_tools", "demo"},
    {"cli"},
]
FLOOR_OF = {part: number for number, parts in enumerate(FLOORS) for part in parts}

# Which parts may know each dependency; all others go through them.
DOORS = {
    "scrapy": {"crawl"},
    "twisted": {"crawl"},
    "trafilatura": {"extraction", "discovery"},
    "htmldate": {"extraction"},
    "lxml": {"extraction", "discovery"},
    "feedparser": {"discovery"},
    "sqlite3": {"archive"},
    "sqlite_utils": {"archive"},
    "warcio": {"archive"},
    "filelock": {"archive"},
    "zlib_ng": {"archive", "crawl"},
    "datasette": {"web"},
    "pyarrow": {"exporting"},
    "babel": {"web", "extraction"},
    "click": {"cli"},
    "rich": {"cli", "crawl"},
}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_names(file: Path) -> set[str]:
    """Every absolute module name that file imports at run time, and what it takes from newsarchive itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own_parts(names: set[str]) -> set[str]:
    parts = {name.split(".")[1] for name in names if name.startswith("newsarchive.")}
    return parts & FLOOR_OF.keys()


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_down_the_floors(file: Path):
    part = part_of(file)
    if part in ("__init__", "shipped_spiders"):
        return
    assert part in FLOOR_OF, f"{part} has no floor: give it one in FLOORS"
    above = {other for other in own_parts(imported_names(file)) if other != part and FLOOR_OF[other] > FLOOR_OF[part]}
    assert not above, f"{part} stands below {above}"
    beside = {
        other
        for other in own_parts(imported_names(file))
        if other != part and FLOOR_OF[other] == FLOOR_OF[part] and FLOOR_OF[part] >= 2
    }
    assert not beside, f"{part} stands beside {beside}: what they share belongs one floor down"


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_each_dependency_has_one_door(file: Path):
    tops = {name.split(".")[0] for name in imported_names(file)}
    through = {top: DOORS[top] for top in tops & DOORS.keys() if part_of(file) not in DOORS[top]}
    assert not through, f"{file.relative_to(PACKAGE)} imports {through}"


def import_graph(floor_parts: set[str]) -> dict[str, set[str]]:
    graph = {}
    for file in modules():
        if part_of(file) in floor_parts:
            name = ".".join(("newsarchive", *file.relative_to(PACKAGE).with_suffix("").parts))
            graph[name.removesuffix(".__init__")] = imported_names(file)
    return {
        name: {
            other for other in graph if other != name and any(i == other or i.startswith(other + ".") for i in imports)
        }
        for name, imports in graph.items()
    }


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_no_floor_imports_in_a_circle(floor: int):
    graph = import_graph(FLOORS[floor])
    while leaves := [name for name, imports in graph.items() if not imports & graph.keys()]:
        for leaf in leaves:
            del graph[leaf]
    assert not graph, f"a circle runs through {sorted(graph)}"
