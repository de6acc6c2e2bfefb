"""Running `newsarchive new` for another command, which needs the file of an outlet that does not exist yet."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from newsarchive.cli.exit_statuses import MISUSED
from newsarchive.errors import DraftError, UsageError

# How a shell reports a process that Ctrl-C ended.
_INTERRUPTED = 130


def drafted_in_own_process(url: str, feeds: Sequence[str] = ()) -> dict[str, Any]:
    """What `new URL --json` prints; feeds are those that it tries first.

    It runs in its own process: Twisted's reactor can run only once in a process.

    Raises:
        DraftError, UsageError: what `new` reported.
        KeyboardInterrupt: `new` was stopped.
    """
    options = [word for feed in feeds for word in ("--feed", feed)]
    command = [sys.executable, "-m", "newsarchive.cli.main", "new", url, "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == _INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or [f"{url}: drafting failed with exit status {done.returncode}"])[-1]
        kind = UsageError if done.returncode == MISUSED else DraftError
        raise kind(said.removeprefix("newsarchive: "))
    row: dict[str, Any] = json.loads(done.stdout)
    return row
