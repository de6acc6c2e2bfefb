"""The command `newsarchive VERB …`: every verb in one list, every error one line.

Results go to standard output, progress and complaints to standard error. Exit 0 done, 1 failed, 2 misused,
130 or 143 stopped by a signal.
"""

import os
import sys
from importlib import import_module

import click

from newsarchive import __version__
from newsarchive.cli.options import FAILED, MISUSED
from newsarchive.errors import NewsArchiveError, UsageError

# Where each verb lives; loaded when it is called, so that `show` need not wait for Scrapy to load.
VERBS = {
    "crawl": "crawl",
    "backfill": "backfill",
    "outlets": "outlets",
    "new": "new",
    "runs": "crawl",
    "check": "check",
    "snapshot": "check",
    "schedule": "schedule",
    "extract": "extract",
    "search": "search",
    "show": "search",
    "diff": "diff",
    "reextract": "reextract",
    "export": "export",
    "import": "import_",
    "remove": "remove",
    "verify": "verify",
    "backup": "verify",
    "serve": "serve",
    "demo": "serve",
}


class Verbs(click.Group):
    """The verbs, in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"newsarchive.cli.verbs.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the verb; a reader of its output that has gone, such as `head`, is no failure of ours."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Before click sees it, which would exit with 1. What is still buffered goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsarchive")
def cli() -> None:
    """Keep your own searchable archive of the news.

    \b
    Begin with:
      newsarchive demo                     three sample outlets, without internet
      newsarchive crawl guardian           fetch an outlet's new articles
      newsarchive search 'water "dry year"'
      newsarchive serve                    read and search in the browser
    """


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except NewsArchiveError as error:
        click.echo(f"newsarchive: {error}", err=True)
        status = MISUSED if isinstance(error, UsageError) else FAILED
    except KeyboardInterrupt:
        status = 130
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
