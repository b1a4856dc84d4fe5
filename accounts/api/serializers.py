"""What the API takes and gives about accounts. Every field is named here."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.emails import clean_email
from accounts.models import Profile
from accounts.roles import roles
from accounts.services.passwords import LONGEST


class EmailField(serializers.CharField):
    """A mail address in any spelling; what comes out is the one that is stored."""

    def __init__(self, **kwargs):
        super().__init__(max_length=400, **kwargs)

    def to_internal_value(self, data):
        try:
            return clean_email(super().to_internal_value(data))
        except ValidationError as error:
            raise serializers.ValidationError(error.messages)


class PasswordField(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, trim_whitespace=False, write_only=True, **kwargs)


class RegisterSerializer(serializers.Serializer):
    email = EmailField()
    password = PasswordField()
    name = serializers.CharField(max_length=60)
    language = serializers.ChoiceField(settings.LANGUAGES, default=settings.LANGUAGE_CODE)


class VerifySerializer(serializers.Serializer):
    """The mailed code with what the registration answered; or the mailed link's token with the password."""

    registration = serializers.CharField(max_length=2000, required=False)
    code = serializers.CharField(max_length=20, required=False)
    token = serializers.CharField(max_length=80, required=False)
    password = PasswordField(required=False)

    def validate(self, attrs):
        if {"registration", "code"} <= attrs.keys() or {"token", "password"} <= attrs.keys():
            return attrs
        raise serializers.ValidationError(_("Send either registration and code, or token and password."))


class SignInSerializer(serializers.Serializer):
    # Taken as it is: an address that cannot exist is a wrong one, and says no more than that.
    email = serializers.CharField(max_length=400)
    password = PasswordField()
    code = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="Of the authenticator app, where the account has one."
    )


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=4096)


class TokensSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class ResetSerializer(serializers.Serializer):
    email = EmailField()


class ResetConfirmSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=80)
    password = PasswordField()
    drop_second_factor = serializers.BooleanField(
        default=False, help_text="An authenticator app of the last seven days was set up by somebody else: remove it"
    )


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField()


class RegisteredSerializer(DetailSerializer):
    registration = serializers.CharField(help_text="Send it back with the mailed code; an hour.")


class MeSerializer(serializers.Serializer):
    """The own account."""

    uid = serializers.UUIDField(read_only=True)
    email = serializers.CharField(read_only=True)
    name = serializers.CharField()
    language = serializers.CharField()
    is_verified = serializers.BooleanField(read_only=True)
    roles = serializers.SerializerMethodField()
    county = serializers.CharField(source="profile.county")
    district = serializers.CharField(source="profile.district")
    phone = serializers.CharField(source="profile.phone")
    address = serializers.CharField(source="profile.address")
    facts = serializers.DictField(source="profile.facts")
    theme = serializers.CharField(source="profile.theme")
    created_at = serializers.DateTimeField(read_only=True)
    erase_after = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="The account is deleted then, unless it is kept before."
    )

    def get_roles(self, user) -> list[str]:
        return roles(user)


class LeavingSerializer(serializers.Serializer):
    """Leaving takes the present password once more."""

    password = PasswordField()


class ErasureSerializer(serializers.Serializer):
    erase_after = serializers.DateTimeField()


class MeChangesSerializer(serializers.Serializer):
    """What may be changed in the own account; everything else is ignored."""

    name = serializers.CharField(max_length=60, required=False)
    language = serializers.ChoiceField(settings.LANGUAGES, required=False)
    county = serializers.CharField(max_length=20, required=False, allow_blank=True)
    district = serializers.CharField(max_length=20, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    address = serializers.CharField(max_length=200, required=False, allow_blank=True)
    facts = serializers.DictField(required=False)
    theme = serializers.ChoiceField(Profile.Theme.choices, required=False)


class DeviceSerializer(serializers.Serializer):
    """One signed-in device."""

    uid = serializers.UUIDField()
    device = serializers.CharField()
    created_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField()
    is_current = serializers.BooleanField()


class WhoSerializer(serializers.Serializer):
    uid = serializers.UUIDField()
    name = serializers.CharField(source="shown_name")
    initial = serializers.CharField()
    is_verified = serializers.BooleanField()
    roles = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    theme = serializers.CharField()


class SessionSerializer(serializers.Serializer):
    user = WhoSerializer(allow_null=True)
    unread = serializers.IntegerField()
    likes = serializers.ListField(child=serializers.CharField(), help_text="The ids of the posts that she likes.")
    csrf = serializers.CharField()
