"""Jobs as units of systemd: a service that runs one command in a sandbox, and a timer that starts it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsarchive.cli.schedule.jobs import Installation, Job, When
from newsarchive.errors import UsageError

SERVE_UNIT = "newsarchive-serve.service"
# Folders that ProtectHome= hides from a service, unless it is read-only; and those that PrivateTmp= hides.
_HOMES = tuple(map(Path, ("/home", "/root", "/run/user")))
_TEMPORARY = tuple(map(Path, ("/tmp", "/var/tmp")))  # noqa: S108
# What no command needs. systemd.exec(5) explains each; memory stays executable because libffi needs it.
_SANDBOX = """NoNewPrivileges=yes
CapabilityBoundingSet=
PrivateDevices=yes
ProtectSystem=strict
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service"""


def units(jobs: Iterable[Job], installation: Installation, user: str) -> dict[str, str]:
    """The text of each unit by its file name, for the services of the system, which run as user.

    Raises:
        UsageError: a path has characters that a unit cannot have.
    """
    texts = {}
    for job in jobs:
        name = f"newsarchive-{job.name}"
        texts[f"{name}.service"] = "\n".join(_service(job, installation, user)) + "\n"
        texts[f"{name}.timer"] = "\n".join(_timer(job)) + "\n"
    return texts


def serve_unit(db: Path, port: int, installation: Installation, user: str) -> dict[str, str]:
    """The service that shows the archive at db on this machine, by its file name. It writes SQLite's shared memory.

    Raises:
        UsageError: a path has characters that a unit cannot have.
    """
    job = Job(
        "serve",
        "show the archive in the browser",
        (),
        ("serve", "--host", "127.0.0.1", "--port", str(port), "--db", str(db)),
        When(()),
        # A reader of a database in WAL mode writes into the shared memory beside it.
        (db.parent,),
        needs_network=True,
    )
    # People wait for its pages, so it gets as much of the processor as other programs.
    lines = [line for line in _service(job, installation, user) if line != "Nice=10"]
    lines[lines.index("Type=oneshot")] = "Type=exec"
    lines[lines.index("SuccessExitStatus=143")] = "SuccessExitStatus=143\nRestart=on-failure\nRestartSec=10"
    return {SERVE_UNIT: "\n".join((*lines, "", "[Install]", "WantedBy=multi-user.target")) + "\n"}


def _service(job: Job, installation: Installation, user: str) -> Iterator[str]:
    yield from ("[Unit]", f"Description=newsarchive: {job.what}")
    if job.needs_network:
        yield from ("Wants=network-online.target", "After=network-online.target")
    yield from ("", "[Service]", "Type=oneshot", f"User={user}", f"WorkingDirectory={_raw(installation.folder)}")
    if installation.config:
        yield f"Environment={_quoted(f'NEWSARCHIVE_CONFIG={installation.config}')}"
    yield "ExecStart=" + _command_line((*installation.command, *job.words))
    # After SIGTERM a command stores what is under way and ends with 143.
    yield from ("SuccessExitStatus=143", "Nice=10", *_SANDBOX.splitlines())
    used = (
        installation.folder,
        Path(installation.command[0]),
        *installation.reads,
        *((installation.config,) if installation.config else ()),
        *job.folders,
    )
    yield f"ProtectHome={'read-only' if _are_below(used, _HOMES) else 'yes'}"
    yield f"PrivateTmp={'no' if _are_below(used, _TEMPORARY) else 'yes'}"
    families = "AF_UNIX AF_INET AF_INET6 AF_NETLINK" if job.needs_network else "AF_UNIX"
    yield f"RestrictAddressFamilies={families}"
    if not job.needs_network:
        yield "PrivateNetwork=yes"
    # With the path of a link, or one with "..", systemd would ignore the line.
    yield "ReadWritePaths=" + " ".join(dict.fromkeys(_quoted(str(folder.resolve())) for folder in job.folders))


def _timer(job: Job) -> Iterator[str]:
    yield from ("[Unit]", f"Description=newsarchive: {job.what}", "", "[Timer]", f"OnCalendar={_calendar(job.when)}")
    # A run that was missed while the machine was off is made up for.
    yield from ("Persistent=true", f"RandomizedDelaySec={job.random_delay_seconds}")
    yield from ("", "[Install]", "WantedBy=timers.target")


def _calendar(when: When) -> str:
    """The moment as systemd.time(7) writes it: `Mon *-*-* 6:17`."""
    hours = when.hours.replace("*/", "0/")
    day = f"{when.weekday} " if when.weekday else ""
    return f"{day}*-*-* {hours}:{','.join(f'{minute:02}' for minute in when.minutes)}"


def _are_below(paths: Iterable[Path], folders: Iterable[Path]) -> bool:
    """Whether one of the paths, or what it links to, is in one of the folders."""
    both = {one for path in paths for one in (path, path.resolve())}
    return any(one.is_relative_to(folder) for folder in folders for one in both)


def _quoted(word: str) -> str:
    """A word in quotes, as systemd.syntax(7) reads it; percent signs would be specifiers."""
    if any(not character.isprintable() for character in word):
        raise UsageError(f"schedule: {word!r} has characters that a unit of systemd cannot have; rename it")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _command_line(words: tuple[str, ...]) -> str:
    program, *arguments = words
    if set(program) & set("\"'\\"):
        # systemd starts no program with a quote in its path; env does.
        program, arguments = "/usr/bin/env", list(words)
    # Only arguments have variables; the path of the program is taken as it is.
    return " ".join((_quoted(program), *map(_argument, arguments)))


def _argument(word: str) -> str:
    """A word of a command line, where a dollar sign would be a variable; quotes only where they are needed."""
    is_plain = word.isascii() and word.replace("-", "").replace("/", "").replace(".", "").replace("_", "").isalnum()
    return word if is_plain else _quoted(word).replace("$", "$$")


def _raw(folder: Path) -> str:
    """A path that stands alone after an equals sign: there quotes would be part of it."""
    text = str(folder)
    if not text.isprintable() or text != text.strip() or text.endswith("\\"):
        raise UsageError(f"schedule: {text!r} has characters that a unit of systemd cannot have; rename it")
    return text.replace("%", "%%")
