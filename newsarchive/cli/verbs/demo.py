"""`newsarchive demo`: the whole program on three sample outlets, without internet."""

from pathlib import Path

import click

# The same as in demo.run, which would load Datasette; a test compares them.
DEFAULT_FOLDER = Path("demo-archive")
DEFAULT_PORT = 8001


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_FOLDER,
    show_default=True,
    help="The folder of the demo archive.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="The port to serve it on."
)
@click.option("--no-serve", is_flag=True, help="Crawl and report, but do not serve.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
def demo_command(folder: Path, port: int, no_serve: bool, open_browser: bool) -> None:
    """Crawl three sample outlets without internet, and serve the archive.

    The outlets run on this machine. They are crawled twice, so that the second crawl finds corrected articles.

    \b
    Example:
      newsarchive demo
    """
    # Loaded here because Datasette takes half a second.
    from newsarchive.demo.run import run_demo

    run_demo(folder, serve=not no_serve, port=port, open_browser=open_browser, out=click.echo)
