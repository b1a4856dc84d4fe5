"""/healthz: the process lives. /readyz: what it needs answers; names only, no details for strangers."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import redis
from django.conf import settings
from django.core.files.storage import storages
from django.db import connections
from django.http import HttpResponse, JsonResponse

LIMIT = 2.0  # seconds for each part


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    parts = check_parts()
    return JsonResponse(
        {name: "ok" if is_ok else "down" for name, is_ok in parts.items()}, status=200 if all(parts.values()) else 503
    )


def check_parts():
    """{part: answers within the limit}. Runs side by side, so that one slow part does not hide another."""
    checks = {"database": _database, "redis": _redis, "storage": _storage}
    pool = ThreadPoolExecutor(max_workers=len(checks))
    futures = {name: pool.submit(check) for name, check in checks.items()}
    results = {}
    for name, future in futures.items():
        try:
            future.result(timeout=LIMIT)
            results[name] = True
        except Exception:  # noqa: BLE001  whatever it was, the part does not answer
            results[name] = False
    pool.shutdown(wait=False)
    return results


def _database():
    connection = connections["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    finally:
        connection.close()


def _redis():
    client = redis.Redis.from_url(settings.CACHE_URL, socket_timeout=LIMIT, socket_connect_timeout=LIMIT)
    try:
        client.ping()
    finally:
        client.close()


def _storage():
    storages["private"].exists(f"probe/{uuid.uuid4().hex}")
