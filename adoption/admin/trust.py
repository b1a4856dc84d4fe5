"""Reports, sanctions and appeals."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from adoption import photo_addresses
from adoption.admin import presence
from adoption.admin.words import AnswerForm, NoteForm, ReasonForm, SuspendForm
from adoption.models import Appeal, Post, Report, Sanction
from adoption.selectors import moderation
from adoption.services import trust
from notifications import refs
from petbuddy.back_office import Decision, ReadOnlyAdmin, state_of

RIGHT = "adoption.review_post"
Kind = Sanction.Kind


class OpenFilter(admin.SimpleListFilter):
    """What has no answer yet stands first."""

    title = _("answer")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("yes", _("Answered")), ("all", _("All"))]

    def choices(self, changelist):
        first = {"query_string": changelist.get_query_string(remove=[self.parameter_name])}
        yield {**first, "selected": self.value() is None, "display": _("Open")}
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(answered_at__isnull=self.value() is None)


def _subject(report):
    return moderation.subject_of(refs.resolve(report.ref))


def _sanction(kind):
    def run(report, by, reason, until=None):
        thing = refs.resolve(report.ref)
        post = thing if isinstance(thing, Post) else None
        trust.sanction(user=_subject(report), kind=kind, by=by, reason=reason, until=until, post=post, report=report)

    return run


def _has_subject(report, user):
    return _subject(report) is not None


def _has_post(report, user):
    post = refs.resolve(report.ref)
    return isinstance(post, Post) and post.giver_id is not None and post.state != Post.State.REMOVED


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """The queue of what people told us, with what they saw."""

    empty_words = _("No report is open.")

    list_display = ("about_what", "reason", "reporter", "alike", "shown_state", "created_at")
    list_select_related = ("reporter",)
    list_filter = (OpenFilter, "reason")
    search_fields = ("=ref", "reporter__name")
    fields = (("reason", "created_at"), "reporter", "words", ("state", "answered_at"), "answered_by", "answer")
    change_form_outer_before_template = "adoption/admin/report.html"
    decisions = (
        Decision(
            "answer",
            _("Answer the report"),
            run=lambda report, by, answer: trust.answer_report(report=report, by=by, answer=answer),
            right=RIGHT,
            done=_("The report is answered."),
            form=AnswerForm,
            is_open=lambda report, user: report.state == Report.State.OPEN,
            tone="primary",
            key="a",
        ),
        Decision(
            "hide",
            _("Remove the post"),
            run=_sanction(Kind.HIDE),
            right=RIGHT,
            done=_("The post is removed, and its giver has been told why."),
            form=ReasonForm,
            is_open=_has_post,
            hint=_("The page disappears at once, and everything around it stands still until the appeal ends."),
            tone="danger",
            stays=True,
        ),
        Decision(
            "warn",
            _("Warn the person"),
            run=_sanction(Kind.WARN),
            right=RIGHT,
            done=_("The person has been warned."),
            form=ReasonForm,
            is_open=_has_subject,
            stays=True,
        ),
        Decision(
            "suspend",
            _("Suspend the account"),
            run=_sanction(Kind.SUSPEND),
            right=RIGHT,
            done=_("The account is suspended."),
            form=SuspendForm,
            is_open=_has_subject,
            hint=_("She can sign in and read, nothing else. Her posts pause; the end gives everything back."),
            tone="danger",
            stays=True,
        ),
    )

    def get_queryset(self, request):
        return moderation.open_reports().select_related("reporter", "answered_by")

    def get_ordering(self, request):
        return ("-alike", "created_at", "pk")

    def about(self, request, obj):
        thing = refs.resolve(obj.ref)
        return {
            "report": obj,
            "thing": thing,
            "is_post": isinstance(thing, Post),
            "somebody": presence.enter(obj, request.user) if obj.state == Report.State.OPEN else None,
            "pictures": [
                each | {"url": photo_addresses.guarded(each["uid"], 480)} for each in moderation.pictures_of(obj)
            ],
            "others": moderation.others_about(obj),
            "record": moderation.record_of(moderation.subject_of(thing)),
        }

    @display(description=_("what"), ordering="ref")
    def about_what(self, report):
        kind = {"post": _("Post"), "message": _("Message"), "person": _("Person")}.get(report.evidence.get("kind"), "–")
        return f"{kind} {report.evidence.get('name') or ''}".strip()

    @display(description=_("alike"), ordering="alike")
    def alike(self, report):
        return report.alike

    @display(description=_("state"), ordering="state", label={Report.State.OPEN: "warning"})
    def shown_state(self, report):
        return state_of(report)


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    list_display = ("user", "kind", "until", "by", "created_at", "lifted_at")
    list_select_related = ("user", "by")
    list_filter = ("kind",)
    search_fields = ("user__name",)
    ordering = ("-pk",)
    fields = (("user", "kind"), "until", "reason", ("by", "created_at"), ("lifted_at", "report"))
    decisions = (
        Decision(
            "lift",
            _("Lift"),
            run=lambda sanction, by, note: trust.lift(sanction=sanction, by=by, note=note),
            right=RIGHT,
            done=_("The sanction is lifted."),
            form=NoteForm,
            # A hidden post comes back by an appeal, or within ten minutes on its own page.
            is_open=lambda sanction, user: sanction.lifted_at is None and sanction.kind != Kind.HIDE,
            hint=_("A suspension gives back what it stopped."),
            tone="primary",
            stays=True,
        ),
    )


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    empty_words = _("No appeal is open.")
    list_display = ("about_what", "by", "created_at", "is_upheld", "answered_by")
    list_select_related = ("by", "answered_by")
    list_filter = (OpenFilter,)
    ordering = ("created_at", "pk")
    fields = (("about_what", "by"), "created_at", "words", ("answered_by", "answered_at"), "is_upheld")
    readonly_fields = ("about_what",)
    change_form_outer_before_template = "adoption/admin/appeal.html"
    decisions = (
        Decision(
            "uphold",
            _("Uphold"),
            run=lambda appeal, by: trust.answer_appeal(appeal=appeal, by=by, is_upheld=True),
            right=RIGHT,
            done=_("The appeal is upheld: what was decided is taken back."),
            is_open=lambda appeal, user: appeal.answered_at is None,
            tone="primary",
        ),
        Decision(
            "reject",
            _("Leave it as it is"),
            run=lambda appeal, by: trust.answer_appeal(appeal=appeal, by=by, is_upheld=False),
            right=RIGHT,
            done=_("The appeal is answered: the decision stands."),
            is_open=lambda appeal, user: appeal.answered_at is None,
        ),
    )

    def about(self, request, obj):
        thing = refs.resolve(obj.ref)
        removal = thing.events.filter(to_state=Post.State.REMOVED).last() if isinstance(thing, Post) else None
        return {
            "thing": thing,
            "is_post": isinstance(thing, Post),
            "somebody": presence.enter(obj, request.user) if obj.answered_at is None else None,
            "reason": removal.note if removal else getattr(thing, "reason", ""),
            "record": moderation.record_of(obj.by),
        }

    @display(description=_("what"), ordering="ref")
    def about_what(self, appeal):
        return Sanction._meta.verbose_name if appeal.ref.startswith("adoption.sanction:") else Post._meta.verbose_name
