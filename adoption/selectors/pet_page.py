"""Everything that a pet's page says."""

from datetime import timedelta
from statistics import median
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adoption import ages, conditions, dates, photo_addresses
from adoption.models import Application, Post
from adoption.search import Search
from adoption.selectors import cards, photos, posts
from forms_builder import evaluation
from petbuddy import pictures

ENOUGH_ANSWERS = 3  # before we say how fast somebody answers
SIMILAR = 4


class Fit(NamedTuple):
    """One line of "a fitting home": yes, no, or not known."""

    kind: str
    text: str


class Record(NamedTuple):
    """One line of the health record."""

    icon: str
    name: str
    tone: str
    value: str


def pet_page(post):
    """The context of adoption/pet.html; the same for everybody who may see the post."""
    row = posts.card_rows([post.pk])[0]
    today, now = timezone.localdate(), timezone.now()
    shown = [gallery_photo(photo, row, for_all=post.is_for_all) for photo in photos.shown(post)]
    return {
        "post": post,
        "card": cards.card(row, now, today),
        "photos": shown,
        "has_pending_photos": any(photo.state == photo.State.PENDING for photo in post.photos.all()),
        "age": ages.text(post.born_on, post.age_group, today),
        "facts": facts(post, row, today),
        "story": post.story,
        "fits": fits(post),
        "records": records(post),
        "fee": fee(post),
        "giver": giver(post) if post.giver_id else None,
        "minutes": evaluation.minutes_ahead(post.form.live_version.definition) if post.takes_applications else 0,
        "closed_words": closed_words(post),
        "open_count": _open_applications(post),
        "confirmed": confirmed(post, now),
        "animal": getattr(post, "shelter_animal", None) if post.is_shelter else None,
        "similar": similar(post),
        "og_image": next((photo["preview"] for photo in shown if photo["preview"]), ""),
    }


def gallery_photo(photo, row, *, for_all):
    """One photo of the gallery with its widths."""
    middle, large = pictures.at_least(photo, 720), pictures.at_least(photo, 1600)
    return {
        "src": photo_addresses.of(photo, middle, for_all=for_all),
        "srcset": photo_addresses.srcset(photo, for_all=for_all),
        "width": middle["width"],
        "height": middle["height"],
        "large": photo_addresses.of(photo, large, for_all=for_all),
        "alt": photo.alt or cards.suggested_alt(row),
        "color": photo.colour,
        "preview": photo_addresses.preview(photo, for_all=for_all),
    }


def facts(post, row, today):
    """Four pairs: age, sex, breed and size, place."""
    sex = dict(Post.Sex.choices)[post.sex] if post.sex != "unknown" else ""
    neutered = {"yes": _("neutered"), "no": _("not neutered yet")}.get(post.neutered, "")
    size = dict(Post.Size.choices)[post.size] if post.size != "unknown" else ""
    age = ages.text(post.born_on, post.age_group, today)
    if age and post.born_on and post.is_birth_estimated:
        age = _("about %(age)s") % {"age": age}
    pairs = [
        (_("Age"), [age]),
        (_("Sex"), [sex, neutered]),
        (_("Breed and size"), [post.breed, size]),
        (_("Place"), [cards.place(row)]),
    ]
    return [(name, [str(word) for word in words if word] or [_("Not known")]) for name, words in pairs]


def fits(post):
    """With whom the pet gets on, then what the giver wishes; what nobody knows is said as not known."""
    known = {
        "good_with_children": (
            _("Good with children"),
            _("Not for homes with small children"),
            _("Not known: children"),
        ),
        "good_with_dogs": (_("Good with dogs"), _("Not for homes with dogs"), _("Has not met dogs yet")),
        "good_with_cats": (_("Good with cats"), _("Not for homes with cats"), _("Has not met cats yet")),
    }
    found = []
    for name, (yes, no, unknown) in known.items():
        value = getattr(post, name)
        found.append(Fit(value, {"yes": yes, "no": no}.get(value, unknown)))
    found += [Fit("yes", conditions.sentence(each)) for each in post.conditions]
    order = {"yes": 0, "no": 1, "unknown": 2}
    return sorted(found, key=lambda fit: order[fit.kind])


def records(post):
    """Neutered, vaccinated, chipped, and what needs care."""
    words = {
        "neutered": ("shield", _("Neutering"), _("Neutered"), _("Not neutered yet")),
        "vaccinated": ("syringe", _("Vaccines"), _("Vaccinated"), _("Not vaccinated yet")),
        "chipped": ("chip", _("Chip and registration"), _("Chipped"), _("Not chipped yet")),
    }
    found = []
    for name, (icon, title, yes, no) in words.items():
        value = getattr(post, name)
        tone = {"yes": "leaf", "no": "mango"}.get(value, "grey")
        found.append(Record(icon, title, tone, {"yes": yes, "no": no}.get(value, _("Not known"))))
    return found


def closed_words(post):
    """Why nobody can apply although the pet is waiting: its form is closed. Nothing where somebody can."""
    if not post.is_open or post.takes_applications:
        return ""
    if post.form is not None and post.form.opens_at is not None:
        return _("Applications open on %(day)s.") % {"day": dates.moment(post.form.opens_at)}
    return _("No applications are taken at the moment. Whoever likes a pet hears when that changes.")


def fee(post):
    """The fee in a sentence; nothing where there is none."""
    if not post.fee:
        return ""
    words = {"fee": f"{post.fee:,}", "reason": post.get_fee_reason_display()}
    return _("Fee: NT$%(fee)s (%(reason)s)") % words


def giver(post):
    """The giver as strangers see her: name, record, how fast she answers. Never a contact."""
    adopted = Post.objects.filter(giver=post.giver_id, state=Post.State.ADOPTED).count()
    return {
        "name": post.giver.shown_name,
        "adopted_count": adopted,
        "is_verified": post.giver.is_verified,
        "reply": reply_time(post.giver_id),
    }


def reply_time(giver_id):
    """ "Replies within 1 day", from her last answers; nothing before there are enough of them."""
    answered = Application.objects.filter(post__giver=giver_id, read_at__isnull=False, submitted_at__isnull=False)
    pairs = answered.order_by("-read_at").values_list("submitted_at", "read_at")[:20]
    waits = [(read - sent).total_seconds() for sent, read in pairs if sent and read]
    if len(waits) < ENOUGH_ANSWERS:
        return ""
    days = max(1, -(-int(median(waits)) // 86_400))
    return ngettext("Replies within %(n)s day", "Replies within %(n)s days", days) % {"n": days}


def confirmed(post, now):
    """When the giver last said that the pet still waits."""
    if post.confirmed_at is None or post.state not in (Post.State.PUBLISHED, Post.State.RESERVED):
        return ""
    days = (timezone.localdate(now) - timezone.localdate(post.confirmed_at)) // timedelta(days=1)
    if days <= 0:
        return _("Confirmed today")
    if days == 1:
        return _("Confirmed yesterday")
    return ngettext("Confirmed %(n)s day ago", "Confirmed %(n)s days ago", days) % {"n": days}


def similar(post):
    """Others of the same kind who wait nearby, else anywhere."""
    near = Search(source=post.source, species=(post.species,), county=(post.county_code,))
    for search in (near, near.without("county")):
        rows = [row for row in posts.page_of(search, size=SIMILAR + 1).rows if row["id"] != post.pk]
        if rows:
            return cards.cards(rows[:SIMILAR])
    return []


def _open_applications(post):
    ended = (*Application.ENDED, Application.State.DRAFT)
    return Application.objects.filter(post=post).exclude(state__in=ended).count() if not post.is_shelter else 0
