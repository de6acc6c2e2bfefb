"""An archive of the news: spiders find pages, extraction reads them, the archive keeps them, the web shows them.

`from newsarchive import OutletSpider` is how an outlet file begins. Everything else it may use is in newsarchive.api.
"""

from importlib import import_module

__version__ = "0.1.0"

# Names that are loaded when they are first used, with their module: `import newsarchive` alone loads nothing heavy.
# __init__.pyi declares them for type checkers.
_LAZY = {"OutletSpider": "newsarchive.crawl.spider"}

__all__ = ["OutletSpider", "__version__"]


def __getattr__(name: str) -> object:
    """A name of _LAZY, imported now and kept, so that the next use costs nothing."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
