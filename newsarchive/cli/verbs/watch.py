"""`newsarchive watch`: saved searches whose new articles are reported after each crawl."""

import json
import sys
from typing import Any

import click

from newsarchive import clock
from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_names import check_desk_name
from newsarchive.archive.search.desk_selection import check_desk_filters, read_desk_filters
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.results import load_articles
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.archive.watches.digests import latest_hits
from newsarchive.archive.watches.looking import look
from newsarchive.archive.watches.watch_rows import Watch, add_watch, get_watch, list_watches, remove_watch
from newsarchive.archive.watches.watch_words import watch_words
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import Number, check_days, db_option, json_option, selection_options
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.dates import format_utc
from newsarchive.errors import DeskError, UsageError
from newsarchive.settings import Settings

_SHOWN = 20


@click.group("watch")
def watch_command() -> None:
    """Save a search, and get a message about what is new in it after each crawl.

    All watches share one message. It goes to alert_urls, or to standard error if alert_urls is not set. Each watch is
    also a feed in the browser, /watch/NAME.atom. Watches are in desk.db beside the archive. All commands take --db.

    \b
    Example:
      newsarchive watch add harbour 'harbour OR "river wall"' --country gb
      newsarchive watch list
      newsarchive watch test harbour
    """


@watch_command.command("add")
@click.argument("name")
@click.argument("words", nargs=-1)
@selection_options
@db_option
def add_command(name: str, words: tuple[str, ...], settings: Settings, **filters: Any) -> None:
    """Watch a search, with the words and filters of `search`. It begins with what is stored from now on.

    \b
    Example:
      newsarchive watch add harbour 'harbour OR "river wall"' --country gb
    """
    check_desk_name("watch", name)
    # The options of selection_options have the names of a Selection's fields.
    selection = Selection(" ".join(words).strip(), **filters)
    if selection.is_whole_archive:
        raise UsageError("watch add: give words to search for, or a filter")
    check_days(selection.since, selection.until)
    with Archive.open(settings.db) as archive:
        selection = with_checked_outlets((OpenArchive(None, archive.conn),), settings, selection)
        check_desk_filters(archive.conn, selection)
        _check_words(read_desk_filters(archive.conn, selection).selection.query)
        with Desk.open(settings.db, write=True) as desk:
            add_watch(desk, archive.conn, name, selection, clock.now())
    click.echo(f"{name}: watched from now on; `newsarchive watch test {name}` shows what matches today", err=True)


@watch_command.command("list")
@json_option
@db_option
def list_command(as_json: bool, settings: Settings) -> None:
    """List the watches: what each looks for, how many articles it found, and when it found the last one.

    \b
    Example:
      newsarchive watch list
    """
    with Archive.open(settings.db), Desk.open(settings.db) as desk:
        watches = list_watches(desk)
    if as_json:
        click.echo(json.dumps([_row(one) for one in watches], ensure_ascii=False, indent=2))
        return
    width = max((len(one.name) for one in watches), default=0)
    for one in watches:
        last = f"{one.found_at:%Y-%m-%d %H:%M}" if one.found_at else "none yet        "
        click.echo(f"{one.name:{width}}  {one.hits:>6,} found  last {last}  {_search_of(one)}")
    if not watches and sys.stderr.isatty():
        click.echo("no watches; `newsarchive watch add NAME WORDS` adds one", err=True)


@watch_command.command("show")
@click.argument("name")
@click.option("--limit", type=Number(1, 1000), default=_SHOWN, show_default=True, help="How many to print.")
@db_option
def show_command(name: str, limit: int, settings: Settings) -> None:
    """List the articles that a watch found, the last one first, without older articles of a backfill.

    \b
    Example:
      newsarchive watch show harbour
    """
    with Archive.open(settings.db) as archive, Desk.open(settings.db) as desk, in_one_line(settings.db):
        hits = latest_hits(desk, get_watch(desk, name), limit)
        rows = {row["id"]: row for row in load_articles(archive.conn, "id", [hit.article_id for hit in hits])}
    for hit in hits:
        row = rows.get(hit.article_id)
        revised = "  the words are new in a later version" if hit.kind == "revised" else ""
        click.echo(f"{hit.article_id:>7}  {row['headline'] if row else '(removed)'}")
        facts = f"{row['published_on'] or 'undated'}  {row['outlet_title']}  " if row else ""
        click.echo(f"         {facts}found {hit.found_at[:10]}{revised}")


@watch_command.command("remove")
@click.argument("name")
@db_option
def remove_command(name: str, settings: Settings) -> None:
    """Remove a watch.

    \b
    Example:
      newsarchive watch remove harbour
    """
    with Archive.open(settings.db), Desk.open(settings.db, write=Desk.is_made(settings.db)) as desk:
        remove_watch(desk, name)
    click.echo(f"{name}: removed", err=True)


@watch_command.command("test")
@click.argument("name")
@click.option("--send", is_flag=True, help="Also send the message to each entry of alert_urls.")
@db_option
def test_command(name: str, send: bool, settings: Settings) -> None:
    """Print the message that a watch would give about the newest articles that match today.

    Nothing is stored: what the next crawl reports stays the same. The exit status is 1 if a message did not arrive.

    \b
    Example:
      newsarchive watch test harbour --send
    """
    # Loaded here because the other commands need none of it.
    from newsarchive.notifications.watching import trial_digest

    with Archive.open(settings.db) as archive, Desk.open(settings.db) as desk, in_one_line(settings.db):
        watch = get_watch(desk, name)
        new = len(look(archive.conn, desk, watch, settings.sets).hits)
        message = trial_digest(archive, watch, settings)
    if message:
        click.echo(message.text, nl=False)
    else:
        click.echo(f"{name}: no article matches today", err=True)
    click.echo(f"{name}: {new:,} found since the last look; the next crawl reports them", err=True)
    if send and message:
        _send(settings, message)


def _search_of(one: Watch) -> str:
    try:
        return watch_words(one.selection)
    except DeskError as error:
        return f"({error})"


def _check_words(query: str) -> None:
    parsed = parse_query(query)
    if query.strip() and parsed.match is None and not parsed.has_filters:
        raise UsageError(f"watch add {query!r}: {' '.join(parsed.notes)}")


def _row(one: Watch) -> dict[str, Any]:
    return {
        "name": one.name,
        "query": one.query,
        "filters": json.loads(one.filters),
        "made_at": format_utc(one.made_at),
        "looked_at": format_utc(one.looked_at),
        "found": one.hits,
        "found_at": format_utc(one.found_at) if one.found_at else None,
    }


def _send(settings: Settings, message: AlertMessage) -> None:
    # Loaded here as the message is.
    from newsarchive.notifications.channels import channels_of, check_installed
    from newsarchive.notifications.sending import send_all

    channels = channels_of(settings.alert_urls)
    if not channels:
        raise UsageError("watch test --send: alert_urls is not set; messages go to standard error")
    check_installed()
    problems: dict[str, str | None] = {}
    send_all({one: [message] for one in channels}, lambda channel, _, problem: problems.update({channel.name: problem}))
    for channel in channels:
        problem = problems[channel.name]
        click.echo(f"{channel.name}: {f'not sent: {problem}' if problem else 'sent'}", err=True)
    if any(problems.values()):
        sys.exit(FAILED)
