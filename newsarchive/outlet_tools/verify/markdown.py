"""The report of `newsarchive outlets --verify` in Markdown, ready to be attached to an issue."""

import json
from collections.abc import Iterator, Sequence

from newsarchive.outlet_tools.verify.findings import MEANINGS, OutletFinding, SourceFinding, SourceState
from newsarchive.outlet_tools.verify.report import FORMAT, KINDS, VerifyReport, proposal_rows

# Addresses and reasons come from strangers' servers. Longer ones are cut.
_LONGEST = 300


def markdown(report: VerifyReport) -> str:
    """The report: the number of each state, what is wrong first, and last the proposals as --apply reads them."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: VerifyReport) -> Iterator[str]:
    findings, counts = report.in_order(), report.states
    yield f"# Outlets verified on {report.asked_on}"
    yield ""
    where = f" ({', '.join(report.narrowed_by)})" if report.narrowed_by else ""
    yield (
        f"newsarchive {report.version} polled {sum(counts.values()):,} feeds and sitemaps of "
        f"{len(findings):,} outlets{where} once. Days are in UTC."
    )
    if not report.is_complete:
        yield f"It was stopped: {report.asked - len(findings):,} of {report.asked:,} outlets were not polled."
    yield from _table(
        ("state", "number", "meaning"), [(str(state), f"{n:,}", MEANINGS[state]) for state, n in counts.items()]
    )
    for state in counts:
        if state is not SourceState.OK:
            yield from ("", f"## {state}")
            yield from _table(
                ("outlet", "kind", "address", "found"),
                [
                    (one.name, KINDS[source.kind], _code(source.url), _found(source))
                    for one, source in _in(findings, state)
                ],
            )
    yield from _pages(findings)
    yield from ("", "## Answered")
    yield from _table(
        ("outlet", "kind", "address", "entries", "newest"),
        [
            (one.name, KINDS[source.kind], _code(source.url), f"{source.entries:,}", str(source.newest_on or ""))
            for one, source in _in(findings, SourceState.OK)
        ],
    )
    yield from ("", "## Proposed changes", "", "`newsarchive outlets --apply` reads this:", "", "```json")
    # One proposal a line; addresses cannot end the block, because JSON writes a line break as \n.
    rows = ",\n".join(f"    {json.dumps(row)}" for row in proposal_rows(findings))
    yield f'{{"format": {FORMAT}, "proposals": [\n{rows}\n]}}' if rows else f'{{"format": {FORMAT}, "proposals": []}}'
    yield "```"


def _in(findings: Sequence[OutletFinding], state: SourceState) -> Iterator[tuple[OutletFinding, SourceFinding]]:
    return ((one, source) for one in findings for source in one.sources if source.state is state)


def _pages(findings: Sequence[OutletFinding]) -> Iterator[str]:
    read = [(one.name, one.page) for one in findings if one.page is not None]
    if read:
        yield from ("", "## Pages")
        yield from _table(
            ("outlet", "state", "address", "found"),
            [(name, str(page.state), _code(page.url), _code(page.detail or "")) for name, page in read],
        )


def _found(source: SourceFinding) -> str:
    newest = f"newest {source.newest_on}" if source.newest_on else ""
    entries = f"{source.entries:,} entries" if source.entries else ""
    return ", ".join(filter(None, (entries, newest, _code(source.detail or ""))))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    if not rows:
        yield "None."
        return
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _code(text: str) -> str:
    """text as code, in which nothing is a link, a mention or markup, and which cannot end its cell."""
    line = " ".join(text.split()).replace("`", "'").replace("|", "%7C")
    return f"`{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}`" if line else ""
