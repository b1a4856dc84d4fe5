"""Registering, verifying, signing in and out over the API: JSON answers, never a cookie."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from accounts import registrations
from accounts.api import serializers
from accounts.context import origin
from accounts.selectors.users import by_email, pending_verification
from accounts.services import limits, logins, one_time, passwords, sessions, users
from petbuddy.addresses import limit_key
from petbuddy.api_schema import problems_of


def public(view):
    """For everybody: who calls is not even looked at, so a stale token cannot stand in the way."""
    return authentication_classes([])(permission_classes([AllowAny])(view))


def read(serializer, request):
    data = serializer(data=request.data)
    data.is_valid(raise_exception=True)
    return data.validated_data


def count(bucket):
    limits.take(bucket=bucket, key=limit_key(origin().address))


@extend_schema(
    request=serializers.RegisterSerializer,
    responses={202: serializers.RegisteredSerializer, **problems_of(400, 415, 429)},
    summary="Open an account; a code goes to the address",
    description="The same answer for an address that has an account. The code counts only with `registration`.",
)
@api_view(["POST"])
@public
def register(request):
    data = read(serializers.RegisterSerializer, request)
    count("register_address")
    user = users.register(**data)
    word = registrations.sign(email=data["email"], token=user and pending_verification(user))
    return Response({"detail": _("We have sent a code to this address."), "registration": word}, status=202)


@extend_schema(
    request=serializers.VerifySerializer,
    responses={200: serializers.DetailSerializer, **problems_of(400, 410, 415, 429)},
    summary="Confirm the address with the mailed code or link",
    description="`registration` and `code`: the client that registered. `token` (the end of the mailed link) and "
    "`password`: any other. The mailbox alone does not prove whose password the account has.",
)
@api_view(["POST"])
@public
def verify_email(request):
    data = read(serializers.VerifySerializer, request)
    count("code_address")
    if "token" in data:
        found = one_time.read_link(purpose=one_time.Purpose.VERIFY_EMAIL, secret=data["token"])
        users.verify_elsewhere(token=found, password=data["password"])
    else:
        users.verify_email(token=one_time.read_code(token=_awaited(data["registration"]), code=data["code"]))
    return Response({"detail": _("Your address is confirmed.")})


def _awaited(word):
    """The token whose code the client of this registration waits for, or None."""
    waiting = registrations.read(word)
    user = waiting and by_email(waiting.email)
    return user and pending_verification(user, waiting.state)


@extend_schema(
    request=serializers.SignInSerializer,
    responses={200: serializers.TokensSerializer, **problems_of(400, 401, 415, 429)},
    summary="Sign in",
)
@api_view(["POST"])
@public
def token(request):
    pair = logins.sign_in(**read(serializers.SignInSerializer, request))
    return Response({"access": pair.access, "refresh": pair.refresh})


@extend_schema(
    request=serializers.RefreshSerializer,
    responses={200: serializers.TokensSerializer, **problems_of(400, 401, 415, 429)},
    summary="Spend a refresh token for the next pair",
)
@api_view(["POST"])
@public
def refresh(request):
    data = read(serializers.RefreshSerializer, request)
    count("refresh_address")
    pair = sessions.rotate(refresh=data["refresh"], device=origin().device)
    return Response({"access": pair.access, "refresh": pair.refresh})


@extend_schema(request=None, responses={204: None, **problems_of(401, 403)}, summary="Sign this device out")
@api_view(["POST"])
def logout(request):
    sessions.end(session=request.auth, by=request.user)
    return Response(status=204)


@extend_schema(
    request=serializers.ResetSerializer,
    responses={202: serializers.DetailSerializer, **problems_of(400, 415, 429)},
    summary="Have a link mailed that sets a new password",
)
@api_view(["POST"])
@public
def password_reset(request):
    data = read(serializers.ResetSerializer, request)
    count("mail_address")
    passwords.request_reset(email=data["email"])
    return Response({"detail": _("If there is an account with this address, a mail is on its way.")}, status=202)


@extend_schema(
    request=serializers.ResetConfirmSerializer,
    responses={200: serializers.DetailSerializer, **problems_of(400, 410, 415, 429)},
    summary="Set the new password",
)
@api_view(["POST"])
@public
def password_reset_confirm(request):
    data = read(serializers.ResetConfirmSerializer, request)
    count("code_address")
    passwords.reset(secret=data["token"], password=data["password"], drop_second_factor=data["drop_second_factor"])
    return Response({"detail": _("Your password is changed. Sign in with the new one.")})
