"""Which outlets there are: the files that ship and the user's own, found by name and loaded only when asked for."""

import builtins
import gc
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet, load_module
from newsarchive.settings import Settings, load_settings, shipped_spiders

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.settings import BaseSettings

# Folder of the platforms' bases; its files are no outlets.
SHARED = "shared"
# Folder of the outlets whose newsroom has no clear seat.
INTERNATIONAL = "int"


def outlet_files(settings: Settings) -> dict[str, Path]:
    """Every outlet's file under its name, which is the file's; nothing is loaded.

    Raises:
        OutletError: two files have one name, or outlets_folder is no folder.
    """
    files: dict[str, Path] = {}
    for folder in _folders(settings):
        for file in sorted(_files_in(folder)):
            if file.stem in files:
                raise OutletError(
                    f"{file}: {files[file.stem]} is named so too; rename one of them and the outlet in it"
                )
            files[file.stem] = file
    return files


def find_outlets(settings: Settings) -> dict[str, type[OutletSpider]]:
    """Every outlet's spider under its name, in the order of names.

    Raises:
        OutletError: a file is broken; the message names it.
    """
    with _no_collecting():
        return {name: load_spider(file) for name, file in sorted(outlet_files(settings).items())}


def all_outlets(settings: Settings) -> list[Outlet]:
    """Every outlet, in the order of names; raises OutletError as find_outlets does."""
    return [spider.outlet for spider in find_outlets(settings).values()]


def spider_by_name(settings: Settings, name: str) -> type[OutletSpider]:
    """The spider of one outlet; only its file is loaded.

    Raises:
        OutletError: there is no such outlet (similar names are given), or its file is broken.
    """
    files = outlet_files(settings)
    if name not in files:
        raise OutletError(_unknown(name, files))
    return load_spider(files[name])


def outlet_by_name(settings: Settings, name: str) -> Outlet:
    """One outlet; raises OutletError as spider_by_name does."""
    return spider_by_name(settings, name).outlet


def outlet_for_url(settings: Settings, url: str) -> Outlet | None:
    """As OutletIndex.outlet_for_url, among all outlets; raises OutletError as find_outlets does."""
    return OutletIndex(all_outlets(settings)).outlet_for_url(url)


class OutletIndex:
    """Outlets by the domains of their articles, so that the outlet of a URL is found quickly among hundreds."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_domain: defaultdict[str, list[Outlet]] = defaultdict(list)
        for outlet in outlets:
            for domain in outlet.domains:
                self._by_domain[domain].append(outlet)

    def outlet_for_url(self, url: str) -> Outlet | None:
        """The outlet that has the domain of url; None where no outlet has it.

        Of several, the first that wants url as an article; the nearest domain counts first.
        """
        found = [outlet for domain in _domains_of(url) for outlet in self._by_domain.get(domain, ())]
        found = [outlet for outlet in found if outlet.has_host(url)]
        return next((outlet for outlet in found if outlet.wants(url)), found[0] if found else None)


def load_spider(file: Path) -> type[OutletSpider]:
    """The one spider of an outlet file.

    Raises:
        OutletError: the file is broken, has no spider or several, or one whose name is not the file's.
    """
    module = load_module(file)
    spiders = [one for one in vars(module).values() if _is_spider_of(one, module)]
    if not spiders:
        raise OutletError(f"{file}: no outlet in it; write a class of OutletSpider with a `name`")
    if len(spiders) > 1:
        raise OutletError(f"{file}: {len(spiders)} outlets in it; write one outlet a file")
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
        """The spider of that name; raises KeyError, as Scrapy asks for, where there is none."""
        if spider_name not in self._names:
            # `genspider` and `edit` catch it; of `crawl` and `check` it would be the end, with a traceback.
            sys.excepthook = _tell_unknown
            raise _UnknownSpider(_unknown(spider_name, self._names))
        try:
            return load_spider(self._names[spider_name])
        except OutletError as error:
            raise _without_traceback(error) from None

    def list(self) -> builtins.list[str]:
        """The names of all outlets."""
        return sorted(self._names)

    def find_by_request(self, request: "Request") -> builtins.list[str]:
        """The names of the outlets on whose domains the request's address lies."""
        return [name for name in self.list() if self.load(name).outlet.has_host(request.url)]


def _folders(settings: Settings) -> Iterator[Path]:
    yield shipped_spiders()
    own = settings.outlets_folder
    if own is not None:
        if not own.is_dir():
            raise OutletError(
                f"{own}: no such folder; the setting outlets_folder names it: make it or mend the setting"
            )
        yield own


def _files_in(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*.py"):
        inside = file.relative_to(folder).parts
        if SHARED not in inside[:-1] and not any(part.startswith(("_", ".")) for part in inside):
            yield file


def _domains_of(url: str) -> Iterator[str]:
    """The host of url and the domains above it, the nearest first; nothing where url has no host."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return
    while host:
        yield host
        host = host.partition(".")[2]


def _is_spider_of(value: Any, module: ModuleType) -> bool:
    """Whether value is an outlet that module itself declares, not one it imported to build on."""
    is_spider = isinstance(value, type) and issubclass(value, OutletSpider) and value.__module__ == module.__name__
    return is_spider and getattr(value, "name", None) is not None


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hundreds of new classes, none of them garbage, would otherwise be walked through again and again."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


class _UnknownSpider(KeyError):
    """Raised by the loader where no outlet has the name; Scrapy takes any KeyError for that."""


def _tell_unknown(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line for a name that no command has caught, and a traceback for anything else."""
    if isinstance(error, _UnknownSpider):
        sys.stderr.write(f"newsarchive: {error.args[0]}\n")
    else:
        sys.__excepthook__(kind, error, trace)


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`newsarchive outlets` lists all"
    return f"{name}: no outlet has that name; {hint}"


def _without_traceback(error: OutletError) -> SystemExit:
    """What ends a scrapy command with exit code 2 and one line; Scrapy would print a traceback of anything else."""
    sys.stderr.write(f"newsarchive: {error}\n")
    return SystemExit(2)
