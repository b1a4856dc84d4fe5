"""A person's own templates over the API: keep a form or a page of it, look at it, name it, let it go."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from forms_builder.api.forms import FormView
from forms_builder.models import Template
from forms_builder.selectors.templates import OwnTemplate, own, templates_of
from forms_builder.services import templates
from petbuddy.api_schema import NO_CONTENT, problems_of


class TemplateSerializer(serializers.Serializer):
    """`slug`: what `POST forms/` takes as its `template`."""

    id = serializers.IntegerField(source="template.pk")
    slug = serializers.SlugField(source="template.slug")
    title = serializers.CharField(source="template.title")
    language = serializers.CharField(source="template.language")
    question_count = serializers.IntegerField()
    page_count = serializers.IntegerField()


class WholeTemplateSerializer(TemplateSerializer):
    definition = serializers.JSONField(source="template.definition")


class KeptSerializer(serializers.Serializer):
    """`page`: the id of one page, to keep it alone; without it the whole form. `title`: without one the form's own."""

    title = serializers.CharField(max_length=templates.TITLE_LENGTH, required=False)
    page = serializers.RegexField(r"^p_[a-z0-9_]{2,40}$", required=False)


class TitleSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=templates.TITLE_LENGTH)


class Keep(FormView):
    @extend_schema(
        request=KeptSerializer,
        responses={201: TemplateSerializer, **problems_of(400, 401, 403, 404, 409, 422, 429)},
    )
    @idempotent
    def post(self, request, pk):
        """Keep the draft, or one page of it, as a template of one's own; nothing of the form changes."""
        form = self.edited_form()
        data = KeptSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        title, page_id = data.validated_data.get("title", ""), data.validated_data.get("page", "")
        kept = templates.keep(form=form, by=request.user, title=title, page_id=page_id)
        return Response(TemplateSerializer(OwnTemplate.of(kept)).data, status=status.HTTP_201_CREATED)


class Templates(APIView):
    @extend_schema(
        responses={200: TemplateSerializer(many=True), **problems_of(401)}, operation_id="forms_templates_list"
    )
    def get(self, request):
        """One's own templates, by name."""
        return Response(TemplateSerializer(templates_of(request.user), many=True).data)


class OneTemplate(APIView):
    @extend_schema(responses={200: WholeTemplateSerializer, **problems_of(401, 404)})
    def get(self, request, pk):
        """One of them with its questions."""
        return Response(WholeTemplateSerializer(OwnTemplate.of(self.template())).data)

    @extend_schema(request=TitleSerializer, responses={200: TemplateSerializer, **problems_of(400, 401, 403, 404)})
    def patch(self, request, pk):
        """Give it another name."""
        template = self.template()
        data = TitleSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        renamed = templates.rename(template=template, by=request.user, **data.validated_data)
        return Response(TemplateSerializer(OwnTemplate.of(renamed)).data)

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404)})
    def delete(self, request, pk):
        """Let it go; forms that were started from it stay as they are."""
        templates.remove(template=self.template(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def template(self) -> Template:
        return get_object_or_404(own(self.request.user), pk=self.kwargs["pk"])
