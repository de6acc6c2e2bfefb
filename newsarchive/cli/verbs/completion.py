"""`newsarchive completion`: lets bash, zsh or fish complete commands, options and the names of outlets."""

import click

from newsarchive.cli.completion import SHELLS, completion_script, install_completion
from newsarchive.cli.suggestions import KnownChoice


@click.command("completion")
@click.argument("shell", type=KnownChoice(list(SHELLS)))
@click.option("--install", "is_installed", is_flag=True, help="Write the script where the shell of this user reads it.")
def completion_command(shell: str, is_installed: bool) -> None:
    """Let bash, zsh or fish complete commands, options and outlets.

    It prints a script for the shell, or writes it with --install. bash must be 4.4 or newer.

    \b
    Example:
      newsarchive completion bash --install
      newsarchive completion zsh
    """
    if not is_installed:
        click.echo(completion_script(shell), nl=False)
        return
    file, then = install_completion(shell)
    click.echo(file)
    click.echo(f"then {then}", err=True)
