"""Checks of what the user wrote: the settings, and files of outlets."""

import stat
from collections.abc import Iterator
from pathlib import Path

from newsarchive.cli.doctor.diagnosis import Diagnosis, ok, problem, warning
from newsarchive.errors import OutletError
from newsarchive.settings import SECRET_SETTINGS, Settings

_MOST_FILES_NAMED = 5


def contact_check(settings: Settings) -> Iterator[Diagnosis]:
    """Whether outlets can reach the person who crawls them."""
    if settings.contact:
        yield ok("contact", settings.contact)
    else:
        advice = 'write contact = "you@your-library.example" into newsarchive.toml'
        yield warning("contact", "not set, so outlets cannot reach you and may block you", advice)


def settings_check(settings: Settings, file: Path | None) -> Iterator[Diagnosis]:
    """Where the settings come from, and whether others can read secrets in the file."""
    if file is None:
        yield ok("settings", "no newsarchive.toml; the defaults and the environment are used")
        return
    secrets = [name for name in sorted(SECRET_SETTINGS) if getattr(settings, name)]
    mode = stat.S_IMODE(file.stat().st_mode)
    if secrets and mode & 0o044:
        shown = f"{file} has {', '.join(secrets)} and may be read by others (mode {mode:o})"
        yield warning("settings", shown, f"run `chmod 600 {file}`")
    else:
        yield ok("settings", str(file))


def outlets_check(settings: Settings) -> Iterator[Diagnosis]:
    """Whether every outlet file can be loaded."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    broken, files = [], registry.outlet_files(settings)
    for file in files.values():
        try:
            registry.load_spider(file)
        except OutletError as error:
            broken.append(str(error))
    for message in broken[:_MOST_FILES_NAMED]:
        found, _, advice = message.rpartition("; ")
        yield problem("outlet file", found or message, advice if found else "repair or remove the file")
    if len(broken) > _MOST_FILES_NAMED:
        yield problem("outlet file", f"{len(broken) - _MOST_FILES_NAMED} more are broken", "repair these first")
    if not files:
        yield problem("outlets", "there are none", "install newsarchive again: the package has outlet files")
    elif not broken:
        yield ok("outlets", f"{len(files)} files load")
