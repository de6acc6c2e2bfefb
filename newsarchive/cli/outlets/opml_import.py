"""Importing a list of subscriptions: each site becomes an outlet file, one after the other, and is reported."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from newsarchive.cli.outlets.drafting import drafted_in_own_process
from newsarchive.discovery.opml import MAX_BYTES, parse_opml
from newsarchive.errors import DraftError, OpmlError, UsageError
from newsarchive.outlet_tools.draft.new_outlet import HAS_OUTLET
from newsarchive.outlet_tools.draft.subscriptions import SubscribedSite, subscribed_sites
from newsarchive.settings import Settings
from newsarchive.text import clean_text


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What became of the subscriptions of one site: written, known, feed_missing or failed."""

    state: str
    site: SubscribedSite
    outlet: str | None = None
    file: str | None = None
    detail: str | None = None


def import_opml(settings: Settings, file: Path, *, as_json: bool) -> bool:
    """Whether each site of the list has an outlet now; one line for each is printed as soon as it is known.

    A list that was stopped continues by itself: a site with an outlet is not looked at again.
    """
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    try:
        with file.open("rb") as opened:
            subscriptions, problems = parse_opml(opened.read(MAX_BYTES + 1))
    except OpmlError as error:
        click.echo(f"{file}: {error}", err=True)
        return False
    except OSError as error:
        click.echo(f"{file}: cannot be read: {error.strerror}", err=True)
        return False
    for problem in problems:
        click.echo(f"{file}: {problem}", err=True)
    outlets, files = registry.all_outlets(settings), registry.outlet_files(settings)
    sites = subscribed_sites(subscriptions, outlets)
    states: Counter[str] = Counter()
    for number, site in enumerate(sites, 1):
        if site.outlet is None and site.home is not None:
            click.echo(f"{number} of {len(sites)}: looking at {site.home}; this takes about a minute", err=True)
        result = _known(site, files[site.outlet.name]) if site.outlet else _drafted(site, file.name)
        states[result.state] += 1
        click.echo(json.dumps(_row(file, result), ensure_ascii=False) if as_json else _line(result))
    counted = ", ".join(f"{count:,} {state.replace('_', ' ')}" for state, count in states.most_common())
    click.echo(f"{file}: {len(subscriptions):,} feeds of {len(sites):,} sites: {counted or 'nothing'}", err=True)
    return bool(sites) and not states["failed"] and not problems


def _known(site: SubscribedSite, file: Path) -> SiteResult:
    assert site.outlet is not None
    state = "feed_missing" if site.missing else "known"
    detail = f"add to its feeds: {', '.join(site.missing)}" if site.missing else None
    return SiteResult(state, site, site.outlet.name, str(file), detail)


def _drafted(site: SubscribedSite, list_name: str) -> SiteResult:
    if site.home is None:
        return SiteResult("failed", site, detail="the list does not say which site it belongs to: add htmlUrl=…")
    try:
        row = drafted_in_own_process(site.home, site.feeds)
    except (DraftError, UsageError) as error:
        # The site may redirect to that of an outlet.
        return SiteResult("known" if HAS_OUTLET in str(error) else "failed", site, detail=str(error))
    detail = "; ".join(f"left out {one['url']}: {one['why']}" for one in row["left_out"] if one["url"] in site.feeds)
    if site.folders:
        _note_folders(Path(row["file"]), site.folders, list_name)
    return SiteResult("written", site, row["name"], row["file"], detail or None)


def _note_folders(file: Path, folders: tuple[str, ...], list_name: str) -> None:
    """Keeps the folders of the list as a comment: outlets have no tags."""
    note = clean_text(f"In {list_name}: {'; '.join(folders)}").replace("\n", " ")[:110]
    file.write_text(f"# {note}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


def _line(result: SiteResult) -> str:
    what = result.outlet or result.site.home or result.site.feeds[0]
    where = f"  {result.file}" if result.file else ""
    return f"{result.state:<12} {what}{where}" + (f"  ({result.detail})" if result.detail else "")


def _row(file: Path, result: SiteResult) -> dict[str, object]:
    return {
        "file": str(file),
        "state": result.state,
        "outlet": result.outlet,
        "outlet_file": result.file,
        "home": result.site.home,
        "feeds": list(result.site.feeds),
        "folders": list(result.site.folders),
        "missing_feeds": list(result.site.missing) if result.site.outlet else [],
        "detail": result.detail,
    }
