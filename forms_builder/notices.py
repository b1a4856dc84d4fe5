"""What this app tells people: somebody let them into a form, or gives one away, or has taken it."""

from django.template import Context, engines
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_builder.models import Form
from forms_builder.rights import in_words
from notifications import kinds, refs

RELATED = {"share_received": ("form__owner", "shared_by"), "form_offered": ("form", "offered_by")}
PLAIN = ()  # about a person: the form is another's now, and its name with it


def register():
    """Declare the kinds; called from AppConfig.ready()."""
    for name, label, icon in (
        ("share_received", gettext_lazy("Somebody shares a form with you"), "users"),
        ("form_offered", gettext_lazy("Somebody wants to give you a form"), "form"),
        ("form_taken", gettext_lazy("Somebody has taken over a form of yours"), "form"),
        ("form_passed_on", gettext_lazy("A form that was shared with you has another owner"), "users"),
    ):
        kinds.register(
            kinds.Kind(
                name,
                label=label,
                render=lambda notice, name=name, icon=icon: _note(name, icon, notice),
                mail=lambda mail, name=name: _mail(name, mail),
                template_app="forms_builder",
                related=RELATED.get(name, PLAIN),
            )
        )


def _note(name, icon, notice):
    thing = notice.about if hasattr(notice, "about") else refs.resolve(notice.ref, RELATED.get(name, PLAIN))
    if thing is None:
        return None
    facts = FACTS[name](thing, notice, has_account=True)
    words = {part: _words(f"{name}.{part}", facts) for part in ("subject.txt", "txt")}
    return {
        "title": words["subject.txt"],
        "body": words["txt"].partition("\n")[0],
        "url": facts["url"],
        "icon": icon,
    }


def _mail(name, mail):
    thing = refs.resolve(mail.ref, RELATED.get(name, PLAIN))
    return FACTS[name](thing, mail, has_account=mail.recipient is not None) if thing is not None else None


def _share(share, _told, *, has_account):
    index = reverse("forms:index")
    until = share.expires_at
    return {
        "form": share.form.title,
        "giver": (share.shared_by or share.form.owner).shown_name,
        "rights": [str(words) for words in in_words(share.rights)],
        "until": date_format(localtime(until), "DATE_FORMAT") if until else "",
        "email": share.email,
        "has_account": has_account,
        "url": index if has_account else f"{reverse('accounts:register')}?next={index}",
        "action": _("Open my forms") if has_account else _("Open an account"),
    }


def _transfer(transfer, _told, *, has_account):
    return {
        "form": transfer.form.title,
        "giver": transfer.offered_by.shown_name,
        "until": date_format(localtime(transfer.expires_at), "DATE_FORMAT"),
        "url": reverse("forms:transfer-answer", args=[transfer.pk]),
        "action": _("Look at the offer"),
    }


def _changed_hands(person, told, *, has_account):
    """`told.data["copy"]`: the copy that stayed with who gave the form away, None if there was nothing to keep."""
    copy = Form.objects.filter(pk=told.data.get("copy") or 0).first()
    return {
        "name": person.shown_name,
        "has_copy": bool(told.data.get("copy")),
        "form": copy.title if copy else "",
        "url": reverse("forms:index"),
        "action": _("Open my forms"),
    }


FACTS = {
    "share_received": _share,
    "form_offered": _transfer,
    "form_taken": _changed_hands,
    "form_passed_on": _changed_hands,
}


def _words(name, context):
    template = engines["django"].engine.get_template(f"forms_builder/mail/{name}")
    return template.render(Context(context, autoescape=False)).strip()
