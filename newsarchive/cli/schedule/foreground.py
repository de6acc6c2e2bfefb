"""Runs the jobs at their times in the foreground, one after the other: for containers, which have no cron.

A job that is late, because another one took long or the machine slept, runs as soon as it can. The first crawl begins
at once: what it asks is decided by what is due, so restarts ask no outlet more often.
"""

import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from newsarchive.cli.schedule.crontab import cron_times
from newsarchive.cli.schedule.jobs import Installation, Job
from newsarchive.cli.schedule.next_runs import next_time

# After a sleep of the machine, or when the clock was set, what is due is noticed within this.
_LONGEST_WAIT_SECONDS = 60.0
_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

Clock = Callable[[], datetime]
Say = Callable[[str], None]


def local_time() -> datetime:
    """Now, in the time zone of this machine and without it, as cron counts."""
    return datetime.now().replace(tzinfo=None)  # noqa: DTZ005  (cron's times are local)


def run_jobs(jobs: Sequence[Job], installation: Installation, say: Say, now: Clock = local_time) -> int:
    """Runs each job at its times until a signal ends it; then the job that runs is told to end, and waited for.

    Returns:
        130 after Ctrl-C, 143 after SIGTERM, 129 when the terminal is closed.
    """
    planned = {job: now() if number == 0 else _planned(job, now()) for number, job in enumerate(jobs)}
    with _signals() as received:
        while True:
            job = min(planned, key=planned.__getitem__)
            if planned[job] > now():
                say(f"next: {job.name} at {planned[job]:%Y-%m-%d %H:%M}")
            while (seconds := (planned[job] - now()).total_seconds()) > 0:
                ended_by = _ending(received(min(seconds, _LONGEST_WAIT_SECONDS)))
                if ended_by:
                    return 128 + ended_by
            ended_by = _run(job, installation, say, received)
            if ended_by:
                return 128 + ended_by
            planned[job] = _planned(job, now())


def _planned(job: Job, after: datetime) -> datetime:
    moment = next_time(cron_times(job.when), after)
    assert moment is not None, "every job of ours has a time within a week"
    return moment


def _run(job: Job, installation: Installation, say: Say, received: Callable[[float], list[int]]) -> int | None:
    """The signal that ended it all while the job ran; None if the job ended by itself."""
    environ = {**os.environ, **({"NEWSARCHIVE_CONFIG": str(installation.config)} if installation.config else {})}
    # A session of its own: Ctrl-C in a terminal reaches every process of a session, and a crawl that gets it twice,
    # from the terminal and from here, ends without storing what is under way.
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [*installation.command, *job.words], cwd=installation.folder, env=environ, start_new_session=True
    )
    say(f"{job.name}: began")
    ended_by: int | None = None
    while process.poll() is None:
        signals = received(_LONGEST_WAIT_SECONDS)
        if ended_by is None and (ended_by := _ending(signals)):
            process.terminate()
    # As shells count: a process that a signal ended has 128 and the number of the signal.
    status = process.returncode if process.returncode >= 0 else 128 - process.returncode
    say(f"{job.name}: ended with status {status}")
    return ended_by


def _ending(signals: Iterable[int]) -> int | None:
    return next((one for one in signals if one in _ENDING), None)


@contextmanager
def _signals() -> Iterator[Callable[[float], list[int]]]:
    """A function that waits so many seconds for a signal, and says which came; also the end of a process is one."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    before = {one: signal.signal(one, lambda number, frame: None) for one in (*_ENDING, signal.SIGCHLD)}
    if before[signal.SIGHUP] is signal.SIG_IGN:
        # Under nohup.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    wakeup = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)

    def received(seconds: float) -> list[int]:
        ready, _, _ = select.select([reading], [], [], max(seconds, 0))
        return list(reading.recv(64)) if ready else []

    try:
        yield received
    finally:
        signal.set_wakeup_fd(wakeup)
        for one, handler in before.items():
            signal.signal(one, handler)
        reading.close()
        writing.close()
