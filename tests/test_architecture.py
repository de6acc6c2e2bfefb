"""Who may import what, and where things belong: floors, circles, doors to dependencies, names, tests beside modules."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.import_graph import (
    PACKAGE,
    ROOT,
    Graph,
    circles,
    class_names,
    edges_behind,
    folder_sizes,
    grouped,
    has_code,
    import_graph,
    imported_names,
    mirrored_test,
    module_of,
    packages,
    source_files,
    tree_of,
    upward,
)

# Low to high. A part of the package imports only from lower floors, never from another part of its own floor.
FLOORS = [
    {"clock", "counted", "records", "text", "urls"},
    {"dates", "errors"},
    {"outlet_sets"},
    {"outlet_modules", "settings", "workers"},
    {"outlet"},
    {"extraction", "formats", "outlet_index"},
    {"analysis", "comparison", "discovery"},
    {"alerts", "deciding", "health"},
    {"archive"},
    {"ingest"},
    {"segments"},
    {"crawl", "exporting", "fleet", "importing", "mcp_server", "notifications", "reextraction", "web"},
    {"api"},
    {"demo", "outlet_tools"},
    {"cli"},
    {"__main__"},
]
FLOOR_OF = {part: number for number, parts in enumerate(FLOORS) for part in parts}

# Parts that know nothing of others although these stand lower.
APART = {"archive": {"extraction"}}

# Which parts may import each dependency; all others go through them.
DOORS = {
    "OpenSSL": {"crawl"},
    "Stemmer": {"archive"},
    "apprise": {"notifications"},
    "babel": {"extraction", "outlet_sets", "web"},
    "backports": {"archive"},
    "brotli": {"archive"},
    "click": {"cli"},
    "cryptography": {"fleet"},
    "cssselect": {"crawl", "extraction"},
    "dask": {"fleet"},
    "datasette": {"web"},
    "distributed": {"fleet"},
    "feedparser": {"discovery"},
    "filelock": {"archive"},
    "fsspec": {"segments"},
    "htmldate": {"extraction"},
    "idna": {"urls"},
    "jinja2": {"web"},
    "lxml": {"discovery", "extraction", "outlet_tools"},
    "markupsafe": {"web"},
    "mcp": {"mcp_server"},
    "msgspec": {"segments"},
    "playwright": {"crawl"},
    "prometheus_client": {"web"},
    "pyarrow": {"exporting"},
    "pycld2": {"extraction"},
    "pydantic": {"mcp_server"},
    "rapidfuzz": {"archive"},
    "rich": {"cli", "crawl"},
    "scrapy": {"crawl"},
    "service_identity": {"crawl"},
    "sqlite3": {"archive"},
    "sqlite_utils": {"archive"},
    "stopwordsiso": {"analysis"},
    "surt": {"archive"},
    "tldextract": {"crawl"},
    "trafilatura": {"extraction"},
    "twisted": {"crawl"},
    "uvicorn": {"web"},
    "w3lib": {"urls"},
    "warcio": {"archive"},
    "webencodings": {"extraction"},
    "zlib_ng": {"archive", "crawl"},
    "zope": {"crawl"},
}

# compression came with Python 3.14; the modules that import it import its backport in earlier ones.
STANDARD_LIBRARY = {*sys.stdlib_module_names, "compression"}

MOST_MODULES_IN_A_FOLDER = 14
# One module for each verb.
MAY_BE_LARGER = {"newsarchive/cli/verbs"}

# Modules that have no test of their own, and why. An entry whose module has one, or is gone, fails.
WITHOUT_OWN_TEST = {
    "values and errors alone, which nearly every test uses": [
        "archive/maintenance/problem.py",
        "archive/schema/first_tables.py",
        "archive/schema/health_tables.py",
        "archive/schema/picture_tables.py",
        "archive/schema/split_tables.py",
        "cli/exit_statuses.py",
    ],
    "sample outlets, which are crawled and read as a whole in tests/demo": [
        "demo/outlets/gb/haverstrand_courier.py",
        "demo/outlets/jp/mimori_shimpo.py",
        "demo/outlets/om/sada_almarsa.py",
    ],
}

# What does not hold yet. Each list may only get shorter: an entry that is no longer needed fails.
# Imports of one module by another that make a circle, or that APART forbids.
KNOWN_IMPORTS: list[tuple[str, str]] = []
# Names that two classes have.
KNOWN_CLASS_NAMES: list[str] = []
# Folders with more modules than MOST_MODULES_IN_A_FOLDER.
KNOWN_LARGE_FOLDERS: list[str] = []
# Packages whose docstring is shorter than two lines.
KNOWN_SHORT_DOCSTRINGS: list[str] = []
# Tests that import from other tests.
KNOWN_TEST_IMPORTS: list[tuple[str, str]] = []

MODULES = [file for file in source_files() if file != PACKAGE / "__init__.py"]
PACKAGES = packages(import_graph())


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def assert_none(found: Iterable[object], advice: str) -> None:
    """Fails with the advice and every line found, which pytest alone would cut short."""
    lines = sorted(map(str, found))
    assert not lines, "\n  ".join([f"{advice}:", *lines])


def graph_that_should_hold() -> Graph:
    """The imports of the package without those that are known to be wrong."""
    return {
        name: {other for other in imports if (name, other) not in KNOWN_IMPORTS}
        for name, imports in import_graph().items()
    }


def third_party_imports(file: Path) -> set[str]:
    """The top packages that a file imports and that neither Python nor we provide; and sqlite3, which has a door."""
    tops = {name.partition(".")[0] for name in imported_names(file)}
    return {top for top in tops if top in DOORS or (top not in STANDARD_LIBRARY and top != PACKAGE.name)}


def test_every_part_has_a_floor():
    parts = {module_of(file).split(".")[1] for file in MODULES}
    assert_none(parts - FLOOR_OF.keys(), "give each of these parts a floor in FLOORS")
    assert_none(FLOOR_OF.keys() - parts, "remove these from FLOORS; they are gone")


def test_imports_go_down_the_floors():
    found = [f"{name} imports {other}" for name, other in upward(graph_that_should_hold(), FLOOR_OF)]
    assert_none(found, "what both need belongs on a lower floor; or move the importing code up")


def test_parts_that_stand_apart_do_not_import_each_other():
    found = [
        line
        for part, others in APART.items()
        for other in others
        for line in edges_behind(graph_that_should_hold(), f"newsarchive.{part}", f"newsarchive.{other}")
    ]
    assert_none(found, "pass what is needed as a value, or decide it above both, as ingest does")


def test_no_modules_import_each_other_in_a_circle():
    assert_none(circles(graph_that_should_hold()), "what these modules share belongs into a module below them")


@pytest.mark.parametrize("package", PACKAGES)
def test_the_rooms_of_a_package_do_not_import_each_other_in_a_circle(package: str):
    graph = graph_that_should_hold()
    rooms = grouped(graph, package)
    found = [
        line
        for circle in circles(rooms)
        for importer in circle
        for imported in circle
        if importer != imported
        for line in edges_behind(graph, importer, imported)
    ]
    assert_none(found, "a sub-package or module imports only those below it; one of these imports leads up")


def test_known_imports_are_still_there():
    graph = import_graph()
    gone = [pair for pair in KNOWN_IMPORTS if pair[1] not in graph.get(pair[0], set())]
    assert_none(gone, "remove these from KNOWN_IMPORTS")


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_each_dependency_has_one_door(file: Path):
    part = module_of(file).split(".")[1]
    imports = third_party_imports(file)
    assert_none(imports - DOORS.keys(), "say in DOORS which parts may import these")
    elsewhere = [f"{top}: {', '.join(sorted(DOORS[top]))}" for top in imports if part not in DOORS[top]]
    assert_none(elsewhere, f"{part} uses these only through the parts named")


def test_every_door_is_used():
    used = {(top, module_of(file).split(".")[1]) for file in MODULES for top in third_party_imports(file)}
    assert_none({(top, part) for top, parts in DOORS.items() for part in parts} - used, "remove these from DOORS")


def declared_distributions() -> set[str]:
    """The packages that pyproject.toml names for users of the package, as normalized names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name, lines in extras.items() if name != "dev" for line in lines)]
    return {normalized(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in lines}


def normalized(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_imported_package_is_declared():
    providers = packages_distributions()
    tops = {top for file in MODULES for top in third_party_imports(file)} - STANDARD_LIBRARY
    by_top = {top: {normalized(one) for one in providers.get(top, ())} for top in tops}
    missing = [f"{top}: {' or '.join(names)}" for top, names in by_top.items() if not names & declared_distributions()]
    assert_none(missing, "name these packages in pyproject.toml, because our own code imports them")


def test_each_class_has_a_name_of_its_own():
    twice = {name: found for name, found in class_names().items() if len(found) > 1}
    new = [f"{name}: {', '.join(found)}" for name, found in twice.items() if name not in KNOWN_CLASS_NAMES]
    assert_none(new, "give each of these classes a name that says what it is")
    assert_none(set(KNOWN_CLASS_NAMES) - twice.keys(), "remove these from KNOWN_CLASS_NAMES")


def test_every_module_has_its_test():
    listed = [name for names in WITHOUT_OWN_TEST.values() for name in names]
    missing = {name_of(file) for file in MODULES if has_code(file) and not mirrored_test(file).is_file()}
    assert_none(missing - set(listed), "write tests/<same path>/test_<module>.py for these modules")
    assert_none(set(listed) - missing, "remove these from WITHOUT_OWN_TEST; they have a test, or are gone")
    assert len(listed) == len(set(listed)), "WITHOUT_OWN_TEST names a module twice"


def test_folders_stay_small_enough_to_read():
    sizes = {folder: number for folder, number in folder_sizes().items() if folder not in MAY_BE_LARGER}
    large = {folder for folder, number in sizes.items() if number > MOST_MODULES_IN_A_FOLDER}
    new = [f"{folder}: {sizes[folder]}" for folder in large - set(KNOWN_LARGE_FOLDERS)]
    assert_none(new, f"more than {MOST_MODULES_IN_A_FOLDER} modules in a folder; make a sub-package for one subject")
    assert_none(set(KNOWN_LARGE_FOLDERS) - large, "remove these from KNOWN_LARGE_FOLDERS")


def test_every_package_says_what_it_is_for():
    short = {
        module_of(file)
        for file in source_files()
        if file.name == "__init__.py" and not 2 <= len((ast.get_docstring(tree_of(file)) or "").splitlines()) <= 7
    }
    advice = "say in two to seven lines what the package does, what it does not know, and where a new module goes"
    assert_none(short - set(KNOWN_SHORT_DOCSTRINGS), advice)
    assert_none(set(KNOWN_SHORT_DOCSTRINGS) - short, "remove these from KNOWN_SHORT_DOCSTRINGS")


def imported_tests(file: Path) -> set[str]:
    """The test modules that a file under tests/ imports from."""
    found = set()
    for name in imported_names(file):
        parts = name.split(".")
        at = next((number for number, part in enumerate(parts) if part.startswith("test_")), None)
        if at is not None and (ROOT.joinpath(*parts[:at], f"{parts[at]}.py").is_file() or at == 0):
            found.add(".".join(parts[: at + 1]))
    return found


def test_no_test_imports_from_another_test():
    files = sorted((ROOT / "tests").rglob("*.py"))
    found = {(str(file.relative_to(ROOT)), name) for file in files for name in imported_tests(file)}
    assert_none(
        found - set(KNOWN_TEST_IMPORTS), "move what both use into conftest.py or a module of builders beside them"
    )
    assert_none(set(KNOWN_TEST_IMPORTS) - found, "remove these from KNOWN_TEST_IMPORTS")
