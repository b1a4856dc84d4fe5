"""GET/PUT notifications/preferences/"""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from notifications.selectors import preferences as selectors
from notifications.services import preferences


class ChannelsSerializer(serializers.Serializer):
    """null: this kind is not told that way."""

    page = serializers.BooleanField(allow_null=True, required=False)
    mail = serializers.BooleanField(allow_null=True, required=False)
    digest = serializers.BooleanField(allow_null=True, required=False)


class LineSerializer(serializers.Serializer):
    kind = serializers.CharField(max_length=40)
    label = serializers.CharField(read_only=True)
    channels = ChannelsSerializer()


class MatrixSerializer(serializers.Serializer):
    preferences = LineSerializer(many=True)


class PreferencesView(APIView):
    """What I want to be told, and how. PUT changes the kinds that it names; null leaves a channel as it is."""

    @extend_schema(responses={200: MatrixSerializer})
    def get(self, request):
        return Response(MatrixSerializer({"preferences": selectors.matrix(request.user)}).data)

    @extend_schema(request=MatrixSerializer, responses={200: MatrixSerializer})
    def put(self, request):
        given = MatrixSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        choices = {
            line["kind"]: {name: is_on for name, is_on in line["channels"].items() if is_on is not None}
            for line in given.validated_data["preferences"]
        }
        preferences.choose(user=request.user, choices=choices)
        return self.get(request)
