"""Coming in and going out: register, sign in, sign out."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.context import origin
from accounts.pages import half_in, pending
from accounts.pages.access import landing, next_of
from accounts.pages.forms import LoginForm, RegisterForm
from accounts.selectors.profiles import profile_of
from accounts.selectors.users import pending_verification
from accounts.services import limits, logins, sessions, users
from petbuddy.addresses import limit_key
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    """Open an account. The answer is the same for an address that has one."""
    if request.user.is_authenticated:
        return landing(next_of(request))
    form = RegisterForm(request.POST or None)
    if not form.is_valid():
        return _door(request, "register", form)
    try:
        limits.take(bucket="register_address", key=limit_key(origin().address))
        user = users.register(**form.cleaned_data, language=get_language())
    except DomainError as error:
        return _refused(request, "register", form, error)
    response = HttpResponseRedirect(reverse("accounts:verify"))
    token = user and pending_verification(user)
    pending.remember(response, email=form.cleaned_data["email"], token=token, next_path=next_of(request))
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """Sign in and go on to where one wanted to go."""
    if request.user.is_authenticated and request.method != "POST":
        return landing(next_of(request))
    form = LoginForm(request.POST or None)
    if not form.is_valid():
        return _door(request, "login", form)
    try:
        pair = logins.sign_in(**form.cleaned_data)
    except logins.SecondStepNeeded as needed:
        response = HttpResponseRedirect(reverse("accounts:second-factor"))
        half_in.remember(response, user=needed.user, next_path=next_of(request))
        return response
    except DomainError as error:
        return _refused(request, "login", form, error)
    return come_in(request, pair, next_of(request))


def come_in(request, pair, next_path):
    """The person of `pair` goes on to where she wanted to go; whoever was signed in here before is out."""
    if request.user.is_authenticated:
        sessions.end(session=request.session_row, by=request.user, reason="replaced")
    return welcome(request, landing(next_path), pair)


@require_POST
def logout(request):
    """Sign this device out."""
    if request.user.is_authenticated:
        sessions.end(session=request.session_row, by=request.user)
    return left(request, HttpResponseRedirect("/"))


def left(request, response):
    """Take from the browser what it held of the person."""
    response["Clear-Site-Data"] = '"storage"'  # drafts and lists that the page kept on a shared device
    request.identity_cookies = None
    return response


def welcome(request, response, pair):
    """Give the browser its session, and the language and colors that its owner has chosen."""
    rotate_token(request)
    request.identity_cookies = pair
    user = pair.session.user
    keep_choices(response, user, profile_of(user), keep_language=settings.LANGUAGE_COOKIE_NAME not in request.COOKIES)
    return response


def keep_choices(response, user, profile, *, keep_language=True):
    """Language and theme are cookies of the device: public pages know nobody."""
    forever = {"max_age": settings.LANGUAGE_COOKIE_AGE, "samesite": "Lax", "secure": settings.IS_SECURE}
    if keep_language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, **forever)
    if profile.theme == profile.Theme.SYSTEM:
        response.delete_cookie("pb_theme", samesite="Lax")
    else:
        response.set_cookie("pb_theme", profile.theme, **forever)


def _door(request, name, form, status=200):
    context = {"form": form, "next": next_of(request)}
    status = 400 if form.is_bound and status == 200 else status
    return render(request, f"accounts/doors_{name}.html", context, status=status)


def _refused(request, name, form, error):
    form.refuse(error)
    status = status_of(error)
    response = _door(request, name, form, status=status if status == 429 else 400)
    if getattr(error, "retry_after", None):
        response["Retry-After"] = str(error.retry_after)
    return response
