"""The history of a form: who published what, when, and what changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from forms_builder import definition
from forms_builder.models import DraftOp, Form, FormVersion, Submission


@dataclass(frozen=True)
class VersionRow:
    """One published version beside the one before it."""

    version: FormVersion
    is_live: bool
    changes: list[str]


@dataclass(frozen=True)
class Hand:
    """Somebody who edited the draft since it was last published."""

    name: str
    edits: int
    at: datetime


def history_of(form: Form) -> list[VersionRow]:
    """Every version, newest first, with `sent_count` answers; one query however many there are."""
    sent = Count("submissions", filter=Q(submissions__submitted_at__isnull=False))
    versions = list(form.versions.select_related("published_by").annotate(sent_count=sent).order_by("number"))
    rows = []
    before = None
    for version in versions:
        found = definition.changes(before.definition, version.definition) if before else []
        rows.append(VersionRow(version, is_live=version.pk == form.live_version_id, changes=found))
        before = version
    return rows[::-1]


def newest_number(form: Form) -> int:
    """The number of the version that was published last, 0 before the first."""
    return form.versions.aggregate(newest=Max("number"))["newest"] or 0


def changes_of_draft(form: Form) -> list[str]:
    """What the draft would change for applicants; empty before the first publication."""
    return definition.changes(form.live_version.definition, form.draft) if form.live_version else []


def hands_in(form: Form) -> list[Hand]:
    """Who edited the draft since it was last published, the latest first."""
    since = DraftOp.objects.filter(form=form, rev__gt=form.live_rev or 0)
    rows = since.values("actor", "actor__name").annotate(edits=Count("pk"), at=Max("at")).order_by("-at")
    return [Hand(row["actor__name"], row["edits"], row["at"]) for row in rows]


def has_answers(form: Form) -> bool:
    """Did anybody begin to answer? Then what an option means is no longer the author's alone."""
    return Submission.objects.filter(version__form=form).exists()


def version_of(form: Form, number: int) -> FormVersion | None:
    """One published version."""
    return form.versions.filter(number=number).first()


def changed() -> str:
    """For `doctor`: published forms that are no longer what their fingerprint says, whoever changed them and how."""
    rows = FormVersion.objects.exclude(sha256="").order_by("pk").only("form_id", "number", "definition", "sha256")
    found = [row for row in rows.iterator(chunk_size=200) if definition.fingerprint(row.definition) != row.sha256]
    return f"{len(found)} changed since they were published, such as form {found[0]}" if found else ""
