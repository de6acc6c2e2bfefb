"""The verbs that show: serve an archive, demo the whole."""

from pathlib import Path

import click

from newsarchive.cli.options import db_option
from newsarchive.demo.run import DEFAULT_FOLDER, DEFAULT_PORT, run_demo
from newsarchive.settings import Settings
from newsarchive.web.serve import serve


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 shows it to others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser on it.")
@db_option
def serve_command(host: str, port: int, open_browser: bool, settings: Settings) -> None:
    """Read and search the archive in the browser, until Ctrl-C.

    Nothing can be written through it, and a crawl may go on beside it.

    \b
    Example:
      newsarchive serve --port 8001 --open
    """
    serve(settings.db, host, port, open_browser)


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_FOLDER,
    show_default=True,
    help="Where the demo archive goes.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="Where it is served."
)
@click.option("--no-serve", is_flag=True, help="Crawl and report, but do not serve.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser on it.")
def demo_command(folder: Path, port: int, no_serve: bool, open_browser: bool) -> None:
    """Crawl three sample outlets on this machine, twice, and serve the archive; needs no internet.

    \b
    Example:
      newsarchive demo
    """
    run_demo(folder, serve=not no_serve, port=port, open_browser=open_browser, out=click.echo)
