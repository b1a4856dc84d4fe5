"""Answer sheets that were sent, as `services.submissions.submit` leaves them."""

from django.utils import timezone

from forms_builder import lookup
from forms_builder.models import Submission
from tests.factories.accounts import UserFactory


def send(form, name="Yi-Chun", *, respondent=None, version=None, sent_at=None, **answers):
    """Somebody's answers to the live version (or `version`)."""
    version = version or form.live_version
    return Submission.objects.create(
        version=version,
        respondent=respondent or UserFactory(name=name),
        answers=answers,
        lookup=lookup.text_of(version.definition, answers),
        submitted_at=sent_at or timezone.now(),
    )
