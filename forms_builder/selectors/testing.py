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


def shape(form: Form) -> dict:
    """The report, and what is missing before the draft can be published."""
    missing = [
        {"item": problem.item_id, "prop": problem.prop, "code": problem.code, "message": str(problem.message)}
        for problem in definition.problems(form.draft)
    ]
    return {**vars(report_of(form)), "missing": missing}


def problems_of(form: Form) -> list[dict]:
    """What is missing before the draft can be published, each with the place it stands at: [{item, message}]."""
    places = _places(form.draft)
    return [
        {"item": problem.item_id or "", "message": _placed(str(problem.message), places.get(problem.item_id or ""))}
        for problem in definition.problems(form.draft)
    ]


def _places(draft: dict) -> dict[str, tuple[str, int]]:
    """What an id belongs to, and its number there."""
    pages = {page["id"]: (_("Page %(number)s: %(message)s"), number) for number, page in enumerate(draft["pages"], 1)}
    checks = {
        check["id"]: (_("Check %(number)s: %(message)s"), number)
        for number, check in enumerate(draft.get("checks") or [], 1)
    }
    questions = {
        key: (_("Question %(number)s: %(message)s"), number)
        for number, item in enumerate(definition.questions(draft), 1)
        for key in ids_below(item)
    }
    return pages | checks | questions


def _placed(message: str, place: tuple[str, int] | None) -> str:
    if place is None:
        return message
    sentence, number = place
    return sentence % {"number": number, "message": message}
