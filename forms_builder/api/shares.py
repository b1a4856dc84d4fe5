"""Shares over the API: who else may do what with a form."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.idempotency import idempotent
from forms_builder.api import serializers
from forms_builder.api.forms import FormView
from forms_builder.services import shares
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import Forbidden


class Shares(FormView):
    @extend_schema(
        responses={200: serializers.ShareSerializer(many=True), **problems_of(401, 403, 404)},
        operation_id="forms_shares_list",
    )
    def get(self, request, pk):
        """Everybody the form is shared with; only for those who may share it."""
        rows = self.shared_form().shares.select_related("user").order_by("-created_at", "-pk")
        return Response(serializers.ShareSerializer(rows, many=True).data)

    @extend_schema(
        request=serializers.NewShareSerializer,
        responses={201: serializers.ShareSerializer, **problems_of(400, 401, 403, 404, 409, 422, 429)},
    )
    @idempotent
    def post(self, request, pk):
        """Share with an address; again with the same one: other rights or another end. At most one's own rights."""
        form = self.shared_form()
        data = serializers.NewShareSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        made = shares.share(form=form, by=request.user, **data.validated_data)
        return Response(serializers.ShareSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[OpenApiParameter("id", type=int, required=True)],
        responses={**NO_CONTENT, **problems_of(400, 401, 403, 404)},
    )
    def delete(self, request, pk):
        """End a share: it opens nothing from this moment."""
        form = self.shared_form()
        asked = serializers.ShareNumberSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        shares.revoke(share=get_object_or_404(form.shares, pk=asked.validated_data["id"]), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def shared_form(self):
        form = self.form()
        if not self.request.user.has_perm("forms_builder.share_form", form):
            raise Forbidden(_("You may look at this form, but not share it."))
        return form
