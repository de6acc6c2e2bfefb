"""Ctrl-C never reaches what is started inside no_interrupt, not even what a thread that began there starts later."""

import subprocess
import sys

# The threads of an engine start processes by multiprocessing, as here: first a queue, which starts a tracker, then one
# process at once and, after the block, another one. Each says whether it blocks Ctrl-C.
PROGRAM = """
import multiprocessing, signal, threading
from newsarchive.workers.interrupts import no_interrupt

def blocks(queue):
    queue.put(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))

def start_two():
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    for has_to_wait in (False, True):
        if has_to_wait:
            has_ended.wait()
        process = context.Process(target=blocks, args=(queue,))
        process.start()
        print(queue.get())
        process.join()

if __name__ == "__main__":
    has_ended = threading.Event()
    thread = threading.Thread(target=start_two)
    with no_interrupt():
        thread.start()
    has_ended.set()
    thread.join()
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


def test_ctrl_c_reaches_no_process_that_is_started_inside(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, tmp_path / "program.py"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout.split(), ran.stderr) == (["True", "True", "False"], "")
