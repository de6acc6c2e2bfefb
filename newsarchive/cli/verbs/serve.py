"""`newsarchive serve`: the archive in the browser."""

import click

from newsarchive.cli.options import ArchiveSettings, ChosenArchives, Number, archives_option
from newsarchive.settings import Settings, with_option


@click.command("serve")
@click.argument("files", metavar="[FILE]…", nargs=-1, type=ArchiveSettings())
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 lets other machines in."
)
@click.option(
    "--port",
    type=Number(0, 65535),
    help="The port to listen on; 0 takes any free port.  [default: 8001, or a free port if it is in use]",
)
@click.option("--title", help="The name of the archive on its pages.")
@click.option("--prefix", help="The path at which a proxy shows the archive, such as /archive/.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@archives_option
def serve_command(
    files: tuple[Settings, ...],
    host: str,
    port: int | None,
    title: str | None,
    prefix: str | None,
    open_browser: bool,
    chosen: ChosenArchives,
) -> None:
    """Read and search the archive in the browser.

    Several archives are searched as one: name the file of each, as arguments or with --db.

    It runs until Ctrl-C. Nothing can be written through it, and a crawl can run at the same time. If others can reach
    it, visitors cannot run SQL unless the setting allow_sql is true.

    \b
    Example:
      newsarchive serve --port 8001 --open
      newsarchive serve --title "Coast archive" --prefix /archive/
      newsarchive serve archive.db archive-2025.db archive-2024.db
    """
    # Loaded here because Datasette takes half a second.
    from newsarchive.web.pages.metrics import check_metrics_can_be_made
    from newsarchive.web.serve import Visitors, may_run_sql, serve

    chosen = chosen.with_files(files)
    settings = chosen.settings
    if settings.metrics:
        check_metrics_can_be_made()
    settings = with_option(with_option(settings, "title", title), "prefix", prefix)
    visitors = Visitors(
        settings.public_url,
        may_run_sql=may_run_sql(settings.allow_sql, host, settings.public_url, settings.prefix),
        has_metrics=settings.metrics,
        title=settings.title,
        prefix=settings.prefix,
        sets=settings.sets,
    )
    serve(chosen.paths[0], host, port, open_browser, visitors, chosen.paths[1:])
