"""What the robot says about a form as it stands."""

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_builder import definition, evaluation, robot
from forms_builder.definition.walk import ids_below
from forms_builder.models import Form
from forms_builder.services.submissions import ZONE


def report_of(form: Form) -> robot.Report:
    """The draft filled in in every way that makes a difference."""
    return robot.test(form.draft, today=evaluation.today_in(ZONE, timezone.now()))


def problems_of(form: Form) -> list[dict]:
    """What is missing before the draft can be published, each with the question it stands at: [{item, message}]."""
    numbers = {
        key: number for number, item in enumerate(definition.questions(form.draft), start=1) for key in ids_below(item)
    }
    return [
        {"item": problem.item_id or "", "message": _placed(str(problem.message), numbers.get(problem.item_id or ""))}
        for problem in definition.problems(form.draft)
    ]


def _placed(message: str, number: int | None) -> str:
    if number is None:
        return message
    return _("Question %(number)s: %(message)s") % {"number": number, "message": message}
