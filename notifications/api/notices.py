"""GET notifications/ · POST notifications/read/"""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from notifications.models import Notification
from notifications.selectors import notices as selectors
from notifications.services import notices


class NotificationSerializer(serializers.ModelSerializer):
    """`url` is where it leads, `icon` a drawing of the site's sprite; words are in the reader's language."""

    title = serializers.CharField(source="shown.title", read_only=True)
    body = serializers.CharField(source="shown.body", read_only=True)
    url = serializers.CharField(source="shown.url", read_only=True)
    icon = serializers.CharField(source="shown.icon", read_only=True)
    thumb = serializers.CharField(source="shown.thumb", read_only=True)
    is_read = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields = ["id", "kind", "title", "body", "url", "icon", "thumb", "created_at", "is_read"]

    def get_is_read(self, notice) -> bool:
        return notice.read_at is not None


class NotificationList(ListAPIView):
    """What happened that concerns me, newest first."""

    serializer_class = NotificationSerializer

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Notification.objects.none()
        return selectors.shown_to(self.request.user)

    def paginate_queryset(self, queryset):
        return selectors.rendered(super().paginate_queryset(queryset))


class ReadSerializer(serializers.Serializer):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=100,
        required=False,
        help_text="All, when left out.",
    )


class UnreadSerializer(serializers.Serializer):
    unread = serializers.IntegerField()


class NotificationRead(APIView):
    """I have seen these of my notifications, or all of them."""

    @extend_schema(request=ReadSerializer, responses={200: UnreadSerializer})
    def post(self, request):
        given = ReadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        notices.mark_read(by=request.user, ids=given.validated_data.get("ids"))
        return Response({"unread": selectors.unread_count(request.user)})
