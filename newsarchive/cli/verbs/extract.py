"""`newsarchive extract`: read any page, from the web or from a file."""

import json
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.cli.completion import complete_outlets
from newsarchive.cli.options import db_option, full_option, json_option
from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.formats.document import write_document
from newsarchive.formats.jsonl import article_row
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Page
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address


@click.command("extract")
@click.argument("page", metavar="URL|FILE")
@click.option(
    "--outlet",
    "outlet_name",
    metavar="NAME",
    shell_complete=complete_outlets,
    help="Use this outlet's rules, language and time zone.",
)
@full_option
@click.option(
    "--explain", is_flag=True, help="Show where each field came from, the other candidates, and what was cut."
)
@json_option
@db_option
def extract_command(
    page: str, outlet_name: str | None, full: bool, explain: bool, as_json: bool, settings: Settings
) -> None:
    """Read one page and print it as a document.

    Nothing is stored. A URL is fetched as politely as in a crawl, and rendered if the outlet's file says so. Use
    --explain when you write the rules of an outlet: it also explains why a page is refused.

    \b
    Example:
      newsarchive extract saved-page.html --json
      newsarchive extract https://outlet.example/story --explain
    """
    # Loaded here because trafilatura takes half a second.
    from newsarchive.extraction.article import read_page

    url = page if is_web_address(page) else None
    if outlet_name:
        outlet = _outlet_named(outlet_name, settings)
    else:
        outlet = _outlet_of(url, settings) if url else IMPORTED
    fetched = _fetched(url, outlet, settings) if url else _saved(page)
    if explain:
        _explain(fetched, outlet, as_json)
        return
    reading = read_page(fetched, outlet)
    if reading.article is None:
        raise NewsArchiveError(f"{page}: no article ({reading.outcome}: {reading.reason})")
    click.echo(_as_json(reading.article) if as_json else write_document(reading.article, full=full), nl=as_json)


def _explain(page: Page, outlet: Outlet, as_json: bool) -> None:
    # Loaded here because trafilatura takes half a second.
    from newsarchive.cli.reports.extract_report import explained, explained_row
    from newsarchive.extraction.article import explain

    explanation = explain(page, outlet)
    if as_json:
        click.echo(json.dumps(explained_row(explanation), ensure_ascii=False, indent=2))
    else:
        click.echo(explained(explanation), nl=False)


def _fetched(url: str, outlet: Outlet, settings: Settings) -> Page:
    # Loaded here because a saved page is not fetched, and this takes half a second.
    from newsarchive.crawl.fetch import fetch_page

    return fetch_page(settings, url, subscriber_of=outlet, render=outlet.renders(url))


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


def _outlet_named(name: str, settings: Settings) -> Outlet:
    # Loaded here, as below, because Scrapy takes half a second, and a saved page alone needs no outlet's file.
    from newsarchive.crawl import registry

    return registry.outlet_by_name(settings, name)


def _outlet_of(url: str, settings: Settings) -> Outlet:
    from newsarchive.crawl import registry

    return registry.outlet_for_url(settings, url) or _unknown_outlet(url)


def _unknown_outlet(url: str) -> Outlet:
    """An outlet without rules, named for the page's host; its language and time zone are unknown."""
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
