"""How long answers are kept: never longer than was promised beside the send button, sooner where a limit shortens."""

from datetime import timedelta

from django.conf import settings
from django.db.models import DateField, F, Q
from django.db.models.functions import Cast
from django.utils import timezone

from forms_builder.models import Form, Submission

AT_ONCE = 500


def days_kept(form):
    """Days after the decision: the form's own limit or the operator's, whichever is shorter."""
    own = form.retention_days
    return settings.RETENTION_DAYS if own is None else min(own, settings.RETENTION_DAYS)


def days_promised(submission):
    """What this respondent is told: the shortest of what held when she began, whenever she wrote, and now."""
    now = days_kept(submission.version.form)
    return now if submission.kept_days is None else min(submission.kept_days, now)


def set_day(*, submission, days=None):
    """The matter has ended today: say when the answers go. `days`: an even shorter time."""
    today, promised = timezone.localdate(), days_promised(submission)
    day = today + timedelta(days=promised if days is None else min(days, promised))
    Submission.objects.filter(pk=submission.pk).update(ended_on=today, purge_on=day)


def shorten(form):
    """The limit has changed: days that are set come forward to it, and none moves back. Returns how many moved."""
    return _bring_forward(Submission.objects.filter(version__form=form), days_kept(form))


def shorten_all():
    """The same for every form: nobody sees the moment at which the operator's limit changes."""
    return sum(_bring_forward(Submission.objects.filter(whose), days) for whose, days in _limits())


def due(today):
    """Answers whose day has come, also by a limit that became shorter since the day was set."""
    over = Q(purge_on__lte=today)
    for whose, days in _limits():
        over |= whose & Q(ended_on__lte=today - timedelta(days=days))
    return Submission.objects.filter(over, purged_at=None)


def _limits():
    """[(whose answers, days)]: the operator's limit for all, and each shorter one that some forms have."""
    own = Form.objects.filter(retention_days__lt=settings.RETENTION_DAYS).order_by("retention_days")
    each = own.values_list("retention_days", flat=True).distinct()
    return [
        (Q(), settings.RETENTION_DAYS),
        *((Q(version__form__retention_days=days), days) for days in each),
    ]


def over_by(form, days):
    """How many answers would be past their day, were they kept so few days; those that are due anyway do not count."""
    today = timezone.localdate()
    last = today - timedelta(days=min(days, settings.RETENTION_DAYS))
    rows = Submission.objects.filter(version__form=form, purged_at=None, submitted_at__isnull=False)
    return rows.filter(ended_on__lte=last, purge_on__gt=today).count()


def _bring_forward(rows, days):
    """By key and in batches: a whole table must not stay locked meanwhile."""
    day = Cast(F("ended_on") + timedelta(days=days), DateField())
    late = Q(purged_at=None, ended_on__isnull=False, purge_on__gt=day)
    keys = list(rows.filter(late).order_by("pk").values_list("pk", flat=True))
    batches = [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
    return sum(Submission.objects.filter(late, pk__in=batch).update(purge_on=day) for batch in batches)
