"""Likes over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from adoption.api import post_serializers as shapes_of
from adoption.api.posts import visible
from adoption.services import likes
from petbuddy.api_schema import problems_of


class PostLike(APIView):
    @extend_schema(request=None, responses={200: shapes_of.LikeCountSerializer, **problems_of(401, 403, 404, 409)})
    def put(self, request, uid):
        """Like a pet: on a giver's post the application form opens. Twice is once."""
        post = likes.like(post=visible(uid, request.user), by=request.user)
        return Response({"like_count": post.like_count})

    @extend_schema(responses={200: shapes_of.LikeCountSerializer, **problems_of(401, 403, 404)})
    def delete(self, request, uid):
        """Take the like back; a draft of an application goes with it."""
        post = likes.unlike(post=visible(uid, request.user), by=request.user)
        return Response({"like_count": post.like_count})
