"""The articles that a search finds: printed with the words found set off, or as JSON."""

import json
from dataclasses import asdict
from typing import Any

import click
from rich.text import Text

from newsarchive.archive.search.results import END_FOUND, FOUND, EarlierText, Hit, SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import open_archives
from newsarchive.archive.several.desks import check_joint_desk_filters
from newsarchive.archive.several.joint_search import search
from newsarchive.archive.several.joint_versions import search_versions
from newsarchive.cli.options import ChosenArchives
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.cli.reports.results_console import ResultsConsole
from newsarchive.formats.jsonl import json_value


def print_found(chosen: ChosenArchives, request: SearchRequest, *, versions: bool, as_json: bool) -> None:
    """Prints what a search of the archives finds: today's texts, or earlier versions."""
    with open_archives(chosen.paths) as archives:
        request = with_checked_outlets(archives, chosen.settings, request)
        check_joint_desk_filters(archives, request)
        result = (search_versions if versions else search)(archives, request)
    if as_json:
        click.echo(json.dumps(_result_row(result), ensure_ascii=False, indent=2))
    else:
        _print_result(result, request)


def _result_row(result: SearchResult) -> dict[str, Any]:
    return {
        "understood": result.understood,
        "total": result.total,
        "is_capped": result.is_capped,
        "is_ranked": result.is_ranked,
        "notes": list(result.notes),
        "forms": {one.typed: list(one.forms) for one in result.forms},
        "suggestions": [asdict(one) for one in result.suggestions],
        "hits": [_hit_row(hit) for hit in result.hits],
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values; the words found stand in **double asterisks**. Of several archives, it names its own."""
    left_out = ("search_id",) if hit.archive else ("search_id", "archive")
    return {name: _plain(value) for name, value in asdict(hit).items() if name not in left_out}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return value.replace(FOUND, "**").replace(END_FOUND, "**") if isinstance(value, str) else json_value(value)


def _print_result(result: SearchResult, request: SearchRequest) -> None:
    console = ResultsConsole(highlight=False, soft_wrap=not ResultsConsole().is_terminal)
    for hit in result.hits:
        day = hit.published_on.isoformat() if hit.published_on else "undated"
        console.print(Text(f"{hit.id:>7}  ", "dim") + _marked(hit.headline, "bold"))
        credit = hit.source if hit.source != hit.outlet_title else None
        origin = "  ".join(filter(None, (day, hit.outlet_title, credit, hit.archive)))
        console.print(Text(f"         {origin}", "dim"))
        if hit.snippet:
            console.print(Text("         ") + _marked(hit.snippet, ""))
        if hit.earlier:
            console.print(Text(f"         {_earlier_line(hit, hit.earlier)}", "dim"))
        if hit.copies and not request.all_copies:
            console.print(Text(f"         and {hit.copies:,} more", "dim"))
    for note in result.notes:
        click.echo(note, err=True)
    for one in result.forms:
        click.echo(f"Other forms of {one.typed} were searched for too: {', '.join(one.forms)}", err=True)
    for suggestion in result.suggestions:
        click.echo(f"{suggestion.reason}: {suggestion.query}", err=True)
    click.echo(_counted(result, request), err=True)


def _earlier_line(hit: Hit, earlier: EarlierText) -> str:
    """`version 1 of 3, replaced 2026-11-19, not in today's text`."""
    replaced = f", replaced {earlier.replaced_at.date().isoformat()}" if earlier.replaced_at else ""
    gone = "" if earlier.matches_today else ", not in today's text"
    return f"version {earlier.number} of {hit.revision}{replaced}{gone}"


def _counted(result: SearchResult, request: SearchRequest) -> str:
    """`57 articles, the first 20 shown`; copies that one result stands for count as shown."""
    shown = sum(1 if request.all_copies else 1 + hit.copies for hit in result.hits)
    number = f"{result.total:,}{'+' if result.is_capped else ''} article{'' if result.total == 1 else 's'}"
    return f"{number}, the first {len(result.hits)} shown" if result.total > shown else number


def _marked(text: str, style: str) -> Text:
    """The text with the words found in colour, on a terminal only."""
    shown = Text(style=style)
    for number, part in enumerate(text.replace(END_FOUND, FOUND).split(FOUND)):
        shown.append(part, "bold yellow" if number % 2 else "")
    return shown
