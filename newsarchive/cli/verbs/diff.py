"""`newsarchive diff`: what changed between two versions of a stored article."""

import html
import json
from itertools import chain

import click
from rich.text import Text

from newsarchive.archive.articles.read import list_versions
from newsarchive.archive.database import Archive
from newsarchive.cli.options import ARTICLE_ID, COUNT, db_option, json_option
from newsarchive.cli.reports.results_console import ResultsConsole
from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare
from newsarchive.errors import UsageError
from newsarchive.records import ArticleVersion
from newsarchive.settings import Settings
from newsarchive.text import paragraphs

_STYLES = {"same": "", "added": "bold green", "removed": "strike red"}
# Without colours, as in a file: the marks of wdiff.
_MARKS = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
_TAGS = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}


@click.command("diff")
@click.argument("article_id", metavar="ID", type=ARTICLE_ID)
@click.argument("numbers", metavar="[N M]", nargs=-1, type=COUNT)
@click.option("--html", "as_html", is_flag=True, help="Print a complete web page.")
@json_option
@db_option
def diff_command(article_id: int, numbers: tuple[int, ...], as_html: bool, as_json: bool, settings: Settings) -> None:
    """Show word by word what changed between two versions of an article.

    Without version numbers, it shows the last change.

    \b
    Example:
      newsarchive diff 17 1 3 --html
    """
    with Archive.open(settings.db) as archive:
        versions = {version.number: version for version in list_versions(archive.conn, article_id)}
    older, newer = _chosen(article_id, numbers, versions)
    kinds = [str(change) for change in changes(older, newer)]
    shown = compare(_parts(older), _parts(newer))
    if as_json:
        parts = [[{"kind": part.kind, "text": part.text} for part in paragraph] for paragraph in shown]
        row = {"id": article_id, "older": older.number, "newer": newer.number, "kinds": kinds, "paragraphs": parts}
        click.echo(json.dumps(row, ensure_ascii=False))
    elif as_html:
        click.echo(_page(f"Article {article_id}, versions {older.number} and {newer.number}", kinds, shown))
    else:
        click.echo(f"version {older.number} to {newer.number}: {', '.join(kinds) or 'only typography'}\n")
        _print(shown)


def _chosen(
    article_id: int, numbers: tuple[int, ...], versions: dict[int, ArticleVersion]
) -> tuple[ArticleVersion, ArticleVersion]:
    if not versions:
        raise UsageError(f"diff {article_id}: no such article in the archive; `newsarchive search` lists ids")
    if len(numbers) not in (0, 2):
        raise UsageError("diff: give two version numbers or none, as in `newsarchive diff 17 1 2`")
    if len(versions) == 1:
        raise UsageError(f"diff {article_id}: the article has only one version; nothing changed")
    wanted = numbers or (max(versions) - 1, max(versions))
    missing = [number for number in wanted if number not in versions]
    if missing:
        raise UsageError(
            f"diff {article_id}: no version {missing[0]}; the versions are {', '.join(map(str, versions))}"
        )
    return versions[wanted[0]], versions[wanted[1]]


def _parts(version: ArticleVersion) -> list[str]:
    return [version.headline, *([version.standfirst] if version.standfirst else []), *paragraphs(version.body)]


def _print(shown: list[list[Part]]) -> None:
    console = ResultsConsole(highlight=False)
    if not console.is_terminal:
        marked = ("".join(_MARKS[part.kind].format(part.text) for part in paragraph) for paragraph in shown)
        click.echo("\n\n".join(marked))
        return
    for paragraph in shown:
        styled = chain.from_iterable([(part.text, _STYLES[part.kind])] for part in paragraph)
        console.print(Text.assemble(*styled), end="\n\n")


def _page(title: str, kinds: list[str], shown: list[list[Part]]) -> str:
    lines = [
        f"<p>{''.join(_TAGS[part.kind].format(html.escape(part.text)) for part in paragraph)}</p>"
        for paragraph in shown
    ]
    return "\n".join(
        [
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title>',
            "<style>body{max-width:40em;margin:2em auto;padding:0 1em;font:1em serif;color-scheme:light dark}</style>",
            f"</head><body><h1>{html.escape(title)}</h1><p>{html.escape(', '.join(kinds))}</p>",
            *lines,
            "</body></html>",
        ]
    )
