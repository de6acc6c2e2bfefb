"""How `newsarchive concordance` prints its lines: what was found stands below each other."""

import shutil
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

from newsarchive.archive.analysis.concordance import ConcordanceLine

# The width if the output is not a terminal.
NARROW = 120
_ID_WIDTH = 7


def concordance_lines(lines: Sequence[ConcordanceLine], width: int | None = None) -> Iterator[str]:
    """A line for each place: the article's id, the text before, what was found, and the text after."""
    width = width or shutil.get_terminal_size((NARROW, 24)).columns
    widest = min(max((cell_len(line.context.found) for line in lines), default=0), width // 3)
    side = max(10, (width - _ID_WIDTH - 2 - widest - 2) // 2)
    for line in lines:
        context = line.context
        before, after = _end(context.before.strip(), side), _beginning(context.after.strip(), side)
        padding = " " * (side - cell_len(before))
        yield f"{line.hit.id:>{_ID_WIDTH}}  {padding}{before} {context.found} {after}".rstrip()


def _beginning(text: str, width: int) -> str:
    return text if cell_len(text) <= width else chop_cells(text, width)[0]


def _end(text: str, width: int) -> str:
    return text if cell_len(text) <= width else chop_cells(text[::-1], width)[0][::-1]
