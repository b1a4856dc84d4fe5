#!/usr/bin/env python3
"""How long ten thousand answers take to list, search, filter, add up and export, and what memory that costs.

    .venv/bin/python benchmarks/results.py [--db sqlite] [--db mariadb] [--count 10000]

Each line is a process of its own on the same filled database: seconds, those of its CPU, queries, and how far its
memory grew at the most. The same is done with a hundredth of the answers in the same run; the query counts must not
differ, save where all that was found is read: then by what each batch of 500 costs (A_BATCH).
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BUDGET_MB = 200
BATCH = 500  # forms_builder.selectors.batches.AT_ONCE
WORDS = [
    "我們家在三樓，陽台與窗戶都加了防護網，平日白天有人在家。",
    "以前養過兩隻貓，都陪到十五歲，家人都同意再照顧一隻。",
    "I work from home most days, and the cat would never be alone for long.",
    "牠生病時我們會帶去看獸醫，每個月存一筆醫療基金。",
]


def main():
    options = parsed()
    if options.run:
        print(json.dumps(measured(options.run)))
        return
    for db in options.db or ["sqlite", "mariadb"]:
        with tempfile.TemporaryDirectory(prefix="pb-bench-", dir="/tmp") as folder:
            compare(db, Path(folder), options.count)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", action="append", choices=["sqlite", "mariadb"])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    return parser.parse_args()


def compare(db, folder, count):
    """Print one table: few answers beside many, on one database server."""
    from tests.services import Services

    services = Services(folder)
    try:
        url = services.start_mariadb() if db == "mariadb" else f"sqlite:///{folder / 'db.sqlite3'}"
        environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "PB_TESTING": "1"}
        call(environment, "migrate")
        print(f"\n{db}: {count} answers, beside {count // 100}")
        print(f"{'':<24}{'seconds':>9}{'of CPU':>9}{'(few)':>9}{'queries':>9}{'(few)':>7}{'memory +MB':>12}")
        few_form, many_form = (call(environment, f"fill:{size}") for size in (count // 100, count))
        for name in OPERATIONS:
            few, many = (call(environment, f"{name}:{form}") for form in (few_form, many_form))
            more_queries = A_BATCH.get(name, 0) * (batches(count) - batches(count // 100))
            said = verdict(few, many, more_queries)
            print(
                f"{name:<24}{many['seconds']:>9.2f}{many['cpu']:>9.2f}{few['cpu']:>9.2f}{many['queries']:>9}{few['queries']:>7}"
                f"{many['megabytes']:>12.1f}  {said}"
            )
    finally:
        services.close()


def verdict(few, many, more_queries):
    faults = []
    if many["queries"] > few["queries"] + more_queries:
        faults.append("MORE QUERIES")
    if many["megabytes"] > BUDGET_MB:
        faults.append(f"OVER {BUDGET_MB} MB")
    return ", ".join(faults) or "ok"


def batches(count):
    """In how many parts that many answers are read."""
    return -(-count // BATCH)


def call(environment, run):
    done = subprocess.run(
        [sys.executable, __file__, "--run", run], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def measured(run):
    """What happens in the process of one line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "petbuddy.settings"
    import django

    django.setup()
    name, _, argument = run.partition(":")
    if name == "migrate":
        from django.core.management import call_command

        create_database()
        return call_command("migrate", verbosity=0)
    if name == "fill":
        return fill(int(argument))
    return timed(name, int(argument))


def create_database():
    """A new MariaDB server has none yet."""
    from django.conf import settings

    options = settings.DATABASES["default"]
    if options["ENGINE"].endswith("mysql"):
        import MySQLdb

        server = MySQLdb.connect(unix_socket=options["OPTIONS"]["unix_socket"], user=options["USER"])
        server.query(f"CREATE DATABASE IF NOT EXISTS `{options['NAME']}` CHARACTER SET utf8mb4")
        server.close()


def timed(name, form_id):
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from forms_builder.models import Form
    from forms_builder.selectors.results import Reader, Results

    form = Form.objects.select_related("owner").get(pk=form_id)
    reader = Reader(user=form.owner, may_see_private=True, may_review=True)
    reset_queries()
    before = resident()
    with CaptureQueriesContext(connection) as queries:
        start, start_cpu = time.perf_counter(), time.process_time()
        OPERATIONS[name](Results(form, reader, language="zh-hant"))
        seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    return {"seconds": seconds, "cpu": cpu, "queries": len(queries), "megabytes": max(0.0, peak() - before)}


def resident():
    """Megabytes in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(count):
    """A form of the site's own template with that many answer sheets. Returns its key."""
    from django.utils import timezone

    from accounts.models import User
    from forms_builder import definition as definitions
    from forms_builder import lookup, templates_registry
    from forms_builder.models import Submission, Upload
    from forms_builder.services import forms, versions
    from petbuddy import storage

    now = timezone.now()
    owner = User.objects.create(email=f"owner{count}@example.org", name="Giver", email_verified_at=now)
    slug = templates_registry.all_templates()[0].slug
    form = forms.start(owner=owner, template=slug, language="zh-hant")
    version = versions.publish(form=form, by=owner)
    chance = random.Random(count)
    pictures = [item["id"] for item in definitions.questions(version.definition) if item["type"] == "photo"]
    key = storage.new_key("files", "webp")
    storage.save_bytes(storage.private_storage(), key, bytes(2000), "image/webp")  # everybody's picture
    for start in range(0, count, 500):
        numbers = range(start, min(start + 500, count))
        people = [User(email=f"p{count}-{n}@example.org", name=f"陳怡君{n}", email_verified_at=now) for n in numbers]
        User.objects.bulk_create(people)
        people = User.objects.filter(email__in=[person.email for person in people])
        rows = []
        for number, person in zip(numbers, people, strict=True):
            answers = {asked: said for asked, said in answered(version.definition, chance) if said is not None}
            answers |= {asked: [str(uuid4())] for asked in pictures}
            rows.append(
                Submission(
                    version=version,
                    respondent=person,
                    answers=answers,
                    lookup=lookup.text_of(version.definition, answers),
                    submitted_at=now - timedelta(minutes=number),
                )
            )
        Submission.objects.bulk_create(rows)
        sent = Submission.objects.filter(version=version, respondent__in=people).select_related("respondent")
        given = [(one, asked, uid) for one in sent for asked in pictures for uid in one.answers[asked]]
        Upload.objects.bulk_create(
            Upload(uid=uid, form=form, owner=one.respondent, submission=one, question_id=asked, state="ready", key=key)
            for one, asked, uid in given
        )
    return form.pk


def answered(definition, chance):
    from forms_builder import definition as definitions

    return [(item["id"], answer(item, chance)) for item in definitions.questions(definition)]


def answer(item, chance):
    """Something that a person could have said."""
    kind = item["type"]
    if kind == "repeat":
        return [{field["id"]: answer(field, chance) for field in item["fields"]} for _row in range(2)]
    if kind in ("single_choice", "multi_choice"):
        chosen = chance.choice(item["choices"])["id"]
        return chosen if kind == "single_choice" else [chosen]
    simple = {
        "short_text": lambda: "0912345678" if item.get("format") == "phone" else chance.choice(WORDS)[:12],
        "long_text": lambda: " ".join(chance.choices(WORDS, k=4)),
        "number": lambda: chance.randint(0, 14),
        "scale": lambda: chance.randint(1, 5),
        "yes_no": lambda: chance.random() < 0.5,
        "date": lambda: f"{chance.randint(1950, 2005)}-06-15",
        "consent": lambda: "陳怡君" if item.get("typed") else True,
        "address": lambda: {"county": "tpe", "district": "tpe-116"},
    }
    return simple[kind]() if kind in simple else None


def _filters(**asked):
    from forms_builder.selectors.answer_filters import Filters

    return Filters(**asked)


def _page(number=1, **asked):
    return lambda results: results.page(number, _filters(**asked))


def _chosen(results):
    column = next(column for column in results.columns if column.type == "single_choice")
    option = results.asks.options(column.id)[0]
    results.page(1, _filters(options=((column.id, option.id),)))


def _sorted(results):
    column = next(column for column in results.columns if column.type == "number")
    results.page(1, _filters(sort=f"-{column.id}"))


def _one(results):
    [submission, *_others] = results.part(1, 25, _filters()).object_list
    results.neighbors(submission, _filters())


def _print(results):
    from forms_builder.selectors import sheets

    sheets.part(results, [], _filters(), 10**6)


def _api(results):
    """One page of the API's list from its middle, in an order that no index helps with."""
    from rest_framework.request import Request
    from rest_framework.test import APIRequestFactory

    from forms_builder.api.results_pages import SheetPages

    def part(query):
        request = Request(APIRequestFactory(SERVER_NAME="localhost").get("/", query))
        return SheetPages().part(results, _filters(sort="score"), request)

    cursor = results.part(2, 100, _filters(sort="score")).object_list[0].uid
    part({"page_size": 100, "cursor": b64encode(f"p={cursor}".encode()).decode()})


def _summary(results):
    from forms_builder.selectors.summaries import summary

    summary(results)


def _export(kind):
    def run(results):
        from forms_builder.exporting import as_csv, as_xlsx
        from forms_builder.exporting.table import table
        from petbuddy.streaming import joined

        written = {"csv": as_csv, "xlsx": as_xlsx}[kind]
        for _piece in joined(written.pieces(table(results, _filters()))):
            pass

    return run


def _pack(results):
    from forms_builder.exporting import as_zip

    for _piece in as_zip.pieces(results, _filters()):
        pass


OPERATIONS = {
    "first page": _page(),
    "last page": _page(10**6),
    "search, some hits": _page(words="怡君7"),
    "search, all hits": _page(words="防護網"),
    "filter by option": _chosen,
    "sort by number": _sorted,
    "one and neighbors": _one,
    "last part on paper": _print,
    "a page of the API": _api,
    "summary": _summary,
    "export CSV": _export("csv"),
    "export XLSX": _export("xlsx"),
    "pictures as ZIP": _pack,
}
# Queries more for each batch, where all that was found is read: the answers, and of pictures where they lie.
A_BATCH = {
    "search, some hits": 1,
    "search, all hits": 1,
    "summary": 1,
    "export CSV": 1,
    "export XLSX": 1,
    "pictures as ZIP": 2,
}

if __name__ == "__main__":
    main()
