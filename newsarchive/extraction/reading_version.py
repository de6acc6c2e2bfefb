"""The reading version: the release, code, libraries and outlet rules that read a page.

Two checkouts of one release have different reading versions when they read pages differently. Otherwise a change that
we made between them would look like a change that the outlet made.
"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from newsarchive import __version__
from newsarchive.extraction.stored_digest import place_beside, stored_digest
from newsarchive.outlet import Outlet

_HERE = Path(__file__).parent
# Modules outside this package that reading a page, and preparing the article for the archive, depend on.
_READ_WITH = ("dates.py", "outlet.py", "outlet_modules.py", "records.py", "text.py", "urls.py")
LIBRARIES = ("trafilatura", "htmldate", "lxml", "cssselect", "babel", "pycld2", "webencodings")


def reading_version(outlet: Outlet) -> str:
    """The value of articles.read_by for an outlet's pages: release, digest of the code, hash of the outlet's rules."""
    return f"{__version__}-{_CODE_DIGEST}+{outlet.rules_hash}"


def code_files() -> list[Path]:
    """The source files that decide how a page is read; none in an installation without source files."""
    return sorted([*_HERE.rglob("*.py"), *(_HERE.parent / name for name in _READ_WITH)])


def library_versions() -> dict[str, str | None]:
    """The installed version of each library that decides how a page is read."""
    return {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


# Computed on import, like the code that it describes. An upgrade on disk does not change a running process.
_CODE_DIGEST = stored_digest(code_files(), library_versions(), place_beside(__file__))
