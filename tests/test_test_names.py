"""Names of tests are the same in every process that runs tests; otherwise pytest-xdist runs none of them.

The order of a set of strings differs from process to process, and that of a folder's files from machine to machine. So
no table of cases may be in such an order.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SETS = {"set", "frozenset"}
SET_METHODS = {"union", "intersection", "difference", "symmetric_difference"}
FOLDERS = {"glob", "rglob", "iterdir", "listdir", "scandir"}
# What passes the order of its first argument on.
KEEPS_ORDER = {"list", "tuple", "enumerate", "reversed", "map", "filter", "zip", "chain", "product", "iter", "fromkeys"}


def unordered(node: ast.AST | None, known: dict[str, ast.expr]) -> bool:
    """Whether what node gives has no order of its own. known are the values of the file's names."""
    match node:
        case ast.Set() | ast.SetComp():
            return True
        case ast.Name(id=name):
            others = {one: value for one, value in known.items() if one != name}
            return unordered(known.get(name), others)
        case ast.BinOp(left=left, right=right, op=ast.BitOr() | ast.BitAnd() | ast.Sub() | ast.BitXor() | ast.Add()):
            return unordered(left, known) or unordered(right, known)
        case ast.ListComp(generators=parts) | ast.GeneratorExp(generators=parts) | ast.DictComp(generators=parts):
            return any(unordered(part.iter, known) for part in parts)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return any(isinstance(part, ast.Starred) and unordered(part.value, known) for part in parts)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return any(key is None and unordered(value, known) for key, value in pairs)
        case ast.Call(func=function, args=arguments):
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in SETS | FOLDERS or (name in SET_METHODS and isinstance(function, ast.Attribute)):
                return True
            owner = [function.value] if name in {"items", "keys", "values"} else []
            return any(unordered(one, known) for one in (*owner, *(arguments if name in KEEPS_ORDER else ())))
    return False


def tables(tree: ast.Module) -> Iterator[tuple[int, ast.expr]]:
    """The tables of cases in a file, each with its line: those of parametrize, and the parameters of fixtures."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if node.func.attr == "parametrize":
            found = [*node.args[1:2], named.get("argvalues"), named.get("ids")]
        elif node.func.attr == "fixture":
            found = [named.get("params"), named.get("ids")]
        else:
            continue
        yield from ((one.lineno, one) for one in found if one is not None)


def wrong_lines(source: str) -> list[int]:
    tree = ast.parse(source)
    known = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return [line for line, table in tables(tree) if unordered(table, known)]


def test_every_table_of_cases_has_an_order():
    wrong = [
        f"{file.relative_to(TESTS.parent)}:{line}"
        for file in sorted(TESTS.rglob("*.py"))
        for line in wrong_lines(file.read_text(encoding="utf-8"))
    ]
    assert wrong == [], "put sorted(…) around the cases"


@pytest.mark.parametrize(
    "cases",
    [
        "{'a', 'b'}",
        "set(WORDS)",
        "SET",
        "LIST_OF_SET",
        "SET | {'c'}",
        "WORDS.keys() - SET",
        "[word.upper() for word in SET]",
        "[*WORDS, *SET]",
        "list(SET)",
        "dict.fromkeys(SET).items()",
        "Path('x').glob('*.html')",
        "os.listdir('x')",
    ],
)
def test_cases_without_an_order_are_found(cases: str):
    names = "WORDS = {'a': 1}\nSET = frozenset(WORDS)\nLIST_OF_SET = list(SET)\n"
    assert wrong_lines(f"{names}@pytest.mark.parametrize('x', {cases})\ndef test_it(x): ...") == [4]
    assert wrong_lines(f"{names}@pytest.fixture(params={cases})\ndef x(request): ...") == [4]
    assert wrong_lines(f"{names}@pytest.mark.parametrize('x', sorted({cases}))\ndef test_it(x): ...") == []


@pytest.mark.parametrize("cases", ["WORDS", "WORDS.items()", "['a', {'b'}]", "[(1, {2})]", "range(3)", "[sorted(SET)]"])
def test_cases_with_an_order_may_have_sets_in_them(cases: str):
    names = "WORDS = {'a': 1}\nSET = set(WORDS)\n"
    assert wrong_lines(f"{names}@pytest.mark.parametrize('x', {cases})\ndef test_it(x): ...") == []
