"""The error answers of the OpenAPI document, so that each route lists what it can really answer."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

MEANING = {
    400: "What was sent cannot be used; `errors` names the fields.",
    401: "Nobody is signed in.",
    403: "Known, but not allowed; or a cookie without the CSRF token.",
    404: "There is no such thing, or not for you.",
    409: "The state does not allow it any more.",
    410: "The link has been used or has run out.",
    413: "Too many bytes.",
    415: "A kind of file or body that is not taken.",
    422: "The same key was used for another request.",
    429: "A limit was reached; Retry-After says how long.",
    503: "Something of ours is away; Retry-After says how long.",
}


class ProblemSerializer(serializers.Serializer):
    """RFC 9457 problem details; `errors` = {field: [sentence, …]}."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    request_id = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)


def problems_of(*statuses):
    """{(status, media type): response} for `extend_schema(responses=…)`."""
    return {
        (status, "application/problem+json"): OpenApiResponse(ProblemSerializer, description=MEANING[status])
        for status in statuses
    }


NO_CONTENT = {204: OpenApiResponse(description="Done.")}


def add_common_problems(result, generator, request, public):
    """A hook of the document: what any address may answer stands at each, also where nobody thought of it.

    401: a token that has run out, even where none is needed. 404: an address with a key that names nothing. 400,
    413, 415: a body that is broken, too large or of another kind; 400 also: a cursor that is none. 429: the general
    limit of what changes something. 503: the database is away.
    """
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            statuses = ["503"]
            statuses += ["401"] if operation.get("security") else []
            statuses += ["404"] if "{" in path else []
            statuses += ["400", "413", "415"] if "requestBody" in operation else []
            statuses += ["429"] if method != "get" else []
            statuses += ["400"] if any(each["name"] == "cursor" for each in operation.get("parameters", ())) else []
            for status in statuses:
                operation["responses"].setdefault(status, _problem(int(status)))
    return result


def _problem(status):
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": MEANING[status], "content": content}
