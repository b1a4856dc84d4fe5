"""The back office: signed in through the same door as everybody, and staff show their second factor first."""

from urllib.parse import urlencode

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from accounts.pages import doors
from accounts.pages.access import safe_path
from accounts.services import second_factor


class BackOfficeSite(UnfoldAdminSite):
    """Unfold's site without a login form, a session or a password page of its own."""

    site_title = site_header = "PetBuddy"

    def has_permission(self, request):
        user = request.user
        may_enter = user.is_active and user.is_staff and not user.is_suspended
        return may_enter and second_factor.is_shown(request.session_row)

    def admin_view(self, view, cacheable=False):
        # Unfold's Alpine builds functions from text and sets styles; the rest of the site stays strict.
        relaxed = csp_update({"script-src": [UNSAFE_EVAL], "style-src": [UNSAFE_INLINE]})
        return relaxed(super().admin_view(view, cacheable))

    def login(self, request, extra_context=None):
        """Where the admin sends whoever may not enter (yet): to the site's login, to the second factor, or away."""
        wanted = safe_path(request.GET.get("next", "")) or reverse("admin:index")
        if not request.user.is_authenticated:
            return _to("accounts:login", wanted)
        if not request.user.is_staff or request.user.is_suspended:
            raise PermissionDenied
        if not self.has_permission(request):
            return _to("accounts:second-factor", wanted)
        return HttpResponseRedirect(wanted)

    def logout(self, request, extra_context=None):
        return doors.logout(request)

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("accounts:settings"))


def _to(name, wanted):
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': wanted}, safe='/')}")
