"""The verbs that read: search and show what is stored, extract any page."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from newsarchive import clock
from newsarchive.archive.archive import Archive
from newsarchive.archive.articles import get_article
from newsarchive.archive.query import SYNTAX
from newsarchive.archive.scope import SearchRequest
from newsarchive.archive.search import END_FOUND, FOUND, EarlierText, Hit, SearchResult, search
from newsarchive.archive.version_search import search_versions
from newsarchive.archive.versions import get_version
from newsarchive.cli.explaining import explained, explained_row
from newsarchive.cli.options import db_option, json_option, selection_options
from newsarchive.dates import format_utc
from newsarchive.document import write_document
from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.extraction.article import explain as explain_page
from newsarchive.extraction.article import read_page
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Page
from newsarchive.rows import article_row, stored_row
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address


@click.command("search", epilog=f"Syntax: {SYNTAX}.")
@click.argument("words", nargs=-1)
@selection_options
@click.option("--newest", is_flag=True, help="Newest first instead of most relevant first.")
@click.option("--all-copies", is_flag=True, help="Show every near-copy singly, not one for all of them.")
@click.option("--versions", is_flag=True, help="Search the texts that later versions replaced, not today's.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="How many to print.")
@json_option
@db_option
def search_command(
    words: tuple[str, ...],
    outlets: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    sections: tuple[str, ...],
    authors: tuple[str, ...],
    since: date | None,
    until: date | None,
    newest: bool,
    all_copies: bool,
    versions: bool,
    limit: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Search the archive; without words, list the newest articles.

    \b
    Example:
      newsarchive search 'harbour "new bridge" -ferry' --language en --since 2026-01-01
      newsarchive search "four pounds" --versions
    """
    request = SearchRequest(
        query=" ".join(words),
        outlets=outlets,
        source=_only(sources, "source"),
        language=_only(languages, "language"),
        section=_only(sections, "section"),
        author=_only(authors, "author"),
        since=since,
        until=until,
        order="newest" if newest else "relevance",
        all_copies=all_copies,
        page_size=limit,
    )
    with Archive.open(settings.db) as archive:
        result = (search_versions if versions else search)(archive.conn, request)
    if as_json:
        click.echo(json.dumps(_result_row(result), ensure_ascii=False, indent=2))
    else:
        _print_result(result, request)


@click.command("show")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--full", is_flag=True, help="Add address, outlet, authors and exact time under the day.")
@click.option("--version", "number", type=click.IntRange(1), metavar="N", help="An earlier version, 1 being the first.")
@json_option
@db_option
def show_command(article_id: int, full: bool, number: int | None, as_json: bool, settings: Settings) -> None:
    """Print an article as a document.

    \b
    Example:
      newsarchive show 1 --full
    """
    with Archive.open(settings.db) as archive:
        stored = get_article(archive.conn, article_id)
        if stored is None:
            raise NewsArchiveError(f"{settings.db}: no article {article_id}; `newsarchive search` lists ids")
        if number is not None:
            version = get_version(archive.conn, article_id, number)
            if version is None:
                raise NewsArchiveError(
                    f"{settings.db}: article {article_id} has no version {number}; its newest is {stored.revision}"
                )
            stored = version
    if as_json:
        click.echo(json.dumps(stored_row(stored), ensure_ascii=False, indent=2))
    else:
        click.echo(write_document(stored.article, full=full), nl=False)


@click.command("extract")
@click.argument("page", metavar="URL|FILE")
@click.option("--outlet", "outlet_name", metavar="NAME", help="Read with this outlet's rules, language and time zone.")
@click.option("--full", is_flag=True, help="Add address, outlet, authors and exact time under the day.")
@click.option("--explain", is_flag=True, help="Show where each field came from, what else it could be, what was cut.")
@json_option
@db_option
def extract_command(
    page: str, outlet_name: str | None, full: bool, explain: bool, as_json: bool, settings: Settings
) -> None:
    """Read one page and print it as a document; nothing is stored.

    A URL is fetched as politely as in a crawl. --explain is the tool with which an outlet's rules are written: it also
    explains a page that is refused.

    \b
    Example:
      newsarchive extract saved-page.html --json
      newsarchive extract https://outlet.example/story --explain
    """
    from newsarchive.crawl import registry

    url = page if is_web_address(page) else None
    outlet = registry.outlet_by_name(settings, outlet_name) if outlet_name else None
    if outlet is None and url:
        outlet = registry.outlet_for_url(settings, url)
    fetched = _fetched(url, settings) if url else _saved(page)
    if explain:
        _explain(fetched, outlet or _any_outlet(url), as_json)
        return
    reading = read_page(fetched, outlet or _any_outlet(url))
    if reading.article is None:
        raise NewsArchiveError(f"{page}: no article ({reading.outcome}: {reading.reason})")
    click.echo(_as_json(reading.article) if as_json else write_document(reading.article, full=full), nl=as_json)


def _explain(page: Page, outlet: Outlet, as_json: bool) -> None:
    explanation = explain_page(page, outlet)
    if as_json:
        click.echo(json.dumps(explained_row(explanation), ensure_ascii=False, indent=2))
    else:
        click.echo(explained(explanation), nl=False)


def _fetched(url: str, settings: Settings) -> Page:
    from newsarchive.crawl.fetching import fetch_page

    return fetch_page(settings, url)


def _saved(name: str) -> Page:
    if "://" in name:
        raise UsageError(f"{name}: not an http or https address")
    file = Path(name)
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}; give a URL or a saved page") from error
    address = file.absolute().as_uri()
    return Page(address, address, clock.now(), 200, (("Content-Type", "text/html"),), body)


def _any_outlet(url: str | None) -> Outlet:
    """An outlet without rules: the page's own host, in no language and zone that we know of."""
    if url is None:
        return IMPORTED
    host = url.split("/")[2]
    return Outlet(
        name="unknown",
        title=host,
        home=f"https://{host}/",
        language="und",
        timezone="UTC",
        domains=(host.split(":")[0],),
    )


def _as_json(article: Article) -> str:
    return json.dumps(article_row(article), ensure_ascii=False, indent=2)


def _only(values: tuple[str, ...], name: str) -> str | None:
    if len(values) > 1:
        raise UsageError(f"search takes one --{name}; for several, search once for each")
    return values[0] if values else None


def _result_row(result: SearchResult) -> dict[str, Any]:
    return {
        "understood": result.understood,
        "total": result.total,
        "is_capped": result.is_capped,
        "is_ranked": result.is_ranked,
        "notes": list(result.notes),
        "hits": [_hit_row(hit) for hit in result.hits],
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values, what was found in **double asterisks**."""
    return {name: _plain(value) for name, value in asdict(hit).items() if name != "search_id"}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, datetime):
        return format_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.replace(FOUND, "**").replace(END_FOUND, "**") if isinstance(value, str) else value


def _print_result(result: SearchResult, request: SearchRequest) -> None:
    console = Console(highlight=False, soft_wrap=not Console().is_terminal)
    for hit in result.hits:
        day = hit.published_on.isoformat() if hit.published_on else "undated"
        console.print(Text(f"{hit.id:>7}  ", "dim") + _marked(hit.headline, "bold"))
        console.print(Text(f"         {day}  {hit.outlet_title}" + (f"  {hit.source}" if hit.source else ""), "dim"))
        if hit.snippet:
            console.print(Text("         ") + _marked(hit.snippet, ""))
        if hit.earlier:
            console.print(Text(f"         {_earlier_line(hit, hit.earlier)}", "dim"))
        if hit.copies and not request.all_copies:
            console.print(Text(f"         and {hit.copies:,} more", "dim"))
    for note in result.notes:
        click.echo(note, err=True)
    click.echo(_counted(result, request), err=True)


def _earlier_line(hit: Hit, earlier: EarlierText) -> str:
    """`version 1 of 3, replaced 2026-11-19, not in today's text`."""
    replaced = f", replaced {earlier.replaced_at.date().isoformat()}" if earlier.replaced_at else ""
    gone = "" if earlier.matches_today else ", not in today's text"
    return f"version {earlier.number} of {hit.revision}{replaced}{gone}"


def _counted(result: SearchResult, request: SearchRequest) -> str:
    """`57 articles, the first 20 shown`; near-copies that stand together count as shown."""
    shown = sum(1 if request.all_copies else 1 + hit.copies for hit in result.hits)
    told = f"{result.total:,}{'+' if result.is_capped else ''} article{'' if result.total == 1 else 's'}"
    return f"{told}, the first {len(result.hits)} shown" if result.total > shown else told


def _marked(text: str, style: str) -> Text:
    """text with what was found set off, by colour on a terminal and not at all elsewhere."""
    shown = Text(style=style)
    for number, part in enumerate(text.replace(END_FOUND, FOUND).split(FOUND)):
        shown.append(part, "bold yellow" if number % 2 else "")
    return shown
