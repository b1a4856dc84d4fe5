"""The design system in templates: icons, chips, fields, the error summary. docs/design-system.md shows each."""

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from petbuddy import form_fields, times
from petbuddy.chips import CHIPS, Chip
from petbuddy.page_messages import CORE_MESSAGES
from petbuddy.sections import section_of
from petbuddy.static_modules import tree_of

register = template.Library()

AVATAR_TONES = ("mango", "jade", "violet", "sky", "plum")


@register.simple_tag
def icon(name, css=""):
    """A drawing from the sprite, hidden from assistive technology: the word stands beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def preload(module):
    """Fetch a module and all that it imports in one trip, before they are asked for: {% preload "js/….js" %}."""
    links = ((static(name),) for name in tree_of(module))
    return format_html_join("", '<link rel="modulepreload" href="{}">', links)


@register.simple_tag
def drawing(name):
    """The address of one of our own drawings: {% drawing "empty-likes" %}."""
    return static(f"img/{name}.svg")


@register.simple_tag
def chip(kind, state, text="", css=""):
    """A state as word, icon and color: {% chip "post" post.state %}; nothing where the state goes without saying."""
    return _chip(CHIPS[kind][str(state)], text, css)


@register.simple_tag
def tag(text, tone="grey", icon_name="", css=""):
    """A chip with words of one's own: {% tag "Replies fast" "jade" "clock" %}."""
    return _chip(Chip(tone, icon_name, text), "", css)


@register.simple_tag
def alternate_chip(rank):
    """Alternate n, beside the application's state."""
    return _chip(Chip("mango", "star", _("Alternate %(rank)s") % {"rank": rank}), "", "")


def _chip(chip, text, css):
    if chip is None:
        return ""
    drawing = icon(chip.icon) if chip.icon else ""
    classes = f"chip chip--{chip.tone}{f' {css}' if css else ''}"
    return format_html('<span class="{}">{}{}</span>', classes, drawing, text or chip.text)


@register.simple_tag
def avatar(name, css="", tone="", person=None):
    """The first letter of a name on a tone that is always the same for that name; over it `person`'s own picture.

    Lists fetch the profiles of their people with them. Whether the reader may see a picture is asked by its address:
    where it does not open, or not yet, the letter stands.
    """
    address = getattr(person, "avatar_url", "")
    picture = format_html('<img class="avatar__picture" src="{}" alt="">', address) if address else ""
    letter = (name or "").strip()[:1] or "?"
    tone = tone or AVATAR_TONES[sum(map(ord, name or "")) % len(AVATAR_TONES)]
    classes = f"avatar avatar--{tone}{f' {css}' if css else ''}"
    return format_html('<span class="{}" aria-hidden="true">{}{}</span>', classes, letter, picture)


@register.simple_tag(takes_context=True)
def current(context, section):
    """aria-current for a link of the header or the tab bar."""
    request = context.get("request")
    return mark_safe(' aria-current="page"') if request and section_of(request.path) == section else ""


@register.inclusion_tag("components/field.html")
def field(bound, label="", help="", row=False, tiles=False, switch=False, either=False):
    """One question of a Django form in the anatomy of the design: {% field form.email %}.

    `either`: one of several that is needed, so it is not marked as optional.
    """
    shown = form_fields.anatomy(bound, label=label, help_text=help, row=row, tiles=tiles, switch=switch)
    return shown | {"is_optional": shown["is_optional"] and not either}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms, title=""):
    """All that must be mended, above the form, each a link to its field; nothing without errors."""
    return {"errors": form_fields.summary(forms), "title": title}


@register.simple_tag
def error_prefix(*forms):
    """For {% block title %}: says first that something must be mended."""
    return _("Error: ") if any(form.is_bound and not form.is_valid() for form in forms if form) else ""


@register.simple_tag
def core_messages():
    """The sentences of core modules as inert JSON that i18n.js reads."""
    return json_script(_plain(CORE_MESSAGES), "core-messages")


def _plain(messages):
    return {key: _plain(value) if isinstance(value, dict) else str(value) for key, value in messages.items()}


@register.filter
def join_dots(values):
    """Traits in one line: Mixed · cuddly · neutered."""
    return format_html_join(_(" · "), "{}", ((value,) for value in values if value))


@register.filter
def ago(moment):
    """When it happened, in people's words: 2 hours ago, yesterday 21:10, Monday, 8 June."""
    return times.ago(moment, timezone.now())
