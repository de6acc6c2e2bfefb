"""Who reads: the program's version, the code and libraries by which it reads pages, and the outlet's rules.

Two checkouts of one version are two readers when they read otherwise: else a change of ours between them would pass
for one of the outlet's.
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from newsarchive import __version__
from newsarchive.outlet import Outlet

_HERE = Path(__file__).parent
# Modules of this package that read nothing: they run other processes.
_NOT_READING = {"pool.py", "process.py"}
# Modules beside it that reading a page, and tidying the article for the archive, come down to.
_READ_WITH = ("dates.py", "outlet.py", "records.py", "text.py", "urls.py")
LIBRARIES = ("trafilatura", "htmldate", "lxml", "cssselect", "babel", "charset_normalizer")


def reader_name(outlet: Outlet) -> str:
    """What reads an outlet's pages, as articles.read_by has it: version, hash of the code, hash of the rules."""
    return f"{__version__}-{_CODE_HASH}+{outlet.rules_hash}"


def code_files() -> list[Path]:
    """The sources that decide how a page is read, in a fixed order; none where only compiled ones are installed."""
    own = [file for file in _HERE.glob("*.py") if file.name not in _NOT_READING]
    return sorted([*own, *(_HERE.parent / name for name in _READ_WITH)])


def code_hash(files: Iterable[Path], libraries: Iterable[str] = LIBRARIES) -> str:
    """Eight hex digits that change with the words of any of files, and with the version of any of libraries."""
    found = hashlib.blake2b(digest_size=4)
    for file in files:
        if file.is_file():
            found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    for name in libraries:
        found.update(f"{name} {_version(name)}\0".encode())
    return found.hexdigest()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


# When the module is loaded, as the code it stands for is: an upgrade on disk is none of a process that goes on.
_CODE_HASH = code_hash(code_files())
