"""All checks in order, each with what the ones before it found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive import __version__
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import lock_holder
from newsarchive.archive.maintenance.file_state import FileState
from newsarchive.archive.maintenance.sqlite_features import sqlite_features
from newsarchive.archive.runs import last_visits
from newsarchive.cli.doctor import archive_file, machine, network, packages, user_files
from newsarchive.cli.doctor.diagnosis import Diagnosis, diagnosed, ok, problem
from newsarchive.errors import NewsArchiveError, SettingsError
from newsarchive.settings import Settings, load_settings, settings_file, shipped_spiders

MOUNTS = Path("/proc/self/mountinfo")
# An outlet of which no crawl has asked anything yet is asked for its robots.txt.
FIRST_OUTLET = "guardian"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for: another archive, the address for the network check, or no network at all."""

    db: Path | None = None
    url: str | None = None
    is_offline: bool = False


def examine(wanted: Wanted, now: datetime) -> Iterator[Diagnosis]:
    """Every line, as soon as it is known."""
    yield ok("newsarchive", f"{__version__} in {Path(__file__).resolve().parents[2]}")
    yield from diagnosed("python", lambda: machine.python_check(*machine.this_python()))
    yield from diagnosed("sqlite", lambda: machine.sqlite_check(sqlite_features()))
    yield from diagnosed("time zones", machine.time_zone_check)
    settings, wrong = _settings(wanted.db)
    yield from wrong
    yield from _of_settings(settings)
    if settings is None and wanted.db is None:
        yield ok("archive", "not looked at, because the settings say where it is")
        yield from diagnosed("clock", lambda: machine.clock_check(now, None))
    else:
        yield from _of_archive(settings or Settings(Path.cwd(), wanted.db or Path()), now)
    yield from diagnosed("temporary files", machine.temporary_check)
    if settings is not None:
        yield from _of_outlets(settings)
        yield from _of_network(settings, wanted)


def _settings(db: Path | None) -> tuple[Settings | None, list[Diagnosis]]:
    try:
        return load_settings(db=db), []
    except SettingsError as error:
        found, _, advice = str(error).rpartition("; ")
        correct = "correct the setting; `newsarchive doctor` then looks at the rest"
        return None, [problem("settings", found or str(error), advice if found else correct)]


def _of_settings(settings: Settings | None) -> Iterator[Diagnosis]:
    if settings is not None:
        yield from diagnosed("settings", lambda: user_files.settings_check(settings, settings_file()))
        yield from diagnosed("contact", lambda: user_files.contact_check(settings))
        yield from diagnosed("open files", lambda: machine.open_files_check(settings.window, settings.workers))
    yield from diagnosed("extras", lambda: packages.extras_check(settings))
    yield from diagnosed("chromium", packages.chromium_check)


def _of_archive(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    state: FileState | None = None

    def opened() -> Iterator[Diagnosis]:
        nonlocal state
        state, lines = archive_file.read_state(settings.db)
        yield from lines

    yield from diagnosed("archive", opened)
    yield from diagnosed("permissions", lambda: archive_file.permission_check(settings.db))
    mounts = MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.is_file() else ""
    yield from diagnosed("file system", lambda: archive_file.file_system_check(settings.db, mounts))
    yield from diagnosed("writer", lambda: archive_file.lock_check(settings.db))
    yield from diagnosed("clock", lambda: machine.clock_check(now, state.newest_row_at if state else None))
    if state is not None:
        found = state
        yield from diagnosed(
            "last crawl", lambda: archive_file.crawl_check(found, now, lock_holder(settings.db) is not None)
        )
        yield from diagnosed("desk", lambda: archive_file.desk_check(settings.db))
    folders = {"the archive": settings.db.parent, "the captures": settings.captures_folder}
    yield from diagnosed("disk", lambda: machine.disk_check(folders, settings.min_free_gb))


def _of_outlets(settings: Settings) -> Iterator[Diagnosis]:
    yield ok("outlet files", str(settings.outlets_folder or shipped_spiders()))
    yield from diagnosed("outlets", lambda: user_files.outlets_check(settings))


def _of_network(settings: Settings, wanted: Wanted) -> Iterator[Diagnosis]:
    if wanted.is_offline:
        yield ok("network", "not asked, because of --offline")
        return
    yield from diagnosed("network", lambda: network.network_check(settings, wanted.url or _usual_address(settings)))


def _usual_address(settings: Settings) -> str:
    """The home page of the outlet that was crawled last; of FIRST_OUTLET where none was."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    visits: dict[str, datetime] = {}
    try:
        with Archive.open(settings.db) as archive:
            visits = last_visits(archive.conn)
    except NewsArchiveError:
        # The checks of the archive have said what is wrong.
        pass
    known = registry.outlet_files(settings)
    last = max((name for name in visits if name in known), key=visits.__getitem__, default=FIRST_OUTLET)
    return registry.outlet_by_name(settings, last).home
