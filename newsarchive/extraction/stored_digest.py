"""Stores the digest of our code beside Python's compiled modules, because computing it takes longer than loading them.

As with compiled modules, nothing is stored where Python stores none: with PYTHONDONTWRITEBYTECODE, or in a folder that
this user may not write to. Then the digest is computed each time.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from newsarchive.extraction.code_digest import code_digest

_STORED = re.compile(r"([0-9a-f]{32}) ([0-9a-f]{8})\n")
# The file is a line of 42 bytes. More is not ours.
_MOST_BYTES = 100


def stored_digest(files: Iterable[Path], libraries: Mapping[str, str | None], place: Path | None) -> str:
    """code_digest of files and libraries; from the file at place if the files still have the same bytes.

    A file that is missing or damaged is written anew.
    """
    files = [file for file in files if file.is_file()]
    if place is None or not files:
        return code_digest(files, libraries)
    key = _key(files, libraries)
    with suppress(OSError, UnicodeDecodeError), place.open("rb") as stored:
        found = _STORED.fullmatch(stored.read(_MOST_BYTES).decode("ascii"))
        if found and found[1] == key:
            return found[2]
    digest = code_digest(files, libraries)
    if not sys.dont_write_bytecode:
        _store(place, f"{key} {digest}\n")
    return digest


def place_beside(source: str) -> Path | None:
    """Where the digest is stored for a module's source file; None if this Python stores nothing."""
    try:
        return Path(cache_from_source(source)).with_suffix(".digest")
    except NotImplementedError:
        return None


def _key(files: Iterable[Path], libraries: Mapping[str, str | None]) -> str:
    """Changes with each byte of files, and with everything else that code_digest depends on."""
    found = hashlib.blake2b(repr((sys.version, sorted(libraries.items()))).encode(), digest_size=16)
    for file in files:
        body = file.read_bytes()
        found.update(f"{file}\0{len(body)}\0".encode("utf-8", "surrogateescape") + body)
    return found.hexdigest()


def _store(place: Path, line: str) -> None:
    """Writes the file in one step, because other processes may read or write it."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        new.write_text(line, encoding="ascii")
        new.replace(place)
