"""The folder that all machines of a fleet share: a local or mounted one, or any address that fsspec knows."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

import fsspec

from newsarchive.archive.captures.warc_files import NO_ROOM
from newsarchive.archive.progress_file import ProgressFile
from newsarchive.errors import FleetError, SegmentError, SettingsError
from newsarchive.settings import real_file

# Under this key the name of an archive's folder is kept.
_NAME = "folder"
_ADVICE = "all machines must reach it under this address; the setting fleet_segments names it"


class SegmentFolder:
    """One folder at address. It is created when a file is written into it.

    Raises, when it is created:
        SettingsError: fsspec does not know the address, or needs another package for it.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self._files, self._root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise SettingsError(f"{address}: cannot be used as the folder of segments: {error}") from error

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A new file of that name, which is complete when the block ends.

        Raises:
            FleetError: it cannot be written, or there is no room; in that case nothing is left of it.
        """
        try:
            self._files.makedirs(self._root, exist_ok=True)
            with self._files.open(self._path(name), "wb") as file:
                yield cast(BinaryIO, file)
        except OSError as error:
            with suppress(OSError):
                self._files.rm(self._path(name))
            if error.errno in NO_ROOM:
                raise FleetError(
                    f"{self.address}: no room for segments ({error.strerror}); make room, then run the command again"
                ) from error
            raise FleetError(f"{self.address}: cannot be written ({_reason(error)}); {_ADVICE}") from error

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """The file of that name.

        Raises:
            SegmentError: it is missing or cannot be read.
        """
        try:
            with self._files.open(self._path(name), "rb") as file:
                yield cast(BinaryIO, file)
        except OSError as error:
            raise SegmentError(f"{self.address}/{name}: cannot be read ({_reason(error)}); {_ADVICE}") from error

    def has(self, name: str) -> bool:
        """Whether the file of that name is there; True if that cannot be found out now."""
        try:
            self._files.invalidate_cache()
            return bool(self._files.exists(self._path(name)))
        except OSError:
            return True

    def remove(self, name: str) -> None:
        """Deletes the file of that name; one that is missing is not an error."""
        with suppress(OSError):
            self._files.rm(self._path(name))

    def clear(self) -> None:
        """Deletes the folder with all that is in it. What cannot be deleted stays until the next time."""
        with suppress(OSError):
            self._files.rm(self._root, recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def folder_of_archive(db: Path, address: str | None, work: str) -> SegmentFolder:
    """The folder of one kind of work for the archive at db alone: inside address, or else beside the archive.

    The name that an archive has inside address is kept beside the archive, so that the next command finds and clears
    what a killed one left there.

    Raises:
        SettingsError: the address cannot be used.
        ArchiveError: the name cannot be kept.
    """
    if address is None:
        return SegmentFolder(f"{real_file(db).absolute()}.{work}-segments")
    kept = ProgressFile(db, "fleet")
    name = kept.get(_NAME)
    if not isinstance(name, str) or not name.isalnum():
        name = secrets.token_hex(8)
        kept.save(_NAME, name)
    return SegmentFolder(f"{address.rstrip('/')}/{name}-{work}")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
