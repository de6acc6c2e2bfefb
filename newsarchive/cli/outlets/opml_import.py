"""Importing a list of subscriptions: each site becomes an outlet file, one after the other, and is reported.

With --dry-run it says what each feed would become; then nothing is requested, and nothing is written.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from newsarchive.cli.outlets.drafting import drafted_in_own_process
from newsarchive.counted import counted
from newsarchive.discovery.opml import MAX_BYTES, Subscription, parse_opml
from newsarchive.errors import DraftError, OpmlError, UsageError
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.new_outlet import HAS_OUTLET, DraftOptions, check_draft, refuse_known
from newsarchive.outlet_tools.draft.subscriptions import SubscribedSite, subscribed_sites
from newsarchive.settings import Settings
from newsarchive.text import clean_text

NO_SITE = "the list does not say which site it belongs to: add htmlUrl=…"


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
    read = _read_list(settings, file)
    if read is None:
        return False
    states: Counter[str] = Counter()
    for number, site in enumerate(read.sites, 1):
        if site.outlet is None and site.home is not None:
            click.echo(f"{number} of {len(read.sites)}: looking at {site.home}; this takes about a minute", err=True)
        result = _known(site, read.files[site.outlet.name]) if site.outlet else _drafted(site, file.name)
        states[result.state] += 1
        click.echo(json.dumps(_row(file, result), ensure_ascii=False) if as_json else _line(result))
    click.echo(f"{file}: {read.size}: {_counted(states)}", err=True)
    return bool(read.sites) and not states["failed"] and read.is_whole


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """What one feed of a list would become: known, feed_missing, new or refused."""

    state: str
    feed: str
    site: SubscribedSite
    detail: str | None = None


def preview_opml(settings: Settings, file: Path, *, as_json: bool) -> bool:
    """Whether each feed of the list has an outlet or would get one, as far as this is known without a request.

    One line is printed for each feed. Whether a new site answers and has articles, only the import finds out.
    """
    read = _read_list(settings, file)
    if read is None:
        return False
    states: Counter[str] = Counter()
    for one in (preview for site in read.sites for preview in _previews(site, read.outlets)):
        states[one.state] += 1
        outlet_file = read.files[one.site.outlet.name] if one.site.outlet else None
        click.echo(_preview_row(file, one, outlet_file) if as_json else _preview_line(one))
    click.echo(f"{file}: {read.size}: {_counted(states)}; nothing was requested or written", err=True)
    return bool(read.sites) and not states["refused"] and read.is_whole


@dataclass(frozen=True, slots=True)
class _ListRead:
    """A list of subscriptions beside the outlets that there are; is_whole says whether all its lines can be used."""

    subscriptions: list[Subscription]
    sites: list[SubscribedSite]
    outlets: list[Outlet]
    files: Mapping[str, Path]
    is_whole: bool

    @property
    def size(self) -> str:
        """`2 feeds of 1 site`."""
        return f"{counted(len(self.subscriptions), 'feed')} of {counted(len(self.sites), 'site')}"


def _read_list(settings: Settings, file: Path) -> _ListRead | None:
    """The list; None if it cannot be read. What cannot be read or used is reported."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    try:
        with file.open("rb") as opened:
            subscriptions, problems = parse_opml(opened.read(MAX_BYTES + 1))
    except OpmlError as error:
        click.echo(f"{file}: {error}", err=True)
        return None
    except OSError as error:
        click.echo(f"{file}: cannot be read: {error.strerror}", err=True)
        return None
    for problem in problems:
        click.echo(f"{file}: {problem}", err=True)
    outlets = registry.all_outlets(settings)
    sites = subscribed_sites(subscriptions, outlets)
    return _ListRead(subscriptions, sites, outlets, registry.outlet_files(settings), not problems)


def _counted(states: Counter[str]) -> str:
    return ", ".join(f"{count:,} {state.replace('_', ' ')}" for state, count in states.most_common()) or "nothing"


def _previews(site: SubscribedSite, outlets: list[Outlet]) -> Iterator[FeedPreview]:
    """What each feed of a site would become."""
    if site.outlet is not None:
        missing = set(site.missing)
        for feed in site.feeds:
            state = "feed_missing" if feed in missing else "known"
            yield FeedPreview(state, feed, site, "not named by its file" if feed in missing else None)
        return
    refusal = _refusal(site, outlets)
    for feed in site.feeds:
        yield FeedPreview("refused" if refusal else "new", feed, site, refusal)


def _refusal(site: SubscribedSite, outlets: list[Outlet]) -> str | None:
    """Why the site gets no outlet, if this is known without a request."""
    if site.home is None:
        return NO_SITE
    try:
        check_draft(site.home, DraftOptions(feeds=site.feeds))
        refuse_known(site.home, outlets)
    except (UsageError, DraftError) as error:
        return str(error)
    return None


def _known(site: SubscribedSite, file: Path) -> SiteResult:
    assert site.outlet is not None
    state = "feed_missing" if site.missing else "known"
    detail = f"add to its feeds: {', '.join(site.missing)}" if site.missing else None
    return SiteResult(state, site, site.outlet.name, str(file), detail)


def _drafted(site: SubscribedSite, list_name: str) -> SiteResult:
    if site.home is None:
        return SiteResult("failed", site, detail=NO_SITE)
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


def _preview_line(one: FeedPreview) -> str:
    what = one.site.outlet.name if one.site.outlet else one.site.home or "-"
    return f"{one.state:<12} {what}  {one.feed}" + (f"  ({one.detail})" if one.detail else "")


def _preview_row(file: Path, one: FeedPreview, outlet_file: Path | None) -> str:
    row = {
        "file": str(file),
        "state": one.state,
        "feed": one.feed,
        "outlet": one.site.outlet.name if one.site.outlet else None,
        "outlet_file": str(outlet_file) if outlet_file else None,
        "home": one.site.home,
        "folders": list(one.site.folders),
        "detail": one.detail,
    }
    return json.dumps(row, ensure_ascii=False)
