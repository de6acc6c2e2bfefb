"""`newsarchive mcp`: the archive for programs that read for people."""

import sys

import click

from newsarchive.cli.options import db_option
from newsarchive.settings import Settings


@click.command("mcp")
@db_option
def mcp_command(settings: Settings) -> None:
    """Let a language model search and read the archive, over MCP.

    A program such as an assistant starts this command and talks to it on standard input and output (Model Context
    Protocol). Nothing can be written through it. It needs the extra `mcp`.

    \b
    Example:
      newsarchive mcp --db archive.db
    """
    # Loaded here because the package mcp takes a second, and is an extra.
    from newsarchive.mcp_server.extra import check_mcp_is_installed

    check_mcp_is_installed()
    from newsarchive.mcp_server.server import serve

    if sys.stdin.isatty():
        click.echo("Waiting for a program on standard input; see the guide on MCP. Press Ctrl-C to stop.", err=True)
    serve(settings.db, settings.public_url, settings.sets)
