"""Which outlets there are: the shipped files and the user's own, found by name and loaded only when needed."""

import builtins
import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from newsarchive.crawl.cookies import session_hosts
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import NewsArchiveError, OutletError
from newsarchive.outlet import Outlet, is_site_outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.outlet_modules import load_module, outlet_files_in
from newsarchive.settings import Settings, load_settings, shipped_spiders

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.settings import BaseSettings

# Folder of the outlets without a clear home country.
INTERNATIONAL = "int"
# Two names are about as like a third one if their likenesses, from 0 to 1, differ by less.
_AS_LIKELY = 0.1


def outlet_files(settings: Settings) -> dict[str, Path]:
    """Every outlet's file by its name, which is the outlet's name; nothing is loaded.

    Raises:
        OutletError: two files have the same name, or outlets_folder is not a folder.
    """
    files: dict[str, Path] = {}
    for folder in _folders(settings):
        for file in sorted(outlet_files_in(folder)):
            if file.stem in files:
                raise OutletError(
                    f"{file}: {files[file.stem]} has the same name; rename one of them and the outlet in it"
                )
            files[file.stem] = file
    return files


def find_outlets(settings: Settings) -> dict[str, type[OutletSpider]]:
    """Every outlet's spider by its name, in the order of names.

    Raises:
        OutletError: a file is broken; the message names it.
    """
    with _no_garbage_collection():
        return {name: load_spider(file) for name, file in sorted(outlet_files(settings).items())}


def check_named_outlets(settings: Settings) -> None:
    """Checks that the outlets in the settings cookies and pictures exist; a misspelt name would have no effect.

    Raises:
        OutletError: no outlet has that name; the message lists similar names.
    """
    pictures = settings.pictures if isinstance(settings.pictures, tuple) else ()
    named = [("cookies", name) for name, _ in settings.cookies] + [("pictures", name) for name in pictures]
    files = outlet_files(settings) if named else {}
    for setting, name in named:
        if name not in files:
            raise OutletError(f"the setting {setting}: {no_outlet_file(settings, name, files)}")


def hosts_of_others(settings: Settings, outlet: Outlet) -> frozenset[str]:
    """The hosts below those of outlet that other outlets have: they get no cookie of its subscription.

    Without a subscription there are none, and no file is loaded.

    Raises:
        OutletError: a file is broken, so that it is not known which hosts are its own.
    """
    if outlet.name not in dict(settings.cookies):
        return frozenset()
    return session_hosts.hosts_of_others(outlet, all_outlets(settings))


def all_outlets(settings: Settings) -> list[Outlet]:
    """Every outlet, in the order of names; raises OutletError as find_outlets does."""
    return [spider.outlet for spider in find_outlets(settings).values()]


def spider_by_name(settings: Settings, name: str) -> type[OutletSpider]:
    """The spider of one outlet; only its file is loaded.

    Raises:
        OutletError: there is no such outlet (the message lists similar names), or its file is broken.
    """
    files = outlet_files(settings)
    if name not in files:
        raise OutletError(no_outlet_file(settings, name, files))
    return load_spider(files[name])


def outlet_by_name(settings: Settings, name: str) -> Outlet:
    """One outlet; raises OutletError as spider_by_name does."""
    return spider_by_name(settings, name).outlet


def outlet_for_url(settings: Settings, url: str) -> Outlet | None:
    """As OutletIndex.outlet_for_url, among all outlets; raises OutletError as find_outlets does."""
    return OutletIndex(all_outlets(settings)).outlet_for_url(url)


def load_spider(file: Path) -> type[OutletSpider]:
    """The one spider of an outlet file.

    Raises:
        OutletError: the file is broken, has no spider or several, or its spider has another name than the file.
    """
    module = load_module(file)
    spiders = [one for one in vars(module).values() if _is_spider_of(one, module)]
    if not spiders:
        raise OutletError(f"{file}: it has no outlet; write a subclass of OutletSpider with a `name`")
    if len(spiders) > 1:
        raise OutletError(f"{file}: it has {len(spiders)} outlets; write one outlet in each file")
    spider: type[OutletSpider] = spiders[0]
    if spider.name != file.stem:
        raise OutletError(f"{file}: name: {spider.name!r} is not the file's name; rename the file or the outlet")
    return spider


class OutletLoader:
    """Scrapy's spider loader over the registry: `scrapy list` reads no file, `scrapy crawl NAME` one."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._names = outlet_files(settings)

    @classmethod
    def from_settings(cls, settings: "BaseSettings") -> Self:
        try:
            return cls(settings.get("NEWSARCHIVE_SETTINGS") or load_settings())
        except OutletError as error:
            raise _without_traceback(error) from None

    def load(self, spider_name: str) -> type[OutletSpider]:
        """The spider of that name; raises KeyError, which Scrapy expects, where there is none."""
        if spider_name not in self._names:
            # `genspider` and `edit` catch the error; `crawl` and `check` do not, and would end with a traceback.
            sys.excepthook = _print_unknown_spider
            raise _UnknownSpider(unknown_outlet(spider_name, self._names))
        try:
            return load_spider(self._names[spider_name])
        except OutletError as error:
            raise _without_traceback(error) from None

    def list(self) -> builtins.list[str]:
        """The names of all outlets."""
        return sorted(self._names)

    def hosts_of_others(self, outlet: Outlet) -> frozenset[str]:
        """As the function of that name, for the components of a crawl."""
        return hosts_of_others(self._settings, outlet)

    def find_by_request(self, request: "Request") -> builtins.list[str]:
        """The names of the outlets that have the host of the request's address."""
        return [name for name in self.list() if self.load(name).outlet.has_host(request.url)]


def _folders(settings: Settings) -> Iterator[Path]:
    yield shipped_spiders()
    own = settings.outlets_folder
    if own is not None:
        if not own.is_dir():
            raise OutletError(f"{own}: there is no such folder; create it, or correct the setting outlets_folder")
        yield own


def _is_spider_of(value: Any, module: ModuleType) -> bool:
    """Whether value is an outlet that module itself declares, and not one that it imports as a base."""
    is_spider = isinstance(value, type) and issubclass(value, OutletSpider) and value.__module__ == module.__name__
    return is_spider and getattr(value, "name", None) is not None


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Turns garbage collection off: it would go through hundreds of new classes again and again, all of them in use."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


class _UnknownSpider(KeyError):
    """Raised by the loader where no outlet has the name; Scrapy expects a KeyError."""


def _print_unknown_spider(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line for an unknown outlet that no command has caught, and a traceback for any other error."""
    if isinstance(error, _UnknownSpider):
        sys.stderr.write(f"newsarchive: {error.args[0]}\n")
    else:
        sys.__excepthook__(kind, error, trace)


def no_outlet_file(settings: Settings, name: str, files: Iterable[str]) -> str:
    """The message about a name without an outlet file, if a file is needed; files are the names that have one.

    Some outlets are only in the archive: `newsarchive fetch` made them, or their files are missing.
    """
    stored = _stored_outlet(settings, name)
    if stored is None:
        return unknown_outlet(name, files)
    title, home, language = stored
    if not home:
        return f"{name}: this outlet ({title}) is only in the archive: it has no site and no outlet file"
    made = ", since `newsarchive fetch` made it for its site" if is_site_outlet(name, home, language) else ""
    return f"{name}: this outlet has no outlet file{made}; `newsarchive new {home}` writes one"


def _stored_outlet(settings: Settings, name: str) -> tuple[str, str | None, str | None] | None:
    """Title, home and language of the outlet as the archive has it; None if it has not, or cannot be read."""
    # Loaded here because only a message about a name without a file needs the archive.
    from newsarchive.archive.database import Archive

    try:
        with Archive.open(settings.db) as archive:
            row = archive.conn.execute("SELECT title, home, language FROM outlets WHERE name = ?", [name]).fetchone()
    except NewsArchiveError:
        return None
    return tuple(row) if row else None


def unknown_outlet(name: str, known: Iterable[str]) -> str:
    """The message about a name that no outlet has: `gardian: no outlet has that name; did you mean guardian?`."""
    typed = name.lower()
    near = get_close_matches(typed, known, n=3)
    # Of hundreds of names, a few are always a little like the one that was typed.
    near = [one for one in near if _likeness(typed, near[0]) - _likeness(typed, one) < _AS_LIKELY]
    hint = f"did you mean {' or '.join(near)}?" if near else "`newsarchive outlets` lists all"
    return f"{name}: no outlet has that name; {hint}"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _without_traceback(error: OutletError) -> SystemExit:
    """Ends a scrapy command with one line and exit code 2; Scrapy would print a traceback for any other exception."""
    sys.stderr.write(f"newsarchive: {error}\n")
    return SystemExit(2)
