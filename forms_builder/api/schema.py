"""The JSON Schema of a form, for whoever writes one with other tools: the same rules by which forms are published."""

from functools import cache

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from forms_builder.definition import json_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def document():
    return {"$schema": DIALECT, **json_schema()}


@method_decorator(cache_control(public=True, max_age=3600), name="get")
class DefinitionSchema(APIView):
    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, auth=[])
    def get(self, request):
        """The JSON Schema (draft 2020-12) of a form's `definition`. What it can not say is told when publishing."""
        return Response(document())
