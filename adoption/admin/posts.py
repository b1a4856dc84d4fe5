"""Posts to review: the queue by risk and age, the item, and what a moderator decides."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from accounts.admin.object_rights import ObjectRightsAdmin
from adoption import conditions, dates, photo_addresses
from adoption.admin import presence
from adoption.admin.words import RemoveForm, ReturnForm, SeenForm
from adoption.models import Post
from adoption.selectors import moderation
from adoption.services import posts_review, publishing
from petbuddy import pictures
from petbuddy.back_office import Decision, ReadOnlyAdmin, each, state_of
from petbuddy.errors import Conflict

RIGHT = "adoption.review_post"
State = Post.State
FLAGS = {
    "money": _("words about money"),
    "elsewhere": _("leads elsewhere"),
    "photo": _("photo of another post"),
}
TONES = {
    State.IN_REVIEW: "warning",
    State.PUBLISHED: "success",
    State.RESERVED: "info",
    State.REMOVED: "danger",
}


class QueueFilter(admin.SimpleListFilter):
    """What waits stands first; everything else is one click away."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("removed", _("Removed")), ("all", _("All posts"))]

    def choices(self, changelist):
        waiting = {"query_string": changelist.get_query_string(remove=[self.parameter_name])}
        yield {**waiting, "selected": self.value() is None, "display": _("Waiting")}
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() == "removed":
            return queryset.filter(state=State.REMOVED)
        return queryset if self.value() == "all" else moderation.waiting(queryset)


def _approve(post, by, seen_rev=None):
    posts_review.approve(post=post, by=by, seen_rev=seen_rev)


@admin.register(Post)
class PostAdmin(ObjectRightsAdmin, ReadOnlyAdmin):
    view_right = decide_right = RIGHT
    empty_words = _("Nothing waits for review. Have a sip of water.")
    list_display = ("pet", "shown_state", "flagged", "giver", "place", "waiting_since")
    list_select_related = ("giver", "district")
    list_filter = (QueueFilter, "species", "source")
    search_fields = ("name", "=uid", "giver__name")
    readonly_fields = ("wishes", "trait_words")
    actions = ("approve_chosen",)
    change_form_outer_before_template = "adoption/admin/post.html"
    change_form_outer_after_template = "back_office/_history.html"
    fieldsets = (
        (_("Facts"), {"fields": (
            ("species", "breed"), ("sex", "size"), ("colour", "age_group"), ("born_on", "is_birth_estimated"),
            ("neutered", "vaccinated"), ("chipped", "good_with_children"), ("good_with_dogs", "good_with_cats"),
            "special_needs", "trait_words",
        )}),
        (_("The offer"), {"fields": (
            "wishes", ("district", "visibility"), ("fee", "fee_reason"), ("form", "is_bonded_pair"),
            ("created_at", "published_at"), ("confirmed_at", "source"),
        )}),
    )  # fmt: skip
    decisions = (
        Decision(
            "approve",
            _("Put on the list"),
            run=_approve,
            right=RIGHT,
            done=_("The post is on the list, and its giver has been told."),
            form=SeenForm,
            initial=lambda post: {"seen_rev": post.rev},
            is_open=lambda post, user: post.state == State.IN_REVIEW,
            tone="primary",
            key="a",
        ),
        Decision(
            "clear",
            _("Nothing wrong"),
            run=lambda post, by, seen_rev: posts_review.clear(post=post, by=by, seen_rev=seen_rev),
            right=RIGHT,
            done=_("The post stays on the list and leaves the queue."),
            form=SeenForm,
            initial=lambda post: {"seen_rev": post.rev},
            is_open=lambda post, user: moderation.needs_look(post),
            tone="primary",
            key="a",
        ),
        Decision(
            "return",
            _("Return to the giver"),
            run=lambda post, by, said, seen_rev: posts_review.send_back(
                post=post, by=by, note=said(_language(post)), seen_rev=seen_rev
            ),
            right=RIGHT,
            done=_("The giver has the sentence to mend."),
            form=ReturnForm,
            initial=lambda post: {"seen_rev": post.rev},
            is_open=lambda post, user: post.state == State.IN_REVIEW,
            hint=_("The post becomes a draft again. Its giver is told what to mend."),
            key="r",
        ),
        Decision(
            "remove",
            _("Remove"),
            run=lambda post, by, said: posts_review.remove(post=post, by=by, reason=said(_language(post))),
            right=RIGHT,
            done=_("The post is removed. You can undo this for ten minutes."),
            form=RemoveForm,
            is_open=lambda post, user: post.state != State.REMOVED,
            hint=_("The page disappears at once, and everything around it stands still until the appeal ends."),
            tone="danger",
            stays=True,
        ),
        Decision(
            "undo",
            _("Undo the removal"),
            run=lambda post, by: posts_review.undo(post=post, by=by),
            right=RIGHT,
            done=_("The post is back where it was."),
            is_open=lambda post, user: posts_review.is_undoable(post),
            tone="primary",
            stays=True,
        ),
    )

    def get_queryset(self, request):
        rows = moderation.posts()
        return rows.select_related("giver", "district", "form")

    def get_ordering(self, request):
        return ("-risk", "since", "pk")

    def about(self, request, obj):
        is_waiting = obj.state == State.IN_REVIEW or moderation.needs_look(obj)
        return {
            "post": obj,
            "somebody": presence.enter(obj, request.user) if is_waiting else None,
            "flags": [FLAGS.get(flag, flag) for flag in publishing.flags(obj)] if not obj.is_shelter else [],
            "photos": [_photo(photo) for photo in obj.photos.all()],
            "similar": [{**_photo(photo), "post": photo.post} for photo in moderation.similar(obj)],
            "history": moderation.history(obj),
            "record": moderation.record_of(obj.giver),
        }

    def refusal(self, obj, error):
        """Whoever comes second reads who decided, and when."""
        last = obj.events.select_related("actor").order_by("-pk").first()
        said = super().refusal(obj, error)
        if not isinstance(error, Conflict) or last is None or last.actor is None:
            return said
        words = {"name": last.actor.shown_name, "when": dates.moment(last.at), "state": State(last.to_state).label}
        return f"{said} {_now('Last: %(name)s, %(when)s (“%(state)s”).') % words}"

    @action(description=_("Put on the list"), permissions=["decide"])
    def approve_chosen(self, request, queryset):
        each(request, queryset, _approve, done=_("%(count)s posts are on the list."))

    @display(description=_("pet"), ordering="name")
    def pet(self, post):
        return str(post)

    @display(description=_("state"), ordering="state", label=TONES)
    def shown_state(self, post):
        return state_of(post)

    @display(description=_("flags"), ordering="risk", label="danger")
    def flagged(self, post):
        return [str(FLAGS.get(flag, flag)) for flag in moderation.flags_of(post)] if post.risk else None

    @display(description=_("district"), ordering="county_code")
    def place(self, post):
        return post.district or "–"

    @display(description=_("since"), ordering="since")
    def waiting_since(self, post):
        return post.since

    @display(description=_("wishes"))
    def wishes(self, post):
        lines = [(conditions.sentence(line),) for line in post.conditions if isinstance(line, dict)]
        return format_html_join("", "<p>{}</p>", lines) or "–"

    @display(description=_("traits"))
    def trait_words(self, post):
        return "、".join(post.traits) or "–"


def _language(post):
    return post.giver.language if post.giver else post.language


def _photo(photo):
    small = pictures.at_least(photo, 240)
    large = pictures.at_least(photo, 1600)
    return {
        "photo": photo,
        "small": photo_addresses.of(photo, small, for_all=photo.post.is_for_all) if small else "",
        "large": photo_addresses.of(photo, large, for_all=photo.post.is_for_all) if large else "",
    }
