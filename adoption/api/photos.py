"""Photos of a post over the API."""

from django.http import HttpResponseRedirect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from adoption.api import post_serializers as shapes_of
from adoption.api.posts import visible
from adoption.permissions import require
from adoption.selectors import photos as selectors
from adoption.selectors import shapes
from adoption.services import photos
from petbuddy import media, pictures, storage
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import Missing
from petbuddy.storage_settings import PRIVATE

LEADS_THERE = OpenApiResponse(description="Leads to the picture, for a minute.")


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
        return Response([shapes.photo(file, post) for file in post.photos.all()])

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
        return Response(shapes.photo(photo, post), status=status.HTTP_201_CREATED)


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
        return Response(shapes.photo(photo, photo.post))

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404, 409)})
    def delete(self, request, uid):
        """Take a photo off the post; its files go too."""
        photos.remove(photo=_visible(uid, request.user), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PhotoFile(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        request=None,
        responses={302: LEADS_THERE, (200, "image/webp"): OpenApiTypes.BINARY, **problems_of(404, 503)},
        operation_id="photos_file",
    )
    def get(self, request, uid, width):
        """The picture at least this wide, for whoever may see its post. The right is asked each time."""
        photo = selectors.readable(uid, request.user)
        shown = photo and pictures.at_least(photo, width)
        if not shown:
            raise Missing
        return _picture(photo, shown["key"])


def _picture(photo, key):
    if not photo.is_public:
        response = HttpResponseRedirect(storage.private_link(key))
    elif photo.post.is_for_all:
        response = HttpResponseRedirect(storage.public_url(key))
    else:  # it waits to be moved: nobody learns its public address meanwhile
        response = media.answer(storage.public_storage(), key)
    response["Cache-Control"] = PRIVATE
    return response


def _visible(uid, user):
    photo = selectors.get_visible(uid, user)
    if photo is None:
        raise Missing
    return photo
