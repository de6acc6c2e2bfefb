"""Serves every invented site until Ctrl-C; their times are counted back from now."""

import threading
from contextlib import ExitStack
from datetime import UTC, datetime

from sites import SITES, serve

with ExitStack() as stack:
    for name, build in SITES.items():
        running = stack.enter_context(serve(build, datetime.now(UTC)))
        print(f"{running.base}/  {name}", flush=True)
    threading.Event().wait()
