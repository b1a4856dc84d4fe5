"""Invitations to a private post over the API."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption.api import post_serializers as shapes_of
from adoption.api.posts import visible
from adoption.permissions import require
from adoption.selectors.invitations import OpenLink, links_of, url_of
from adoption.services import invitation_links, invitations
from petbuddy.api_schema import NO_CONTENT, problems_of


class PostInvitations(APIView):
    @extend_schema(
        responses={200: shapes_of.InvitationSerializer(many=True), **problems_of(401, 403, 404)},
        operation_id="posts_invitations_list",
    )
    def get(self, request, uid):
        """Who was invited to one's own post, and who has come."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        rows = post.invitations.select_related("user").order_by("-created_at", "-pk")
        return Response(shapes_of.InvitationSerializer(rows, many=True).data)

    @extend_schema(
        request=shapes_of.InviteSerializer,
        responses={201: shapes_of.InvitationSerializer, **problems_of(400, 401, 403, 404, 409, 422, 429)},
    )
    @idempotent
    def post(self, request, uid):
        """Mail one address a link that opens the post."""
        post = visible(uid, request.user)
        data = shapes_of.InviteSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        invitation = invitations.invite(post=post, by=request.user, **data.validated_data)
        return Response(shapes_of.InvitationSerializer(invitation).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[OpenApiParameter("id", type=int, required=True)],
        responses={**NO_CONTENT, **problems_of(400, 401, 403, 404)},
    )
    def delete(self, request, uid):
        """Take an invitation back; the post closes for whoever came in by it."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        asked = shapes_of.InvitationNumberSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        invitation = get_object_or_404(post.invitations, pk=asked.validated_data["id"])
        invitations.revoke(invitation=invitation, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PostInvitationLinks(APIView):
    @extend_schema(
        responses={200: shapes_of.LinkSerializer(many=True), **problems_of(401, 403, 404)},
        operation_id="posts_invitation_links_list",
    )
    def get(self, request, uid):
        """The links to one's own post that still let somebody in."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        return Response(shapes_of.LinkSerializer(links_of(post), many=True).data)

    @extend_schema(
        request=shapes_of.NewLinkSerializer,
        responses={201: shapes_of.LinkSerializer, **problems_of(400, 401, 403, 404, 409, 422)},
    )
    @idempotent
    def post(self, request, uid):
        """Make a link that several people can come in by."""
        post = visible(uid, request.user)
        data = shapes_of.NewLinkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        link = invitation_links.make(post=post, by=request.user, **data.validated_data)
        return Response(shapes_of.LinkSerializer(OpenLink(link, url_of(link))).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[OpenApiParameter("id", type=int, required=True)],
        responses={**NO_CONTENT, **problems_of(400, 401, 403, 404)},
    )
    def delete(self, request, uid):
        """End a link; whoever came in by it stays."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        asked = shapes_of.InvitationNumberSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        link = get_object_or_404(post.invitation_links, pk=asked.validated_data["id"])
        invitation_links.revoke(link=link, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
