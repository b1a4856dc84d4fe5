"""Posts over the API: the public list and pages, and what their givers do with them."""

from functools import update_wrapper

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption import readpath
from adoption.api import post_serializers as shapes_of
from adoption.models import Post
from adoption.search import CHOICES, SORTS
from adoption.selectors import posts as selectors
from adoption.selectors import shapes
from adoption.services import post_editor, post_endings, posts
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import DomainError, Missing

FILTERS = [
    OpenApiParameter("source", enum=Post.Source.values, default="giver"),
    *(OpenApiParameter(name, enum=sorted(values), many=True) for name, values in CHOICES.items()),
    OpenApiParameter("county", many=True, description="Code of a county or city, such as tpe."),
    OpenApiParameter("district", many=True, description="Code of a district, such as tpe-116."),
    OpenApiParameter("neutered", enum=["yes"]),
    OpenApiParameter("pair", enum=["yes"], description="Only bonded pairs."),
    OpenApiParameter("q", description="Words in name, breed, story or place; 臺 and 台 are the same."),
    OpenApiParameter("sort", enum=SORTS, default="newest"),
]


class PublicView(APIView):
    """A view whose safe answers are the same for everybody: they are bytes, made and kept outside of DRF.

    What the fast way refuses (a bad cursor) or does not know (a private post) goes DRF's way, which says it properly.
    """

    def get_permissions(self):
        return [AllowAny()] if self.request.method in SAFE_METHODS else [IsAuthenticated()]

    @classmethod
    def public(cls, request, **kwargs):
        """The response for everybody, or None."""
        raise NotImplementedError

    @classmethod
    def as_view(cls, **initkwargs):
        slow = super().as_view(**initkwargs)

        def view(request, **kwargs):
            if request.method in SAFE_METHODS[:2]:
                try:
                    response = cls.public(request, **kwargs)
                except DomainError:
                    response = None
                if response is not None:
                    return response
            return slow(request, **kwargs)

        return update_wrapper(view, slow)


class PostList(PublicView):
    @classmethod
    def public(cls, request):
        return readpath.posts_json(request)

    @extend_schema(
        parameters=[*FILTERS, OpenApiParameter("cursor", description="From `next` or `previous`.")],
        responses={200: shapes_of.PostPageSerializer, **problems_of(400)},
        auth=[],
        operation_id="posts_list",
    )
    def get(self, request):
        """The listed pets, 24 a page. Cached, with an ETag: nothing in it depends on who asks."""
        return readpath.posts_json(request._request)

    @extend_schema(
        request=shapes_of.PostWriteSerializer,
        responses={201: shapes_of.OwnPostSerializer, **problems_of(400, 401, 403, 404)},
    )
    @idempotent
    def post(self, request):
        """Begin a post: a draft that nobody else sees. An Idempotency-Key makes a retry safe."""
        data = _written(request)
        visibility = data.pop("visibility", "")
        post = post_editor.write(post=None, by=request.user, changes=data, visibility=visibility)
        return Response(shapes.own(selectors.get(post.pk)), status=status.HTTP_201_CREATED)


class PostDetail(PublicView):
    @classmethod
    def public(cls, request, uid):
        return readpath.post_json(request, uid)

    @extend_schema(responses={200: shapes_of.PostSerializer, **problems_of(404)}, operation_id="posts_retrieve")
    def get(self, request, uid):
        """One post. A public one is the same for everybody; others only for those whom the giver lets in."""
        answer = readpath.post_json(request._request, uid)
        if answer is not None:
            return answer
        post = visible(uid, request.user)
        is_own = request.user.has_perm("adoption.manage_post", post)
        return Response(shapes.own(post) if is_own else shapes.whole(post))

    @extend_schema(
        request=shapes_of.PostWriteSerializer,
        responses={200: shapes_of.OwnPostSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def patch(self, request, uid):
        """Change what is named; the rest stays. A published post must stay complete."""
        post = visible(uid, request.user)
        data = _written(request)
        visibility = data.pop("visibility", "")
        post = post_editor.write(post=post, by=request.user, changes=data, visibility=visibility)
        return Response(shapes.own(selectors.get(post.pk)))

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404, 409)})
    def delete(self, request, uid):
        """Throw a draft away; what was once shown is withdrawn instead."""
        posts.delete(post=visible(uid, request.user), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PostAct(APIView):
    """One step of a giver with her post. Answers the post as it then is."""

    act = None

    @extend_schema(request=None, responses={200: shapes_of.OwnPostSerializer, **problems_of(400, 401, 403, 404, 409)})
    def post(self, request, uid):
        act = type(self).act
        post = act(post=visible(uid, request.user), by=request.user)
        return Response(shapes.own(selectors.get(post.pk)))


class Publish(PostAct):
    """Show the post, or hand it to a moderator first. 400 names everything that is still missing."""

    act = posts.publish


class Pause(PostAct):
    """Take no new applications for now."""

    act = posts.pause


class Resume(PostAct):
    """Back on the list after a pause."""

    act = posts.resume


class Withdraw(PostAct):
    """Take the post back; whoever applied is told."""

    act = post_endings.withdraw


class Confirm(PostAct):
    """Still waiting for a home: the date on the page becomes today's."""

    act = posts.confirm


class Facets(PublicView):
    @classmethod
    def public(cls, request):
        return readpath.facets_json(request)

    @extend_schema(parameters=FILTERS, responses={200: shapes_of.FacetsSerializer, **problems_of(400)}, auth=[])
    def get(self, request):
        """How many pets a search finds, and how many each choice would give instead."""
        return readpath.facets_json(request._request)


def visible(uid, user):
    """The post, or Missing for whoever may not know of it."""
    post = selectors.get_visible(uid, user)
    if post is None:
        raise Missing
    return post


def _written(request):
    data = shapes_of.PostWriteSerializer(data=request.data, context={"request": request})
    data.is_valid(raise_exception=True)
    return dict(data.validated_data)
