"""The modules of the package and what they import of each other, read from the source: for tests of the architecture.

Every import counts: also those inside functions, and those for type checkers only.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsarchive"

# Which nodes import which others, without themselves.
Graph = dict[str, set[str]]


def source_files(package: Path = PACKAGE) -> list[Path]:
    return sorted(package.rglob("*.py"))


def module_of(file: Path, package: Path = PACKAGE) -> str:
    """`newsarchive.archive.lock` of its file; a package's `__init__.py` is the package."""
    parts = (package.name, *file.relative_to(package).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported_names(file: Path) -> frozenset[str]:
    """The full names that a file imports: `scrapy`, `newsarchive.text.fold`."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import; write the full name of the module"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def import_graph(package: Path = PACKAGE) -> Graph:
    """Which modules of the package import which.

    The package's own `__init__.py` is left out: it is the face that users import, and may load modules on demand.
    """
    files = {module_of(file, package): file for file in source_files(package)}
    del files[package.name]
    return {name: set(_own(imported_names(file), files)) - {name} for name, file in files.items()}


def _own(names: Iterable[str], modules: Mapping[str, Path]) -> Iterator[str]:
    for name in names:
        module = name if name in modules else name.rpartition(".")[0]
        if module in modules:
            yield module


def grouped(graph: Graph, package: str) -> Graph:
    """The graph between the rooms of a package: its sub-packages and its own modules, each as one node."""
    depth = package.count(".") + 2
    rooms: Graph = {}
    for name, imports in graph.items():
        if name.startswith(package + "."):
            room = _room(name, depth)
            inside = {_room(other, depth) for other in imports if other.startswith(package + ".")}
            rooms.setdefault(room, set()).update(inside - {room})
    return rooms


def _room(name: str, depth: int) -> str:
    return ".".join(name.split(".")[:depth])


def edges_behind(graph: Graph, importer: str, imported: str) -> list[str]:
    """The imports of single modules that make one room import another, as lines for a message."""
    return [
        f"{name} imports {other}"
        for name in sorted(graph)
        for other in sorted(graph[name])
        if _is_in(name, importer) and _is_in(other, imported)
    ]


def _is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def circles(graph: Graph) -> list[list[str]]:
    """The groups of nodes that import each other in a circle of any length, each sorted: no circle, no group."""
    found: list[list[str]] = []
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_nodes: list[str] = []

    def visit(node: str) -> None:  # Tarjan's strongly connected components
        numbers[node] = lowest[node] = len(numbers)
        open_nodes.append(node)
        for other in sorted(graph[node] & graph.keys()):
            if other not in numbers:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in open_nodes:
                lowest[node] = min(lowest[node], numbers[other])
        if lowest[node] == numbers[node]:
            at = open_nodes.index(node)
            group, open_nodes[at:] = open_nodes[at:], []
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in numbers:
            visit(node)
    return found


def packages(graph: Graph) -> list[str]:
    """Every package that has modules or packages in it, the outermost first."""
    return sorted({name.rpartition(".")[0] for name in graph})


def class_names(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Each name of a class, with the modules that have such a class."""
    found: dict[str, list[str]] = {}
    for file in source_files(package):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module_of(file, package))
    return found


def folder_sizes(package: Path = PACKAGE) -> Counter[str]:
    """How many modules each folder of the package has, without `__init__.py`."""
    files = [file for file in source_files(package) if file.name != "__init__.py"]
    return Counter(str(file.parent.relative_to(package.parent)) for file in files)


def has_code(file: Path) -> bool:
    """Whether a file has more than a docstring."""
    return any(not isinstance(node, ast.Expr) for node in tree_of(file).body)


def mirrored_test(file: Path, package: Path = PACKAGE) -> Path:
    """Where the tests of a module belong: `tests/archive/test_lock.py` for `newsarchive/archive/lock.py`."""
    return package.parent / "tests" / file.relative_to(package).parent / f"test_{file.name}"


def upward(graph: Graph, floor_of: Mapping[str, int]) -> list[tuple[str, str]]:
    """The imports that lead to a higher floor, or to another part of the same floor."""
    found = []
    for name in sorted(graph):
        for other in sorted(graph[name]):
            here, there = name.split(".")[1], other.split(".")[1]
            if here != there and floor_of.get(here, 0) <= floor_of.get(there, 0):
                found.append((name, other))
    return found
