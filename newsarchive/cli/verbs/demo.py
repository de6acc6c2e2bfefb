"""`newsarchive demo`: the whole program on three sample outlets, without internet."""

from pathlib import Path

import click

from newsarchive.cli.options import Number

# The same as in demo.run, which would load Datasette; a test compares them.
DEFAULT_FOLDER = Path("demo-archive")


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_FOLDER,
    show_default=True,
    help="The folder of the demo archive.",
)
@click.option(
    "--port",
    type=Number(0, 65535),
    help="The port to serve it on.  [default: 8001, or a free port if it is in use]",
)
@click.option("--no-serve", is_flag=True, help="Crawl and report, but do not serve.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
def demo_command(folder: Path, port: int | None, no_serve: bool, open_browser: bool) -> None:
    """Crawl three sample outlets without internet, and serve the archive.

    The outlets run on this machine. They are crawled twice, so that the second crawl finds corrected articles.

    \b
    Example:
      newsarchive demo
    """
    # Loaded here because Datasette takes half a second.
    from newsarchive.demo.run import run_demo

    run_demo(folder, serve=not no_serve, port=port, open_browser=open_browser, out=click.echo)
