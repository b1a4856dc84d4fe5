"""The process tree, as a person at a terminal meets it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import redis
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the tree asks Linux to end the orphans")


class Run:
    """One `manage.py serve` in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, _free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        # Nothing that collectstatic must make: the tree is what is looked at.
        self.environment = kept | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STATIC_FINDERS": "1",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
        }

    def start(self):
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.wait_for(lambda: f"PetBuddy is at http://127.0.0.1:{self.port}" in self.words())

    def words(self):
        return (self.folder / "log").read_text()

    def children(self):
        """{process id: is it a redis}"""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = path.read_text().rpartition(")")[2].split()[:2]
                if int(parent) == self.process.pid and state != "Z":
                    found[int(path.parent.name)] = "redis" in (path.parent / "cmdline").read_text()
            except OSError:  # it has just ended
                continue
        return found

    def wait_for(self, is_so, seconds=30):
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, self.words()
            assert self.process.poll() is None, self.words()
            time.sleep(0.05)

    def end(self):
        self.process.kill()
        self.process.wait()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def are_gone(pids, seconds=3):
    deadline = time.monotonic() + seconds
    while left := [pid for pid in pids if _is_alive(pid)]:
        if time.monotonic() > deadline:
            return left
        time.sleep(0.02)
    return []


def _is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run = Run(tmp_path_factory.mktemp("serve", numbered=True))
    yield run
    run.end()


def test_from_nothing_to_a_page_and_back_within_two_seconds(run):
    run.start()
    run.wait_for(lambda: len(run.children()) == 4)  # redis, web, worker, scheduler
    children = run.children()
    with urllib.request.urlopen(f"http://127.0.0.1:{run.port}/readyz") as answer:
        ready = answer.status
    begun = time.monotonic()

    run.process.send_signal(signal.SIGINT)
    code = run.process.wait(10)
    seconds = time.monotonic() - begun

    assert (ready, code, are_gone(children)) == (200, 0, [])
    assert seconds < 2.5
    assert re.findall("Traceback|Warning|error", run.words()) == []


def test_parts_that_die_come_back_with_their_data_and_a_killed_tree_leaves_no_orphan(run):
    run.start()
    run.wait_for(lambda: len(run.children()) == 4)
    first = run.children()
    client = redis.Redis.from_url(f"unix://{run.folder}/redis/redis.sock")
    client.set("queued", "work")
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    run.wait_for(lambda: len(set(run.children()) - set(first)) == 4)
    second = run.children()
    run.wait_for(lambda: client.ping())
    kept = client.get("queued")
    permissions = (Path(run.folder) / "redis" / "redis.sock").stat().st_mode & 0o777

    run.process.kill()
    run.process.wait()

    assert (kept, permissions) == (b"work", 0o700)
    assert are_gone(second) == []


def test_a_second_tree_over_the_same_folder_is_refused(tmp_path):
    import fcntl

    run = Run(tmp_path)
    with open(tmp_path / "serve.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "manage.py", "serve"]

        result = subprocess.run(command, cwd=ROOT, env=run.environment, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stderr == f"CommandError: PetBuddy already runs from {tmp_path}.\n"
