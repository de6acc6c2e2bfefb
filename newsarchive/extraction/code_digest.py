"""A digest of what Python code does. Comments, docstrings, annotations and module or top-level names do not count.

Each top-level statement is one block. A block's mark is a hash of its syntax tree, in which the name of another block
is replaced by that block's mark. So a function, constant or class may be moved to another module or renamed without a
new digest. A change in it, or in what it refers to, gives a new digest.
"""

import ast
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "newsarchive"
# How far a block's mark follows its references. Two blocks with the same text that refer to different blocks get
# different marks after one round; more rounds also distinguish blocks that differ further down.
_ROUNDS = 3

# Fields of a syntax tree that are not executed; and the fields of a top-level statement that only give its name.
_NO_MEANING = frozenset({"annotation", "returns", "type_comment", "kind"})
_NAMING = frozenset({"name", "targets", "target"})

# The module and the name of a block that a name refers to.
_Reference = tuple[str, str]
# A block's syntax tree in order: plain tokens, and references to other blocks.
_Token = str | _Reference


@dataclass
class _Module:
    """The top-level statements of one file, and what its imports from our own package refer to."""

    blocks: list[ast.stmt]
    # Name in this file -> our own module, or the name in one.
    modules: dict[str, str] = field(default_factory=dict)
    imported: dict[str, _Reference] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)


def code_digest(files: Iterable[Path], libraries: Mapping[str, str | None]) -> str:
    """Eight hex digits that change with what the code in files does, and with the version of any of libraries.

    Files that do not exist are skipped, so that an installation without sources still has a digest.
    """
    modules = {_module_name(file): file.read_bytes() for file in files if file.is_file()}
    found = hashlib.blake2b(digest_size=4)
    for mark in sorted(_marks(modules)):
        found.update(mark.encode() + b"\0")
    for name in sorted(libraries):
        found.update(f"{name} {libraries[name]}\0".encode())
    return found.hexdigest()


def _module_name(file: Path) -> str:
    """`newsarchive.text` of `…/newsarchive/text.py`; a package's `__init__.py` is the package."""
    parts = file.with_suffix("").parts
    start = len(parts) - 1 - parts[::-1].index(PACKAGE) if PACKAGE in parts else len(parts) - 1
    return ".".join(parts[start:]).removesuffix(".__init__")


def _marks(sources: Mapping[str, bytes]) -> list[str]:
    """The mark of every block in sources."""
    parsed = {name: _module(ast.parse(source), sources.keys()) for name, source in sources.items()}
    tokens: list[list[_Token]] = []
    # The blocks that define a name, each with the name's place among those that the block defines.
    owners: dict[_Reference, list[tuple[int, int]]] = {}
    for name, module in parsed.items():
        for block in module.blocks:
            defined = _defined_names(block)
            for place, one in enumerate(defined):
                owners.setdefault((name, one), []).append((len(tokens), place))
            tokens.append(_tokens(block, name, module, _NO_MEANING | _NAMING if defined else _NO_MEANING))
    references = {token for block in tokens for token in block if isinstance(token, tuple)}
    defining = {reference: owners.get(_resolve(reference, parsed), []) for reference in references}
    marks = [""] * len(tokens)
    for _ in range(_ROUNDS):
        known = {
            reference: "+".join(sorted(f"@{marks[block]}.{place}" for block, place in found))
            for reference, found in defining.items()
        }
        marks = [
            _digest("\0".join(token if isinstance(token, str) else known[token] for token in one)) for one in tokens
        ]
    return marks


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _module(tree: ast.Module, known: Iterable[str]) -> _Module:
    ours = set(known)
    module = _Module([block for block in tree.body if not _does_nothing(block)])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _is_ours(node):
            for alias in node.names:
                local, whole = alias.asname or alias.name, f"{node.module}.{alias.name}"
                if whole in ours:
                    module.modules[local] = whole
                else:
                    module.imported[local] = (str(node.module), alias.name)
    module.defined = {name for block in module.blocks for name in _defined_names(block)}
    return module


def _is_ours(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE


def _does_nothing(node: ast.AST) -> bool:
    """Whether node is a docstring, an import from our own package, or a block of imports for type checkers."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    return _is_ours(node)


def _defined_names(block: ast.stmt) -> list[str]:
    """The names that a top-level statement binds; none if it changes an object, such as `TABLE[1] = 2`."""
    if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [block.name]
    if not isinstance(block, ast.Assign | ast.AnnAssign):
        return []
    names: list[str] = []
    for target in block.targets if isinstance(block, ast.Assign) else [block.target]:
        for part in target.elts if isinstance(target, ast.Tuple) else [target]:
            if not isinstance(part, ast.Name):
                return []
            names.append(part.id)
    return names


def _resolve(reference: _Reference, modules: Mapping[str, _Module]) -> _Reference:
    """Where a name is defined, through modules that only re-export it."""
    seen: set[_Reference] = set()
    while reference not in seen and (module := modules.get(reference[0])) and reference[1] not in module.defined:
        seen.add(reference)
        reference = module.imported.get(reference[1], reference)
    return reference


def _tokens(node: ast.AST, name: str, module: _Module, skip: frozenset[str] = _NO_MEANING) -> list[_Token]:
    """node's syntax tree as tokens, without docstrings, annotations, our own imports and the fields in skip.

    Empty fields are left out, so that new fields of a later Python change nothing.
    """
    if isinstance(node, ast.Name) and (reference := _reference(node.id, name, module)):
        return [reference]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in module.modules:
        return [(module.modules[node.value.id], node.attr)]
    tokens: list[_Token] = [type(node).__name__]
    for part in node._fields:
        value = getattr(node, part, None)
        if part in skip or value is None or value == []:
            continue
        tokens.append(part)
        for inner in value if isinstance(value, list) else [value]:
            if not isinstance(inner, ast.AST):
                tokens.append(repr(inner))
            elif not _does_nothing(inner):
                tokens += _tokens(inner, name, module)
    tokens.append(".")
    return tokens


def _reference(name: str, own: str, module: _Module) -> _Reference | None:
    if name in module.imported:
        return module.imported[name]
    return (own, name) if name in module.defined else None
