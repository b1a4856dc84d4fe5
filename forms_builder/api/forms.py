"""Forms over the API: list, start, edit by operations, publish, versions."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from forms_builder.api import serializers
from forms_builder.permissions import forms_visible_to, may_read_whole
from forms_builder.selectors.forms import edits_of, forms_of
from forms_builder.services import drafts, forms, versions
from petbuddy.api_schema import problems_of
from petbuddy.errors import Forbidden


class FormList(generics.ListCreateAPIView):
    serializer_class = serializers.FormSerializer

    def get_queryset(self):
        return forms_of(self.request.user)

    @extend_schema(
        request=serializers.NewFormSerializer,
        responses={201: serializers.FormSerializer, **problems_of(400, 401, 403, 404)},
    )
    def post(self, request):
        """Start a form from one of the site's templates, or blank under a title."""
        data = serializers.NewFormSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        form = forms.start(owner=request.user, **data.validated_data)
        return Response(self.get_serializer(self.get_queryset().get(pk=form.pk)).data, status=status.HTTP_201_CREATED)


class FormView(APIView):
    """Base: the form in the address, or 404 for whoever may not know of it."""

    def form(self):
        return get_object_or_404(forms_visible_to(self.request.user), pk=self.kwargs["pk"])

    def edited_form(self):
        """The same for who may edit it, or 403."""
        form = self.form()
        if not self.request.user.has_perm("forms_builder.edit_form", form):
            raise Forbidden(_("You may look at this form, but not edit it."))
        return form

    def whole_form(self):
        """The same for who works on the questions or publishes them, or 403."""
        form = self.form()
        if not may_read_whole(self.request.user, form):
            raise Forbidden(_("You may look at this form, but not edit it."))
        return form


class Draft(FormView):
    @extend_schema(responses={200: serializers.DraftSerializer, **problems_of(401, 403, 404)})
    def get(self, request, pk):
        """The draft as it stands; reading changes nothing."""
        return Response(serializers.DraftSerializer(self.whole_form()).data)

    @extend_schema(
        request=serializers.OperationsSerializer,
        responses={200: serializers.EditedSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def patch(self, request, pk):
        """Apply operations against a revision; what others did since comes back, nothing of theirs is overwritten."""
        data = serializers.OperationsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        edited = drafts.apply(form=self.form(), by=request.user, **data.validated_data)
        return Response(serializers.EditedSerializer(edited).data)


class History(FormView):
    @extend_schema(responses={200: serializers.HistorySerializer(many=True), **problems_of(401, 403, 404)})
    def get(self, request, pk):
        """One's own latest edits, oldest first, each with what undoes it: undo goes on after a reload."""
        edits = edits_of(self.edited_form(), by=request.user)
        return Response(serializers.HistorySerializer(edits, many=True).data)


class Publish(FormView):
    @extend_schema(
        request=serializers.PublishSerializer,
        responses={200: serializers.VersionSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def post(self, request, pk):
        """Freeze the draft as the next version. 400 `not_publishable` lists every problem with its place."""
        data = serializers.PublishSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        grace = 0 if data.validated_data["ask_everybody"] else versions.GRACE_DAYS
        base_rev = data.validated_data.get("base_rev")
        version = versions.publish(form=self.form(), by=request.user, base_rev=base_rev, grace_days=grace)
        return Response(serializers.VersionSerializer(version, context={"reads_whole": True}).data)


class Versions(generics.ListAPIView, FormView):
    """Every published version: whole for who edits or publishes, for others as applicants saw it."""

    serializer_class = serializers.VersionSerializer

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return serializers.FormVersion.objects.none()
        return self.form().versions.all()

    def get_serializer_context(self):
        is_real = not getattr(self, "swagger_fake_view", False)
        return super().get_serializer_context() | {
            "reads_whole": is_real and may_read_whole(self.request.user, self.form())
        }
