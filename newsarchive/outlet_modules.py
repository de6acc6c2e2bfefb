"""Outlet files: which there are in a folder, and as Python modules, loaded by their path.

The only module that changes sys.modules.
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from newsarchive.errors import OutletError

# The package that outlet files and shared bases belong to, wherever their folders are.
_PACKAGE = "newsarchive_outlets"
# Folder of the platforms' bases; its files are not outlets.
SHARED = "shared"


def outlet_files_in(folder: Path) -> Iterator[Path]:
    """The files of outlets in a folder and the folders of countries in it; the name of a file is that of its outlet."""
    for file in folder.rglob("*.py"):
        inside = file.relative_to(folder).parts
        if SHARED not in inside[:-1] and not any(part.startswith(("_", ".")) for part in inside):
            yield file


def load_module(file: Path) -> ModuleType:
    """The module of one outlet file. It is loaded by its path, because folders such as `in/` are Python keywords.

    An outlet file can import the shared base of a publishing system:
    `from newsarchive_outlets.shared.NAME import Base` finds shared/NAME.py in the folder of outlets that the file
    belongs to, otherwise in the shipped one.

    Raises:
        OutletError: the file cannot be read or run.
    """
    resolved = file.resolve()
    _make_bases_importable(resolved)
    name = f"{_PACKAGE}." + ".".join(resolved.with_suffix("").parts[-2:])
    loaded = sys.modules.get(name)
    if loaded is not None and loaded.__file__ == str(file):
        return loaded
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise OutletError(f"{file}: not a Python file; an outlet is one file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except OutletError:
        del sys.modules[name]
        raise
    except Exception as error:
        del sys.modules[name]
        raise OutletError(f"{file}: {type(error).__name__}: {error}; repair or remove the file") from error
    return module


def _make_bases_importable(file: Path) -> None:
    """Makes newsarchive_outlets a package that contains the shared/ folder nearest to file and the shipped one."""
    if _PACKAGE not in sys.modules:
        here = Path(__file__).resolve().parent
        package = ModuleType(_PACKAGE)
        package.__path__ = [str(here / "shipped_spiders"), str(here.parent / "spiders")]
        sys.modules[_PACKAGE] = package
    path = sys.modules[_PACKAGE].__path__
    for folder in (file.parent, file.parent.parent):
        if (folder / "shared").is_dir() and str(folder) not in path:
            path.insert(0, str(folder))
