"""`manage.py serve`: the whole product from one command; `serve web|ws|worker|scheduler`: one part, in production."""

import contextlib
import fcntl
import http.client
import os
import socket
import sys
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connections

from petbuddy.serving import parts, private_redis, readiness
from petbuddy.serving.tree import Child, GaveUp, Tree, forked


class Command(BaseCommand):
    help = "Runs PetBuddy: database, queue, worker, scheduler and web server. With a part, only that part."
    requires_system_checks = []  # 'manage.py check' and 'doctor' are for that; the second start shall be quick

    def add_arguments(self, parser):
        parser.add_argument("part", nargs="?", choices=["web", "ws", "worker", "scheduler"])
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=2, help="of web and worker")
        parser.add_argument("--demo", action="store_true", help="fill an empty site with the demo")

    def handle(self, *, part, host, port, processes, demo, **options):
        if part:
            self.run_part(part, host, port, processes)
        else:
            self.run_tree(host, port, demo)

    def run_part(self, part, host, port, processes):
        if part == "web":
            parts.web(host=host, port=port, processes=processes)
        elif part == "ws":
            parts.web_and_sockets(host=host, port=port, behind_proxy=True)
        elif part == "worker":
            parts.worker(pool="prefork", concurrency=processes)
        else:
            parts.scheduler()

    def run_tree(self, host, port, demo):
        know_own_address(host, port)
        tree = Tree()
        with only_one_here(), listening(host, port) as listener:
            try:
                self.start(tree, listener, demo)
                tree.run()
            except (private_redis.NoRedis, GaveUp) as error:
                raise CommandError(f"PetBuddy stops: {error}") from None
            except KeyboardInterrupt:  # while it was starting
                pass
            finally:
                tree.stop("web", "scheduler", "first page")
                tree.stop("worker")
                tree.stop()

    def start(self, tree, listener, demo):
        if private_redis.is_wanted(os.environ):
            redis = private_redis.PrivateRedis(settings.REDIS_URL)
            tree.add(Child("redis", redis.start, patience=1.0))
        static = forked(readiness.collect_static)()  # beside the migrations, on the other core
        readiness.migrate()
        if demo and "demo" in get_commands() and not apps.get_model("adoption", "Post").objects.exists():
            call_command("demo")
        if os.waitstatus_to_exitcode(os.waitpid(static, 0)[1]):
            raise CommandError("The static files could not be collected.")
        connections.close_all()  # a connection must not be shared by two processes
        tree.add(Child("web", forked(lambda: parts.web_and_sockets(listener))))
        tree.add(Child("first page", forked(lambda: self.greet(listener)), once=True))
        tree.add(Child("worker", forked(lambda: parts.worker(pool="threads", concurrency=4))))
        tree.add(Child("scheduler", forked(parts.scheduler)))

    def greet(self, listener):
        """Say where it is, once it is there."""
        host, port = listener.getsockname()[:2]
        address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        while True:
            connection = http.client.HTTPConnection(address, port, timeout=30)
            try:
                connection.request("GET", "/", headers={"Host": settings.ALLOWED_HOSTS[0]})
                connection.getresponse().read()
            except OSError:
                time.sleep(0.05)
                continue
            self.stdout.write(self.style.SUCCESS(f"PetBuddy is at {settings.PUBLIC_URL}"))
            return


def know_own_address(host, port):
    """Links in mails and the sockets' origin stand on PUBLIC_URL: another port makes another one, from the start on."""
    if "PUBLIC_URL" in os.environ or host in {"0.0.0.0", "::"}:  # noqa: S104
        return
    address = f"http://{host}:{port}"
    if address != settings.PUBLIC_URL:
        os.environ["PUBLIC_URL"] = address
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606


@contextlib.contextmanager
def only_one_here():
    """Two trees over one folder would take each other's Redis away."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "serve.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(f"PetBuddy already runs from {folder}.") from None
        yield


@contextlib.contextmanager
def listening(host, port):
    """The open port, before anything else is done: whoever calls early waits instead of being turned away."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise CommandError(f"Port {port} cannot be opened: {error.strerror}. Try --port {port + 1}.") from None
    listener.set_inheritable(True)
    with listener:
        yield listener
