"""`script/fuzz [seconds]`: a private server with the demo's people, and made-up requests to it for so long."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import schemathesis
from django.conf import settings

from tests.fuzz import fuzzing, places

ROOT = Path(__file__).parents[2]
PEOPLE = {"anonymous": "", "adopter": "adopter@example.org", "giver": "giver@example.org"}
PEOPLE |= {"moderator": "moderator@example.org"}
PATIENCE = 600  # a busy machine takes long to make the photos of the demo


class Site:
    """The product as `manage.py serve` runs it, in a folder of its own, with limits that nobody reaches."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        limits = ",".join(f"{name}=1000000/{seconds}" for name, (_times, seconds) in settings.LIMITS.items())
        own = {"VAR_DIR": str(folder), "PUBLIC_URL": self.url, "LIMITS": limits}
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.environment = kept | own
        self.log = folder / "server.log"

    @contextlib.contextmanager
    def running(self):
        with self.log.open("wb") as log:
            command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(self.port)]
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            self._wait(process)
            yield
        finally:
            process.terminate()
            process.wait(60)

    def _wait(self, process):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.url}/readyz", timeout=20).ok:
                    return
            time.sleep(0.5)
        sys.exit(f"The server did not start:\n{self.log.read_text()[-2000:]}")

    def passwords(self):
        """{address: password} of the demo."""
        command = [sys.executable, "manage.py", "demo", "--json"]
        facts = json.loads(subprocess.check_output(command, cwd=ROOT, env=self.environment))
        accounts = facts["accounts"]
        rows = accounts.values() if isinstance(accounts, dict) else accounts
        return {row["email"]: row["password"] for row in rows}


class Person:
    """Sends requests as one account; signs in again when her session has ended."""

    def __init__(self, site, role, password):
        self.site, self.role, self.password = site, role, password
        self.count, self.headers = 0, {}
        self.sign_in()

    def sign_in(self):
        if PEOPLE[self.role]:
            body = {"email": PEOPLE[self.role], "password": self.password}
            answer = requests.post(f"{self.site.url}/api/v1/auth/token/", json=body, timeout=20)
            answer.raise_for_status()
            self.headers = {"Authorization": f"Bearer {answer.json()['access']}"}

    def send(self, case):
        self.count += 1
        response = case.call(base_url=self.site.url, headers=self.headers, timeout=30)
        if response.status_code == 401 and self.headers:
            self.sign_in()
            response = case.call(base_url=self.site.url, headers=self.headers, timeout=30)
        yield self.role, response

    def get(self, path):
        answer = requests.get(f"{self.site.url}/api/v1/{path}", headers=self.headers, timeout=20)
        return answer.json() if answer.ok else None


def attack_as(person, operations, seconds):
    """Round after round over all operations until the time is over; what ends a session comes last in each."""
    findings, start, until = {}, 0, time.monotonic() + seconds
    while time.monotonic() < until:
        ids = places.found(person.get)
        for operation in sorted(operations, key=fuzzing.is_ending):
            if time.monotonic() > until and start:
                break
            start += 1
            wrong = fuzzing.attack(operation, send=person.send, places=places.of(operation, ids), start=start)
            findings |= dict.fromkeys(wrong)
    return list(findings)


def main(seconds):
    failed = False
    with tempfile.TemporaryDirectory(prefix="petbuddy-fuzz-") as name:
        site = Site(Path(name))
        with site.running():
            passwords = site.passwords()
            schema = schemathesis.openapi.from_url(f"{site.url}/api/v1/schema/")
            operations = fuzzing.operations_of(schema)
            for role, address in PEOPLE.items():
                person = Person(site, role, passwords.get(address))
                findings = attack_as(person, operations, seconds / len(PEOPLE))
                told = f"{role}: {person.count} requests to {len(operations)} operations, {len(findings)} findings"
                sys.stdout.write("\n".join([told, *findings, ""]))
                sys.stdout.flush()
                failed = failed or bool(findings)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 300))
