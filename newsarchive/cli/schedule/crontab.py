"""Jobs as lines of a crontab, each with comments that say what it does."""

import shlex
from collections.abc import Iterable

from newsarchive.cli.schedule.jobs import Installation, Job, When
from newsarchive.errors import UsageError

_WEEKDAYS = {"Sun": "0", "Mon": "1"}


def crontab(jobs: Iterable[Job], installation: Installation) -> str:
    """The lines to paste with `crontab -e`.

    The exit status of a line is that of its command, for a wrapper that looks at it.

    Raises:
        UsageError: a path has a line break, which no crontab can have.
    """
    lines: list[str] = []
    for job in jobs:
        lines += [f"# newsarchive: {job.what}.", *(f"# {note}" for note in job.notes)]
        lines.append(f"{cron_times(job.when)} {shell_line(job, installation)}")
    return "\n".join(lines)


def shell_line(job: Job, installation: Installation) -> str:
    """The command as a crontab has it: quoted for the shell, and its percent signs for cron."""
    config = f"NEWSARCHIVE_CONFIG={_quoted(installation.config)} " if installation.config else ""
    words = " ".join(map(_quoted, (*installation.command, *job.words)))
    only_errors = " > /dev/null" if job.has_report else ""
    return f"cd {_quoted(installation.folder)} && {config}{words}{only_errors}"


def _quoted(word: object) -> str:
    text = str(word)
    if "\n" in text or "\r" in text:
        raise UsageError(f"schedule: {text!r} has a line break, which a crontab cannot have; rename it")
    # In a crontab a percent sign ends the command, even inside quotes, unless a backslash is before it, which cron
    # removes (crontab(5)). Two quotes between a backslash of the word and the percent sign keep the backslashes apart.
    return shlex.quote(text).replace("\\%", "\\''%").replace("%", r"\%")


def cron_times(when: When) -> str:
    """The five fields of a crontab, such as `7 */4 * * *`."""
    weekday = _WEEKDAYS[when.weekday] if when.weekday else "*"
    return f"{','.join(map(str, when.minutes))} {when.hours} * * {weekday}"
