"""What the robot says about a form as it stands."""

from django.utils import timezone

from forms_builder import evaluation, robot
from forms_builder.models import Form
from forms_builder.services.submissions import ZONE


def report_of(form: Form) -> robot.Report:
    """The draft filled in in every way that makes a difference."""
    return robot.test(form.draft, today=evaluation.today_in(ZONE, timezone.now()))
