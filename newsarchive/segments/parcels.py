"""One value as a file in the shared folder, on its way from the writer to a worker."""

import secrets
import zlib
from typing import Any, TypeVar

import msgspec

from newsarchive.errors import SegmentError
from newsarchive.segments.folder import SegmentFolder

Value = TypeVar("Value")

# The fastest: what travels is read once.
_LEVEL = 1


def send_parcel(folder: SegmentFolder, task: str, value: Any) -> str:
    """The name of a new file with value, a dataclass of what msgspec knows.

    Raises:
        FleetError: the folder cannot be written, or has no room.
    """
    name = f"{task}-{secrets.token_hex(6)}.parcel"
    with folder.writing(name) as file:
        file.write(zlib.compress(msgspec.json.encode(value), _LEVEL))
    return name


def open_parcel(folder: SegmentFolder, name: str, kind: type[Value]) -> Value:
    """The value of that kind in the file.

    Raises:
        SegmentError: the file is missing or damaged.
    """
    with folder.reading(name) as file:
        data = file.read()
    try:
        return msgspec.json.decode(zlib.decompress(data), type=kind)
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SegmentError(f"{folder.address}/{name}: damaged ({error})") from error
