"""Schemathesis over the OpenAPI document: what the document allows, and what it does not, sent as real people."""

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# These end what the rest stands on: they are sent by somebody who signs in for each of them anew.
ENDING = {("POST", "/api/v1/auth/logout/"), ("DELETE", "/api/v1/me/sessions/"), ("DELETE", "/api/v1/me/")}
HOW = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


def operations_of(schema):
    """Every operation of the document."""
    return [each.ok() for each in schema.get_all_operations()]


def is_ending(operation):
    return (operation.method.upper(), operation.path) in ENDING


def attack(operation, *, send, places=(), examples=3, start=0):
    """Send made-up requests to one operation; returns what was wrong with the answers, one sentence each.

    `send(case)` gives the responses to judge. `places`: values for the address that name things which exist; without
    them (and now and then beside them) schemathesis makes ids up, which lead nowhere.
    """
    findings = {}
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @seed(start)
    @settings(max_examples=examples, **HOW)
    @given(case=st.one_of(modes), place=st.sampled_from([*places, *places, {}]))
    def once(case, place):
        case.path_parameters = {**(case.path_parameters or {}), **place}
        for who, response in send(case):
            for problem in problems_of(case, response):
                findings.setdefault((response.status_code, problem.title), _sentence(who, case, response, problem))

    once()
    return list(findings.values())


def problems_of(case, response):
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as failures:
        return list(failures.exceptions)
    return []


def _sentence(who, case, response, problem):
    told = " ".join(problem.message.split())[:300]
    sent = case.as_curl_command()[:600]
    return f"{who}: {response.status_code} {problem.title}: {told}\n    {sent}\n    {response.text[:200]}"
