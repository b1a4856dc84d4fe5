"""A tree of child processes: started in order, restarted when one dies, stopped in order, never left behind.

Children are forked from the loaded parent, so that none of them loads Django again; each asks the system to end it when
the parent is gone, however the parent went.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field

RESTARTS = 5  # within
RESTARTS_SECONDS = 60.0
LOOK_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


class GaveUp(Exception):
    """A part died again and again."""


@dataclass
class Child:
    """One part. `start()` returns its process id; `once` parts may end by themselves."""

    name: str
    start: object
    stop_signal: int = signal.SIGTERM
    patience: float = 0.7  # seconds from the polite signal to the one that nobody survives
    once: bool = False
    pid: int | None = None
    starts: deque = field(default_factory=lambda: deque(maxlen=RESTARTS))


class Tree:
    def __init__(self):
        self.children = []
        self.is_stopping = False

    def add(self, child):
        """Start a part; from now on it is looked after."""
        child.pid = child.start()
        child.starts.append(time.monotonic())
        self.children.append(child)

    def run(self):
        """Look after the parts until somebody says stop (Ctrl-C, SIGTERM). Raises GaveUp."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        while not self.is_stopping:
            for child in self.children:
                if child.pid is not None and _has_ended(child.pid):
                    self._restart(child)
            time.sleep(LOOK_SECONDS)

    def stop(self, *names):
        """Stop these parts at once, or all that are left; none outlives its patience."""
        going = [child for child in self.children if child.pid is not None and (not names or child.name in names)]
        for child in going:
            _signal(child.pid, child.stop_signal)
        begun = time.monotonic()
        while going:
            for child in list(going):
                if _has_ended(child.pid):
                    child.pid = None
                    going.remove(child)
                elif time.monotonic() - begun > child.patience:
                    _signal(child.pid, signal.SIGKILL)
            time.sleep(0.01)

    def _ask_to_stop(self, number, frame):
        self.is_stopping = True

    def _restart(self, child):
        child.pid = None
        if child.once or self.is_stopping:
            return
        if len(child.starts) == RESTARTS and time.monotonic() - child.starts[0] < RESTARTS_SECONDS:
            raise GaveUp(child.name)
        child.pid = child.start()
        child.starts.append(time.monotonic())


def forked(work):
    """A `start` that runs `work()` in a child which shares what the parent has loaded."""

    def start():
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            leave_with_parent(signal.SIGKILL, parent)
            work()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001  the child must end here, whatever it was
            sys.excepthook(*sys.exc_info())
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    return start


def leave_with_parent(number, parent):
    """The calling process gets `number` when its parent dies, and Ctrl-C of the terminal no more. Linux; else only the
    second."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def _has_ended(pid):
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _signal(pid, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
