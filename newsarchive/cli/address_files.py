"""Addresses that a command is given: in its arguments, in files, or through standard input."""

import codecs
import sys
from collections.abc import Sequence
from pathlib import Path

from newsarchive.errors import UsageError
from newsarchive.formats.address_list import AddressList, read_addresses
from newsarchive.urls import is_web_address, normalize_url, url_key

# A million addresses of 100 characters.
MAX_BYTES = 100_000_000
STDIN = "-"


def gathered_addresses(sources: Sequence[str]) -> AddressList:
    """The addresses of all sources, each once: addresses themselves, files, and "-" for standard input.

    Raises:
        UsageError: a file is missing, too large or no text.
    """
    lists = [AddressList((one,)) if is_web_address(one) else _list_in(one) for one in sources]
    urls: dict[int, str] = {}
    for one in lists:
        for url in one.urls:
            urls.setdefault(url_key(normalize_url(url)), url)
    repeated = sum(one.repeated + len(one.urls) for one in lists) - len(urls)
    return AddressList(tuple(urls.values()), tuple(line for one in lists for line in one.problems), repeated)


def _list_in(source: str) -> AddressList:
    name = "standard input" if source == STDIN else source
    if "://" in source:
        raise UsageError(f"{source}: not a web address; only http:// and https:// can be fetched")
    data = _bytes_of(source)
    if len(data) > MAX_BYTES:
        raise UsageError(f"{name}: larger than {MAX_BYTES // 10**6} MB; split the list into several files")
    return read_addresses(_text(data, name), name)


def _bytes_of(source: str) -> bytes:
    if source == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise UsageError(f"{source}: cannot be read: {why}; name a file, an address with https://, or -") from error


def _text(data: bytes, name: str) -> str:
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}: line {line} is not UTF-8; save the list as text in UTF-8") from error
