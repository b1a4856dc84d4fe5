"""`@idempotent` on a creating endpoint: the header Idempotency-Key makes it safe to send again."""

import functools
import hashlib
import json

from django.db import transaction
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.services import idempotency
from petbuddy.retries import retry_deadlocks

LONGEST_KEY = 80


def idempotent(endpoint):
    """Decorate a method of an APIView, or a function view, of signed-in people that creates something."""

    @functools.wraps(endpoint)
    def answer(*args, **kwargs):
        request = args[0] if hasattr(args[0], "user") else args[1]
        key = request.headers.get("Idempotency-Key", "")
        if not key or not request.user.is_authenticated:
            return endpoint(*args, **kwargs)
        if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
            raise ValidationError({"Idempotency-Key": ["Up to 80 printable ASCII characters."]})
        row = idempotency.claim(
            user=request.user,
            route=hashlib.sha256(f"{request.method} {request.path}".encode()).hexdigest(),
            key=hashlib.sha256(key.encode()).hexdigest(),  # compared with case, whatever the collation says
            fingerprint=fingerprint_of(request),
        )
        if row.status is not None:
            return Response(row.response, status=row.status, headers={"Idempotency-Replayed": "true"})
        return _run(row, functools.partial(endpoint, *args, **kwargs))

    return answer


def _run(row, endpoint):
    """The work and its stored answer commit together, or neither does."""
    try:
        response = _answered(row, endpoint)
    except BaseException:
        idempotency.release(row=row)
        raise
    if response.status_code >= 400:
        idempotency.release(row=row)
    return response


@retry_deadlocks  # the service's own retry is silent here, inside this transaction
@transaction.atomic
def _answered(row, endpoint):
    response = endpoint()
    if response.status_code < 400:
        stored = json.loads(json.dumps(response.data, cls=JSONEncoder))
        idempotency.store(row=row, status=response.status_code, response=stored)
    return response


def fingerprint_of(request):
    """What was sent, as one number: fields in any order, files by their content."""
    digest = hashlib.sha256()
    files = getattr(request, "FILES", None) or {}
    data = request.data
    if hasattr(data, "items"):
        data = {name: value for name, value in data.items() if name not in files}
    digest.update(json.dumps(data, sort_keys=True, cls=JSONEncoder).encode())
    for name in sorted(files):
        for file in files.getlist(name):
            digest.update(f"|{name}|{file.size}|".encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
