"""Applications over the API: filling in the form, sending it, and what is decided about it."""

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption.api import decision_serializers as shapes_of
from adoption.api.paging import page, validated
from adoption.api.posts import visible
from adoption.models import Application
from adoption.selectors import applications as selectors
from adoption.selectors import decision_shapes as shapes
from adoption.services import answer_files, applications, decisions
from forms_builder.selectors import uploads as upload_selectors
from forms_builder.services import uploads
from petbuddy.api_schema import problems_of
from petbuddy.errors import Missing

STATES = Application.State.values
WHOLE = shapes_of.WholeApplicationSerializer


class PostForm(APIView):
    @extend_schema(responses={200: shapes_of.QuestionsSerializer, **problems_of(401, 403, 404, 409)})
    def get(self, request, uid):
        """The questions of a post, for whoever likes it: in one language, without what is private to the giver."""
        version = applications.form_for(post=visible(uid, request.user), by=request.user)
        return Response(shapes.form(version, get_language()))


class PostApplications(APIView):
    @extend_schema(request=None, responses={200: WHOLE, **problems_of(401, 403, 404, 409, 422)})
    @idempotent
    def post(self, request, uid):
        """Begin an application, or go on with the one that is open. Needs the like."""
        application = applications.start(post=visible(uid, request.user), by=request.user)
        return Response(shapes.whole(received(application.uid, request.user), request.user))


class ApplicationList(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("role", enum=["applicant", "giver"], description="Sent, or received; both without it."),
            OpenApiParameter("state", enum=STATES),
            OpenApiParameter("post", description="Code of a post."),
            OpenApiParameter("cursor"),
        ],
        responses={200: shapes_of.ApplicationPageSerializer, **problems_of(401)},
        operation_id="applications_list",
    )
    def get(self, request):
        """One's own applications, and those that were sent to one's own posts; the newest first."""
        rows = selectors.filtered(
            request.user, **{name: request.GET.get(name, "") for name in ("role", "state", "post")}
        )
        return page(request, rows, lambda row: shapes.listed(row, request.user))


class ApplicationDetail(APIView):
    @extend_schema(responses={200: WHOLE, **problems_of(401, 404)}, operation_id="applications_retrieve")
    def get(self, request, uid):
        """One application. The giver's first look tells the applicant that it is being read."""
        applications.mark_read(application=received(uid, request.user), by=request.user)
        return Response(shapes.whole(received(uid, request.user), request.user))


class Answers(APIView):
    @extend_schema(
        request=shapes_of.AnswersSerializer,
        responses={200: shapes_of.SavedSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def put(self, request, uid):
        """Save some answers of a draft; they merge question by question. Answers all that stand now."""
        data = validated(shapes_of.AnswersSerializer, request)
        saved = applications.save_answers(application=received(uid, request.user), by=request.user, **data)
        return Response({"answers": saved.answers, "updated_at": saved.updated_at})


class Uploads(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": shapes_of.UploadWriteSerializer},
        responses={201: shapes_of.UploadSerializer, **problems_of(400, 401, 403, 404, 409, 413, 415, 503)},
    )
    def post(self, request, uid):
        """Add a file to a question of a draft. It is `pending` at first; name its id in the question's answer."""
        version = applications.draft_version(application=received(uid, request.user), by=request.user)
        data = validated(shapes_of.UploadWriteSerializer, request)
        kept = uploads.accept(version=version, question_id=data["question"], owner=request.user, file=data["file"])
        return Response(shapes.upload(kept), status=status.HTTP_201_CREATED)


class Replacement(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": shapes_of.ReplacementWriteSerializer},
        responses={200: shapes_of.UploadSerializer, **problems_of(400, 401, 403, 404, 409, 413, 415, 503)},
    )
    def put(self, request, uid, upload):
        """Send another file for a rejected one of a sent application; it takes its place. Twice is once."""
        application = received(uid, request.user)
        rejected = answer_files.to_replace(application=application, uid=upload, by=request.user)
        file = validated(shapes_of.ReplacementWriteSerializer, request)["file"]
        kept = answer_files.replace(application=application, rejected=rejected, by=request.user, file=file)
        return Response(shapes.upload(kept))


class UploadDetail(APIView):
    @extend_schema(responses={200: shapes_of.FileLinkSerializer, **problems_of(401, 404)})
    def get(self, request, uid):
        """A link to a file, for at most 60 seconds; the right is asked each time."""
        return Response(shapes.file_link(upload_selectors.readable(uid, by=request.user)))


class Submit(APIView):
    @extend_schema(request=None, responses={200: WHOLE, **problems_of(400, 401, 403, 404, 409, 422)})
    @idempotent
    def post(self, request, uid):
        """Send the application. 400 names the questions to mend; 409 keeps the draft."""
        applications.submit(application=received(uid, request.user), by=request.user)
        return Response(shapes.whole(received(uid, request.user), request.user))


class Transitions(APIView):
    @extend_schema(
        request=shapes_of.TransitionSerializer, responses={200: WHOLE, **problems_of(400, 401, 403, 404, 409)}
    )
    def post(self, request, uid):
        """Decide about an application, or withdraw one's own."""
        data = validated(shapes_of.TransitionSerializer, request)
        decisions.decide(application=received(uid, request.user), by=request.user, **data)
        return Response(shapes.whole(received(uid, request.user), request.user))


class Invite(APIView):
    @extend_schema(request=None, responses={200: WHOLE, **problems_of(401, 403, 404, 409)})
    def post(self, request, uid):
        """Ask the applicant to choose a time for a visit; it is confirmed as soon as she does."""
        applications.invite(application=received(uid, request.user), by=request.user)
        return Response(shapes.whole(received(uid, request.user), request.user))


def received(uid, user):
    """The application, or Missing for whoever may not know of it."""
    application = selectors.get_visible(uid, user)
    if application is None:
        raise Missing
    return application
