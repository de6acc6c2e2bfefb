"""Captured pages as WARC records (ISO 28500): writes, reads and erases our own files, and reads other people's files.

Knows no articles and no tables. A new kind of WARC record goes here; what a record means to an article does not.
"""

import sys

# warcio loads fsspec wherever it is installed, as with the extra `fleet`, and fsspec loads asyncio: every command would
# start 25 ms later. Nothing here opens addresses through warcio.
if "fsspec" not in sys.modules:
    sys.modules["fsspec"] = None  # type: ignore[assignment]
    try:
        import warcio.utils  # noqa: F401
    finally:
        del sys.modules["fsspec"]
