"""A person's own templates: a whole form, or one page of it, kept to start or go on from."""

import copy as copying
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import limits
from accounts.standing import require_active, require_verified
from forms_builder import definition
from forms_builder.definition.walk import ids_below, leaves
from forms_builder.models import Template
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing

OWN = "own-"  # before the random part of a slug: never the name of one of the site's
TITLE_LENGTH = 120
MOST = 40  # of one person


@limits.limited("post")
@transaction.atomic
def keep(*, form, by, title="", page_id=""):
    """Keep the form as it stands, or one page of it, as a template of `by`. Nothing of the form changes."""
    require_verified(by)
    if not by.has_perm("forms_builder.edit_form", form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    User.objects.select_for_update().get(pk=by.pk)  # one more at a time
    if Template.objects.filter(owner=by).count() >= MOST:
        raise Conflict(
            _("You have %(count)s templates, and there is no room for more. Remove one first.") % {"count": MOST}
        )
    kept = _page_of(form.draft, page_id) if page_id else copying.deepcopy(form.draft)
    if not any(definition.items(kept)):
        raise Invalid(_("There is nothing in it yet that could be kept."))
    title = _titled(title or form.title)
    return Template.objects.create(
        slug=f"{OWN}{secrets.token_hex(8)}", language=kept["language"], owner=by, title=title, definition=kept
    )


@transaction.atomic
def rename(*, template, by, title):
    _require_own(template, by)
    Template.objects.filter(pk=template.pk).update(title=_titled(title))
    template.refresh_from_db()
    return template


@transaction.atomic
def remove(*, template, by):
    """Forms that were started from it stay as they are."""
    _require_own(template, by)
    Template.objects.filter(pk=template.pk).delete()


def of(*, owner, slug):
    """The template of that person. Missing: no such one, or somebody else's."""
    found = Template.objects.filter(owner=owner, slug=slug).first()
    if found is None:
        raise Missing
    return found


def _require_own(template, by):
    if template.owner_id != by.pk:
        raise Missing
    require_active(by)


def _titled(title):
    title = title.strip()[:TITLE_LENGTH]
    if not title:
        raise Invalid(_("Give it a name."))
    return title


def _page_of(draft: dict[str, Any], page_id: str) -> dict[str, Any]:
    """One page with its words in every language, without the conditions that look at other pages."""
    page = next((page for page in draft["pages"] if page["id"] == page_id), None)
    if page is None:
        raise Invalid(_("This page is no longer in the form."))
    page = copying.deepcopy(page)
    inside = set(ids_below(page))
    for node in (page, *page["items"]):
        for prop in ("show_if", "required_if"):
            if any(leaf.get("q") not in inside for leaf in leaves(node.get(prop))):
                del node[prop]
    kept = {key: draft[key] for key in ("schema_version", "language", "layout", "title") if key in draft}
    checks = [check for check in draft.get("checks", []) if _stays(check, inside)]
    inside |= {check["id"] for check in checks}
    words = {
        language: {node_id: texts for node_id, texts in of_nodes.items() if node_id in inside}
        for language, of_nodes in draft.get("translations", {}).items()
    }
    return copying.deepcopy(kept | {"checks": checks, "translations": words}) | {"pages": [page]}


def _stays(check: dict[str, Any], inside: set[str]) -> bool:
    return check.get("on") in inside and all(leaf.get("q") in inside for leaf in leaves(check.get("when")))
