"""Who else may do what with a form: let somebody in, change it, end it; and leave a form of somebody else's."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages.access import signed_in, verified
from forms_builder import permissions
from forms_builder.pages.forms import form_or_404
from forms_builder.pages.sharing_form import RightsForm, ShareForm, initial_of
from forms_builder.rights import in_words
from forms_builder.selectors.shares import offer_of, shares_of
from forms_builder.services import shares
from petbuddy.errors import DomainError, Forbidden, Missing


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def share(request, pk):
    """Everybody who is in, and a form to let one more in."""
    form, held = _for_sharing(request, pk)
    asked = ShareForm(request.POST or None, held=held)
    if asked.is_valid() and _shared(request, form, asked):
        return redirect("forms:share", pk)
    rows = shares_of(form, by=request.user)
    context = {"form": form, "asked": asked, "rows": rows, "is_owner": form.owner_id == request.user.pk}
    return render(request, "forms_builder/forms_share.html", context | {"offer": offer_of(form)})


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk, number):
    """One person: other rights, another end."""
    form, held = _for_sharing(request, pk)
    row = get_object_or_404(form.shares.select_related("user"), pk=number)
    asked = RightsForm(request.POST or None, held=held, initial=initial_of(row))
    if asked.is_valid() and tried(asked, lambda: shares.change(share=row, by=request.user, **asked.given)):
        messages.success(request, _("Changed. It holds at once."))
        return redirect("forms:share", pk)
    return render(request, "forms_builder/forms_share_change.html", {"form": form, "asked": asked, "share": row})


@verified
@require_POST
def remove(request, pk, number):
    form, _held = _for_sharing(request, pk)
    shares.revoke(share=get_object_or_404(form.shares, pk=number), by=request.user)
    messages.success(request, _("Ended. This person is out of the form."))
    return redirect("forms:share", pk)


@signed_in
@require_POST
def leave(request, pk):
    """Out of a form that somebody shared with me."""
    shares.leave(form=form_or_404(request, pk), by=request.user)
    messages.success(request, _("You have left the form."))
    return redirect("forms:index")


def _for_sharing(request, pk):
    """(the form, the rights of who shares on it)."""
    form = form_or_404(request, pk)
    held = permissions.rights_of(request.user, form)
    if "share_form" not in held:
        raise Forbidden(_("You may look at this form, but not share it."))
    return form, held


def _shared(request, form, asked):
    def act():
        made = shares.share(form=form, email=asked.cleaned_data["email"], by=request.user, **asked.given)
        words = _("%(email)s: %(rights)s. A mail is on its way.")
        rights = " · ".join(str(each) for each in in_words(made.rights))
        messages.success(request, words % {"email": made.email, "rights": rights})

    return tried(asked, act)


def tried(asked, act):
    """Do it; a refusal stands at the field that it is about."""
    try:
        act()
    except (Missing, Forbidden):
        raise
    except DomainError as error:
        for name, texts in (error.errors or {None: [str(error)]}).items():
            field = {"expires_at": "day"}.get(name, name)
            for text in texts:
                asked.add_error(field if field in asked.fields else None, str(text))
        return False
    return True
