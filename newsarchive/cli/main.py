"""The command `newsarchive VERB …`: the list of verbs, and one line for every error.

Results go to standard output; progress and problems go to standard error. Exit status 0 is success, 1 failure, 2 wrong
usage, 129, 130 or 143 stopped by a signal.
"""

import errno
import sys
from importlib import import_module
from keyword import iskeyword

import click
from click.shell_completion import CompletionItem

from newsarchive import __version__
from newsarchive.cli.exit_statuses import FAILED, MISUSED
from newsarchive.cli.interrupts import ends_at_once
from newsarchive.cli.log_file import end_log
from newsarchive.cli.open_files import ensure_open_files
from newsarchive.cli.standard_streams import drop_output, output_errors_in_one_line, prepare_streams
from newsarchive.cli.suggestions import did_you_mean
from newsarchive.errors import NewsArchiveError, UsageError

# Each verb and the first line of its help, in the order in which a newcomer needs them. The lines are repeated here so
# that `newsarchive --help` loads no verb: together they load Scrapy, trafilatura and Datasette. A test compares them.
VERBS = {
    "crawl": "Fetch the new articles of outlets and store them.",
    "fetch": "Fetch the pages of a list of addresses and store the articles.",
    "backfill": "Fetch older articles of outlets.",
    "outlets": "List the outlets by country, with what the archive has of each.",
    "new": "Look at a site and write the file of a new outlet.",
    "status": "Show the archive on one screen: articles, disk, crawls, due work, alerts.",
    "runs": "List the latest runs, newest first.",
    "health": "Report what is wrong with outlets and the disk, and what to do.",
    "alerts": "List what is reported as wrong, or test the messages.",
    "check": "Read feeds and three articles of each outlet, and report what broke.",
    "snapshot": "Save a live page as a test page, with invented words.",
    "schedule": "Print crontab lines that keep the archive up to date.",
    "extract": "Read one page and print it as a document.",
    "search": "Search the archive; without words, list the newest articles.",
    "timeline": "Count the articles of a search by day, week, month or year.",
    "concordance": "Show the words of a search where they stand in the articles.",
    "words": "List the words that are typical of the articles of a search.",
    "show": "Print an article as a document.",
    "page": "Print the captured page of an article, or write it to a file.",
    "diff": "Show word by word what changed between two versions of an article.",
    "reextract": "Read stored pages again with today's rules, and store what changed.",
    "watch": "Save a search, and get a message about what is new in it after each crawl.",
    "collection": "Collect articles under a name, and take them in and out as CSV.",
    "tag": "Tag an article; without an article, list all tags.",
    "note": "Write a note on an article, or print it.",
    "export": "Export articles, their pages as WARC or WACZ, citations, or the feeds of outlets.",
    "cdx": "Write an index of the captured pages, with which other programs serve them.",
    "import": "Import documents, exported JSON lines, the pages of WARC files, and lists of feeds.",
    "fleet": "Work on several machines: a scheduler, workers, and their certificates.",
    "remove": "Erase articles for good.",
    "verify": "Check that everything stored is readable and consistent.",
    "backup": "Copy the archive, even during a crawl.",
    "split": "Move older articles into an archive of their own, FILE.",
    "serve": "Read and search the archive in the browser.",
    "doctor": "Check this machine, the settings and the archive, and say what to do.",
    "completion": "Let bash, zsh or fish complete commands, options and outlets.",
    "mcp": "Let a language model search and read the archive, over MCP.",
    "demo": "Crawl three sample outlets without internet, and serve the archive.",
}


class Verbs(click.Group):
    """The verbs, each in its own module, which is loaded when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        with ends_at_once():
            module = import_module(f"newsarchive.cli.verbs.{module_name(cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs and options that begin so; click would load each verb for the first line of its help."""
        verbs = [CompletionItem(verb, help=line) for verb, line in VERBS.items() if verb.startswith(incomplete)]
        return [*verbs, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in VERBS and not name.startswith("-") and not ctx.resilient_parsing:
            hint = did_you_mean(name, VERBS, otherwise="`newsarchive --help` lists all")
            raise click.UsageError(f"No such command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Runs the verb; when the reader of its output stops reading, as `head` does, this is not an error."""
        try:
            with output_errors_in_one_line():
                result: object = super().invoke(ctx)
        except BrokenPipeError:
            # Before click sees it, which would exit with 1. What is still buffered goes nowhere.
            drop_output()
            return 0
        return result


def module_name(verb: str) -> str:
    """The module of a verb in newsarchive.cli.verbs; `import` is a keyword of Python, so its module is `import_`."""
    return f"{verb}_" if iskeyword(verb) else verb


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsarchive")
def cli() -> None:
    """Keep your own searchable archive of the news.

    \b
    Examples:
      newsarchive demo                     crawl three sample outlets, without internet
      newsarchive crawl guardian           fetch an outlet's new articles
      newsarchive search 'water "dry year"'
      newsarchive serve                    read and search in the browser
    """


# Errors of the system that can meet any command. Any other is a mistake of ours, and shows its traceback.
_ADVICE = {
    errno.EMFILE: "allow this process more open files with `ulimit -n 4096`, or lower the setting `window`",
    errno.ENFILE: "the machine has no open files left; end other programs",
    errno.ENOMEM: "the machine has no memory left; end other programs, or use fewer `workers`",
    errno.ENOSPC: "make room on the disk, then run the command again",
    errno.EDQUOT: "your share of the disk is used up; make room, then run the command again",
    errno.EFBIG: "files may not become so large here; raise the limit with `ulimit -f`, then run the command again",
    errno.EROFS: "the disk is read-only; name a file on another one",
    errno.EIO: "the disk reported an error; check the disk, then restore a backup if need be",
}


def _place(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    prepare_streams()
    status = _run()
    end_log(status)
    sys.exit(status)


def _run() -> int:
    """The exit status of the command; each error is printed as one line."""
    try:
        ensure_open_files()
        with output_errors_in_one_line():
            status = cli.main(standalone_mode=False)
    except SystemExit as end:
        # The reports of some commands decide about their exit status.
        status = end.code
    except click.exceptions.Abort:
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except NewsArchiveError as error:
        click.echo(f"newsarchive: {error}", err=True)
        status = MISUSED if isinstance(error, UsageError) else FAILED
    except OSError as error:
        # A path that the user named, or the archive's own: it cannot be reached, or may not be read or written.
        advice = _ADVICE.get(error.errno or 0) or ("check the path and its permissions" if error.filename else None)
        if advice is None:
            raise
        click.echo(f"newsarchive: {_place(error)}{error.strerror}; {advice}", err=True)
        status = FAILED
    except KeyboardInterrupt:
        status = 130
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    main()
