"""What this app tells people: somebody let them into a form, or gives one away."""

from django.template import Context, engines
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_builder.rights import in_words
from notifications import kinds, refs

RELATED = {"share_received": ("form__owner", "shared_by"), "form_offered": ("form", "offered_by")}


def register():
    """Declare the kinds; called from AppConfig.ready()."""
    for name, label, icon in (
        ("share_received", gettext_lazy("Somebody shares a form with you"), "users"),
        ("form_offered", gettext_lazy("Somebody wants to give you a form"), "form"),
    ):
        kinds.register(
            kinds.Kind(
                name,
                label=label,
                render=lambda notice, name=name, icon=icon: _note(name, icon, notice),
                mail=lambda mail, name=name: _mail(name, mail),
                template_app="forms_builder",
                related=RELATED[name],
            )
        )


def _note(name, icon, notice):
    thing = notice.about if hasattr(notice, "about") else refs.resolve(notice.ref, RELATED[name])
    if thing is None:
        return None
    facts = FACTS[name](thing, has_account=True)
    words = {part: _words(f"{name}.{part}", facts) for part in ("subject.txt", "txt")}
    return {
        "title": words["subject.txt"],
        "body": words["txt"].partition("\n")[0],
        "url": facts["url"],
        "icon": icon,
    }


def _mail(name, mail):
    thing = refs.resolve(mail.ref, RELATED[name])
    return FACTS[name](thing, has_account=mail.recipient is not None) if thing is not None else None


def _share(share, *, has_account):
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


def _transfer(transfer, *, has_account):
    return {
        "form": transfer.form.title,
        "giver": transfer.offered_by.shown_name,
        "until": date_format(localtime(transfer.expires_at), "DATE_FORMAT"),
        "url": reverse("forms:transfer-answer", args=[transfer.pk]),
        "action": _("Look at the offer"),
    }


FACTS = {"share_received": _share, "form_offered": _transfer}


def _words(name, context):
    template = engines["django"].engine.get_template(f"forms_builder/mail/{name}")
    return template.render(Context(context, autoescape=False)).strip()
