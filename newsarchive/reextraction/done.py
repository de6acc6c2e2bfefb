"""How far each outlet's refused pages were read, and by which reader: a small file beside the archive.

Of an article its own row says who read it; a page that is none has no such row.
"""

from pathlib import Path

from newsarchive.archive.progress_file import SideFile


class Done:
    """By outlet, the reader and the capture up to which it has read every refused page."""

    def __init__(self, db: Path) -> None:
        self._file = SideFile(db, "reextract")

    def until(self, outlet_name: str, read_by: str) -> int:
        """The id of that capture; 0 where another reader, or none, has read them."""
        match self._file.get(outlet_name):
            case [str(reader), int(capture_id)] if reader == read_by:
                return capture_id
        return 0

    def save(self, outlet_name: str, read_by: str, capture_id: int) -> None:
        """Remembers it."""
        self._file.save(outlet_name, [read_by, capture_id])
