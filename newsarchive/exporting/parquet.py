"""Articles as Parquet: typed columns, written in groups of rows. Needs pyarrow, which is an extra."""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, BinaryIO

from newsarchive.errors import UsageError
from newsarchive.formats.structure import structure_row
from newsarchive.records import Stamp, StoredArticle, Structure

# Rows in memory at a time, fewer when texts are long. Larger groups are faster to read, and each group adds an entry
# for each column to the index of the file.
GROUP_ROWS = 5_000
GROUP_CHARACTERS = 8_000_000
# Minimum and maximum values help a reader to skip groups. For long texts they would only be copies of the texts.
_WITHOUT_STATISTICS = {"headline", "standfirst", "body", "authors", "byline", "structure", "provenance"}

Value = Callable[[StoredArticle], Any]


def _at(stamp: Stamp | None) -> Any:
    return stamp.at if stamp else None


def _structure(structure: Structure | None) -> Any:
    row = structure_row(structure)
    if structure is None or row is None:
        return None
    return {**row, "entries": [{"block": entry.block, "at": entry.at} for entry in structure.entries]}


def _on(stamp: Stamp | None) -> Any:
    return stamp.on if stamp else None


# Name, type (a key of _types) and value of each column. The names are those of JSON lines.
COLUMNS: tuple[tuple[str, str, Value], ...] = (
    ("id", "number", lambda stored: stored.id),
    ("outlet", "text", lambda stored: stored.article.outlet),
    ("outlet_title", "text", lambda stored: stored.outlet_title),
    ("url", "text", lambda stored: stored.article.url),
    ("headline", "text", lambda stored: stored.article.headline),
    ("standfirst", "text", lambda stored: stored.article.standfirst),
    ("authors", "texts", lambda stored: [author.name for author in stored.article.authors]),
    ("byline", "text", lambda stored: stored.article.byline),
    ("published_at", "time", lambda stored: _at(stored.article.published)),
    ("published_on", "day", lambda stored: _on(stored.article.published)),
    ("modified_at", "time", lambda stored: _at(stored.article.modified)),
    ("modified_on", "day", lambda stored: _on(stored.article.modified)),
    ("source", "text", lambda stored: stored.article.source),
    ("source_date", "day", lambda stored: stored.article.source_date),
    ("language", "text", lambda stored: stored.article.language),
    ("section", "text", lambda stored: stored.article.section),
    ("kind", "text", lambda stored: stored.article.kind),
    ("completeness", "text", lambda stored: stored.article.completeness),
    ("is_free", "flag", lambda stored: stored.article.is_free),
    ("image_url", "text", lambda stored: stored.article.image_url),
    ("canonical_url", "text", lambda stored: stored.article.canonical_url),
    ("body", "text", lambda stored: stored.article.body),
    ("structure", "structure", lambda stored: _structure(stored.article.structure)),
    ("provenance", "pairs", lambda stored: list(stored.article.provenance.items())),
    ("revision", "number", lambda stored: stored.revision),
    ("revised_at", "time", lambda stored: stored.revised_at),
    ("first_seen_at", "time", lambda stored: stored.first_seen_at),
    ("checked_at", "time", lambda stored: stored.checked_at),
    ("gone_at", "time", lambda stored: stored.gone_at),
    ("read_by", "text", lambda stored: stored.read_by),
)

# The first column of an export of several archives.
_ARCHIVE: tuple[str, str, Value] = ("archive", "text", lambda stored: stored.archive)


def load_pyarrow() -> ModuleType:
    """The module pyarrow.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            "--format parquet: needs pyarrow, which is not installed; `pip install pyarrow`, or the extra: "
            "`pip install --editable '.[parquet]'`"
        ) from error
    module: ModuleType = pyarrow
    return module


def write_parquet(articles: Iterable[StoredArticle], out: BinaryIO, *, with_archives: bool = False) -> int:
    """Writes a Parquet file with one row for each article; returns how many there are.

    Times are timestamps in UTC, days are dates, authors are a list of names; unknown values are null. with_archives
    adds a first column with the name of the archive.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow = load_pyarrow()
    types = _types(arrow)
    chosen = (_ARCHIVE, *COLUMNS) if with_archives else COLUMNS
    schema = arrow.schema([arrow.field(name, types[kind]) for name, kind, _ in chosen])
    statistics = [name for name, kind, _ in chosen if name not in _WITHOUT_STATISTICS]
    count = 0
    with arrow.parquet.ParquetWriter(out, schema, compression="zstd", write_statistics=statistics) as writer:
        for group in _groups(articles):
            columns = [arrow.array([value(one) for one in group], types[kind]) for _, kind, value in chosen]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
            count += len(group)
    return count


def _types(arrow: ModuleType) -> dict[str, Any]:
    number, text, time = arrow.int64(), arrow.string(), arrow.timestamp("us", tz="UTC")
    block = {"first": number, "last": number, "kind": text, "level": number, "attribution": text}
    link = {"block": number, "start": number, "end": number, "url": text}
    structure = {
        "blocks": arrow.list_(_record(arrow, block)),
        "links": arrow.list_(_record(arrow, link)),
        "entries": arrow.list_(_record(arrow, {"block": number, "at": time})),
        "picture": _record(arrow, {"caption": text, "credit": text}),
    }
    return {
        "number": number,
        "text": text,
        "texts": arrow.list_(text),
        "time": time,
        "day": arrow.date32(),
        "flag": arrow.bool_(),
        "pairs": arrow.map_(text, text),
        "structure": _record(arrow, structure),
    }


def _record(arrow: ModuleType, types: dict[str, Any]) -> Any:
    return arrow.struct([arrow.field(name, kind) for name, kind in types.items()])


def _groups(articles: Iterable[StoredArticle]) -> Iterator[list[StoredArticle]]:
    group: list[StoredArticle] = []
    characters = 0
    for stored in articles:
        group.append(stored)
        characters += len(stored.article.body)
        if len(group) >= GROUP_ROWS or characters >= GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group
