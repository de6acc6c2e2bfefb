"""Starts Python programs by forking an interpreter that has loaded what most of them load.

A crawl loads Scrapy, trafilatura and our own modules, which takes longer than the crawl of an invented site. Popen here
is subprocess.Popen for a command [sys.executable, …]: with the same pipes, signals and exit status, and the program is
a child of the process that asks for it.

These need a new interpreter, and so subprocess: tests of the start itself or of what is loaded, and programs that
replace a name before other modules import it.

Each process that runs tests has one such interpreter, its server, which ends with it.
"""

import atexit
import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import util
from pathlib import Path
from typing import Any, Never

HERE = Path(__file__).resolve().parent
# What crawls, drafts and imports load. No module that starts a thread or makes a reactor: neither survives a fork.
MODULES = (
    "newsarchive.crawl.process",
    "newsarchive.ingest",
    *(f"newsarchive.cli.verbs.{verb}" for verb in ("backfill", "crawl", "fetch", "import_", "new", "outlets")),
)
# It reads the settings file and the environment when it is loaded.
_READS_SETTINGS = "newsarchive.crawl.settings"
_SERVER = f"import sys; sys.path[0] = {str(HERE)!r}; import warm_python; warm_python.serve(int(sys.argv[1]))"
# linux/prctl.h
_PR_SET_CHILD_SUBREAPER = 36
_LENGTH_BYTES = 8
_SPAWN = util.spawnv_passfds
_STREAMS = 3


class Popen(subprocess.Popen[Any]):
    """subprocess.Popen of [sys.executable, "-m", …], [sys.executable, "-c", …] or [sys.executable, FILE, …].

    Of the options, those of the streams, cwd, env, text and start_new_session have an effect. Where env has another
    value of PYTHONPATH or the like, which is read at the start only, a new interpreter is started.
    """

    # The part of subprocess.Popen that starts the process, from Python 3.11 on.
    def _execute_child(  # type: ignore[override]
        self, args: Any, executable: Any, preexec_fn: Any, close_fds: Any, pass_fds: Any, cwd: Any, env: Any,
        startupinfo: Any, creationflags: Any, shell: Any, p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int,
        errread: int, errwrite: int, restore_signals: Any, gid: Any, gids: Any, uid: Any, umask: Any,
        start_new_session: bool, process_group: Any,
    ) -> None:  # fmt: skip
        environ = dict(os.environ if env is None else env)
        if any(_is_read_at_the_start(name, environ) for name in {*os.environ, *environ}):
            super()._execute_child(  # type: ignore[misc]
                args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags, shell,
                p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, restore_signals, gid, gids, uid, umask,
                start_new_session, process_group,
            )  # fmt: skip
            return
        python, *words = map(os.fspath, args)
        assert python == sys.executable, f"{python} is not the Python that runs the tests"
        streams = [fd if fd != -1 else own for own, fd in enumerate((p2cread, c2pwrite, errwrite))]
        order = {
            "words": words,
            "cwd": os.path.abspath(cwd or os.curdir),
            "env": environ,
            "is_leader": start_new_session,
        }
        self.pid = _server().start(order, streams)
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


def run(
    command: Sequence[Any], *, input: Any = None, timeout: float | None = None, check: bool = False,  # noqa: A002
    capture_output: bool = False, **how: Any,
) -> "subprocess.CompletedProcess[Any]":  # fmt: skip
    """subprocess.run of such a command."""
    if capture_output:
        how.update(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if input is not None:
        how["stdin"] = subprocess.PIPE
    with Popen(command, **how) as process:
        try:
            out, err = process.communicate(input, timeout)
        except BaseException:
            process.kill()
            raise
    done = subprocess.CompletedProcess(command, process.returncode, out, err)
    if check:
        done.check_returncode()
    return done


class _Server:
    """The interpreter that forks. start() may be called by any thread."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", _SERVER, str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        atexit.register(self._end)

    def start(self, order: dict[str, Any], streams: list[int]) -> int:
        """The process id of a new child of this process."""
        message = json.dumps(order).encode()
        with self._lock:
            # The child's first parent ends at once; the child then belongs to this process.
            _set_subreaper(True)
            try:
                socket.send_fds(self._socket, [len(message).to_bytes(_LENGTH_BYTES)], streams)
                self._socket.sendall(message)
                return int.from_bytes(_exactly(self._socket, _LENGTH_BYTES))
            finally:
                _set_subreaper(False)

    def _end(self) -> None:
        if os.getpid() == self.owner:
            self._socket.close()
            self._process.wait()


_servers: list[_Server] = []
_first = threading.Lock()


def _server() -> _Server:
    with _first:
        # A fork of this process needs a server of its own: children belong to the process that has the server.
        if not _servers or _servers[-1].owner != os.getpid():
            _servers.append(_Server())
        return _servers[-1]


def _set_subreaper(is_on: bool) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, int(is_on), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = connection.recv(size - len(found))
        if not part:
            raise EOFError("the interpreter that forks has ended")
        found += part
    return found


def serve(fd: int) -> None:
    """Forks for each order that arrives at the socket fd, until the other end is closed."""
    for module in MODULES:
        import_module(module)
    assert len(os.listdir("/proc/self/task")) == 1, "a module has started a thread"
    assert "twisted.internet.reactor" not in sys.modules, "a module has made a reactor"
    assert _READS_SETTINGS not in sys.modules, "programs would have the settings of this process"
    # Ctrl-C in a terminal is for the tests.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Children share the memory of what is loaded, until a collection writes into it.
    gc.freeze()
    connection = socket.socket(fileno=fd)
    while True:
        length, streams, _, _ = socket.recv_fds(connection, _LENGTH_BYTES, _STREAMS)
        if not length:
            return
        order = json.loads(_exactly(connection, int.from_bytes(length)))
        may_begin, begin = os.pipe()
        numbers, number = os.pipe()
        if (between := os.fork()) == 0:
            if (child := os.fork()) == 0:
                connection.close()
                for one in (begin, numbers, number):
                    os.close(one)
                # Until its first parent has ended.
                os.read(may_begin, 1)
                os.close(may_begin)
                _run(_program(order, streams))
            os.write(number, child.to_bytes(_LENGTH_BYTES))
            os._exit(0)
        os.waitpid(between, 0)
        connection.sendall(os.read(numbers, _LENGTH_BYTES))
        for one in (may_begin, begin, numbers, number, *streams):
            os.close(one)


def _run(program: Callable[[], object]) -> Never:
    """Runs program and ends this process as an interpreter ends, but without taking apart what is loaded.

    That would write to all memory that is shared with the server, which costs more than a short program.
    """
    status: Any = 0
    try:
        program()
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        sys.excepthook(*sys.exc_info())
        status = -signal.SIGINT
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if status is not None and not isinstance(status, int):
        print(status, file=sys.stderr)
        status = 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if status == -signal.SIGINT:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit((status or 0) & 0xFF)


def _program(order: dict[str, Any], streams: list[int]) -> Callable[[], object]:
    """Makes this process what a new interpreter is at its start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for own, fd in enumerate(streams):
        os.dup2(fd, own)
    for fd in streams:
        os.close(fd)
    if order["is_leader"]:
        os.setsid()
    os.chdir(order["cwd"])
    _set_environment(order["env"])
    util.spawnv_passfds = _forked
    first, *rest = order["words"]
    sys.modules["__main__"] = main = types.ModuleType("__main__")
    if first == "-c":
        sys.argv, sys.path[0] = ["-c", *rest[1:]], ""
        return lambda: exec(compile(rest[0], "<string>", "exec"), vars(main))
    if first == "-m":
        # The program is loaded once more, as a main module always is. Of a package, that is its __main__.
        if not hasattr(sys.modules.get(rest[0]), "__path__"):
            sys.modules.pop(rest[0], None)
        sys.argv, sys.path[0] = ["", *rest[1:]], os.getcwd()
        return lambda: runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    sys.argv, sys.path[0] = [first, *rest], os.path.dirname(os.path.abspath(first))
    return lambda: runpy.run_path(first, run_name="__main__")


def _forked(path: bytes, args: Sequence[str], fds: Sequence[int]) -> int:
    """Starts the server of the program's own worker processes as a fork too: it would load the same modules again."""
    if "multiprocessing.forkserver" not in args[-1].split():
        return _SPAWN(path, args, fds)
    if pid := os.fork():
        return pid
    try:
        signal.set_wakeup_fd(-1)
        for number in signal.valid_signals():
            if callable(signal.getsignal(number)):
                signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        for fd in {int(one) for one in os.listdir("/proc/self/fd")} - {*range(_STREAMS), *fds}:
            with suppress(OSError):
                os.close(fd)
        exec(args[-1], {"__name__": "__main__"})
    except SystemExit:
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    finally:
        # What is open belongs to the program.
        os._exit(0)


def _is_read_at_the_start(name: str, environ: dict[str, str]) -> bool:
    """Whether a new interpreter would read this variable, and this process had another value of it."""
    return name.startswith("PYTHON") and environ.get(name) != os.environ.get(name)


def _set_environment(environ: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
