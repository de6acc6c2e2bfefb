"""`newsarchive import`: documents, exported articles, the pages of WARC files, and lists of subscriptions."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsarchive import clock
from newsarchive.archive.database import Archive, check_file, remove_files
from newsarchive.archive.lock import write_lock
from newsarchive.archive.progress_file import delete_progress
from newsarchive.cli.completion import complete_outlets
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.fleet_options import fleet_option, opened_fleet
from newsarchive.cli.options import db_option, json_option, wait_option
from newsarchive.errors import UsageError
from newsarchive.importing.files import files_in
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool

if TYPE_CHECKING:
    from newsarchive.cli.reports.import_report import ImportReport


@click.command("import")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--outlet",
    "outlet_name",
    metavar="NAME",
    shell_complete=complete_outlets,
    help="Store everything under this outlet.  [default: imported]",
)
@fleet_option
@click.option("--again", is_flag=True, help="WARC files: read again what was imported before.")
@click.option(
    "--dry-run", is_flag=True, help="OPML files: say what each feed would become; request nothing, write nothing."
)
@wait_option
@json_option
@db_option
def import_command(
    paths: tuple[Path, ...],
    outlet_name: str | None,
    fleet: str | None,
    again: bool,
    dry_run: bool,
    wait_minutes: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Import documents, exported JSON lines, the pages of WARC files, and lists of feeds.

    A folder stands for the .txt, .md, .jsonl, .warc, .warc.gz and .opml files in it. Invalid files are reported and
    skipped; all others are stored. Importing twice changes nothing. The pages of a WARC file go to the outlets whose
    hosts they have, or with --outlet only to that outlet. An import that was stopped continues where it was. With
    --fleet, workers on this or other machines read the WARC files.

    The feeds of an OPML file become outlets: for each site, a file is drafted as `new` does, which takes about a
    minute. Sites that have an outlet are left as they are, so a list continues where it was stopped. With --dry-run,
    one line for each feed says what it would become.

    \b
    Example:
      newsarchive import letters/ --outlet our_bulletin
      newsarchive import guardian.jsonl
      newsarchive import CC-NEWS-20260101000000-00001.warc.gz
      newsarchive import subscriptions.opml --dry-run
      newsarchive import subscriptions.opml
      newsarchive import --fleet tls://main:8786 /shared/CC-NEWS-2026*.warc.gz
    """
    # Loaded here because trafilatura takes half a second.
    from newsarchive.cli.reports.import_report import ImportReport
    from newsarchive.importing.documents import import_documents
    from newsarchive.importing.jsonl import import_jsonl_files
    from newsarchive.importing.warc import import_warc_files

    files = files_in(list(paths))
    if not files:
        raise UsageError(f"{', '.join(map(str, paths))}: no .txt, .md, .jsonl, .warc, .warc.gz or .opml files there")
    # Before the archive is opened, which would create it: an import of nothing leaves nothing behind.
    problems = files.problems()
    if len(problems) == len(files):
        raise UsageError(problems[0] + (f"; and {len(problems) - 1} more like it" if problems[1:] else ""))
    if dry_run and len(files.opmls) < len(files):
        raise UsageError("import: --dry-run is for OPML files; name only these")
    if len(files.opmls) == len(files):
        whole = _preview_lists if dry_run else _import_lists
        sys.exit(0 if whole(settings, files.opmls, as_json) else FAILED)
    check_file(settings.db)
    outlet = _outlet(settings, outlet_name)
    outlets = _outlets(settings, outlet_name, outlet) if files.warcs else []
    report = ImportReport(as_json, len(files))
    with ExitStack() as stack:
        pool = stack.enter_context(opened_fleet(fleet if files.warcs else None, settings))
        stack.enter_context(write_lock(settings.db, wait_minutes))
        stack.callback(_remove_if_in_vain, settings.db, is_new=not settings.db.exists())
        archive = stack.enter_context(Archive.open(settings.db, write=True))
        for one in import_documents(archive, files.documents, outlet, clock.now()):
            report.document(one)
        if files.jsonls:
            import_jsonl_files(
                archive,
                files.jsonls,
                lambda name: _declared(settings, name),
                settings,
                done=report.jsonl,
                progress=report.jsonl_progress,
            )
        if files.warcs and pool is None:
            progress, find = report.progress, OutletIndex(outlets).outlet_for_url
            import_warc_files(archive, files.warcs, find, settings, again=again, done=report.warc, progress=progress)
        elif pool is not None:
            _import_with_fleet(archive, files.warcs, outlets, settings, pool, report, again)
    report.end()
    lists_are_complete = _import_lists(settings, files.opmls, as_json)
    if report.failed:
        click.echo(f"{report.failed} of {len(files)} files could not be imported", err=True)
    if report.failed or not lists_are_complete:
        sys.exit(FAILED)


def _import_lists(settings: Settings, files: list[Path], as_json: bool) -> bool:
    """Whether all sites of all lists of subscriptions have an outlet; needs no archive."""
    if not files:
        return True
    # Loaded here because Scrapy takes a second, and most imports have no such list.
    from newsarchive.cli.outlets.opml_import import import_opml
    from newsarchive.outlet_tools.draft.spider_file import folder_for

    folder_for(settings, None)
    results = [import_opml(settings, file, as_json=as_json) for file in files]
    return all(results)


def _preview_lists(settings: Settings, files: list[Path], as_json: bool) -> bool:
    """Whether all feeds of all lists have an outlet or would get one.

    Raises:
        UsageError: there is no folder for new outlets, as an import would find. All feeds are printed before.
    """
    # Loaded here, as below.
    from newsarchive.cli.outlets.opml_import import preview_opml
    from newsarchive.outlet_tools.draft.spider_file import folder_for

    results = [preview_opml(settings, file, as_json=as_json) for file in files]
    folder_for(settings, None)
    return all(results)


def _import_with_fleet(
    archive: Archive,
    files: list[Path],
    outlets: list[Outlet],
    settings: Settings,
    pool: TaskPool,
    report: "ImportReport",
    again: bool,
) -> None:
    # Loaded here because it needs the extra `fleet`.
    from newsarchive.importing.warc_fleet import import_warc_files_with_fleet
    from newsarchive.segments.folder import folder_of_archive

    folder, progress = folder_of_archive(settings.db, settings.fleet_segments, "import"), report.progress
    import_warc_files_with_fleet(
        archive, files, outlets, settings, pool, folder, again=again, done=report.warc, progress=progress
    )


def _remove_if_in_vain(db: Path, *, is_new: bool) -> None:
    """Deletes an archive that this import made if no file had anything to store."""
    if is_new and db.exists():
        with Archive.open(db) as archive:
            is_unused = archive.is_unused
        if is_unused:
            remove_files(db)
            # Otherwise the next import would believe that it has read the file.
            delete_progress(db)


def _outlet(settings: Settings, name: str | None) -> Outlet:
    if name is None or name == IMPORTED.name:
        return IMPORTED
    # Loaded here, as below, because Scrapy takes half a second and most imports need no outlet's file.
    from newsarchive.crawl import registry

    return registry.outlet_by_name(settings, name)


def _declared(settings: Settings, name: str) -> Outlet | None:
    """The outlet of that name, or None: articles of unknown outlets are imported too."""
    from newsarchive.crawl import registry

    return registry.outlet_by_name(settings, name) if name in registry.outlet_files(settings) else None


def _outlets(settings: Settings, name: str | None, outlet: Outlet) -> list[Outlet]:
    """The outlets among which the outlet of each page in a WARC file is found; loading all takes about a second."""
    from newsarchive.crawl import registry

    return [outlet] if name is not None else registry.all_outlets(settings)
