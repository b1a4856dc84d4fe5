"""Photos of a post over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from adoption.api import post_serializers as shapes_of
from adoption.api.posts import visible
from adoption.permissions import require
from adoption.selectors import photos as selectors
from adoption.selectors import shapes
from adoption.services import photos
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import Missing


class PostPhotos(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        responses={200: shapes_of.PhotoSerializer(many=True), **problems_of(401, 403, 404)},
        operation_id="posts_photos_list",
    )
    def get(self, request, uid):
        """All photos of one's own post, with those that are not ready or were rejected."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        return Response([shapes.photo(file) for file in post.photos.all()])

    @extend_schema(
        request={"multipart/form-data": shapes_of.PhotoUploadSerializer},
        responses={201: shapes_of.PhotoSerializer, **problems_of(400, 401, 403, 404, 409, 413, 415, 503)},
    )
    def post(self, request, uid):
        """Add a photo. It is answered at once as `pending` and becomes `ready` in the background."""
        post = visible(uid, request.user)
        require(request.user, "adoption.manage_post", post)
        data = shapes_of.PhotoUploadSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        photo = photos.add(post=post, by=request.user, file=data.validated_data["file"])
        return Response(shapes.photo(photo), status=status.HTTP_201_CREATED)


class PhotoDetail(APIView):
    @extend_schema(
        request=shapes_of.PhotoChangeSerializer,
        responses={200: shapes_of.PhotoSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def patch(self, request, uid):
        """Describe a photo, make it the cover, or move it to a position."""
        photo = _visible(uid, request.user)
        data = shapes_of.PhotoChangeSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        photo = photos.change(photo=photo, by=request.user, **data.validated_data)
        return Response(shapes.photo(photo))

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404, 409)})
    def delete(self, request, uid):
        """Take a photo off the post; its files go too."""
        photos.remove(photo=_visible(uid, request.user), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _visible(uid, user):
    photo = selectors.get_visible(uid, user)
    if photo is None:
        raise Missing
    return photo
