"""Where an applicant stands in the form: its steps, what is still missing, what is drawn and told at each."""

from collections import Counter
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from adoption import dates
from forms_builder import definition as definitions
from forms_builder import evaluation, reading, rendering
from forms_builder.definition.items import LAYOUT_TYPES
from forms_builder.selectors import uploads
from forms_builder.services import deadlines, submissions, unsent
from forms_builder.step_rules import step_rules


class Draft:
    """One application that is being filled in. Steps are the pages that show something, then the check.

    A last page that holds only consents is asked on the check itself: reading again and agreeing is one thing.
    """

    def __init__(self, application):
        self.application, self.submission = application, application.submission
        self.definition = self.submission.version.definition
        self.today = evaluation.today_in(submissions.ZONE, timezone.now())

    @cached_property
    def evaluated(self):
        return submissions.evaluate(self.submission)

    @cached_property
    def files(self):
        return uploads.files_of(self.submission)

    @cached_property
    def page_ids(self):
        """Pages that are steps of their own, in order."""
        shown = list(self.evaluated.pages)
        if self.definition.get("layout") == "single":
            return [shown] if shown else []
        if len(shown) > 1 and _is_consents(self._page(shown[-1])):
            shown.pop()
        return [[page_id] for page_id in shown]

    @property
    def consent_ids(self):
        """Pages that are asked on the check."""
        own = {page_id for ids in self.page_ids for page_id in ids}
        return [page_id for page_id in self.evaluated.pages if page_id not in own]

    @property
    def count(self):
        return len(self.page_ids) + 1

    def pages_of(self, step):
        """The ids of the pages of a step, counted from 1; the check is the last one."""
        return self.page_ids[step - 1] if step < self.count else self.consent_ids

    def clamp(self, asked):
        """A step that exists: the one asked for, or the one where she goes on."""
        if asked and asked.isascii() and asked.isdigit() and len(asked) < 4:
            return max(1, min(int(asked), self.count))
        return self.goes_on_at

    @property
    def goes_on_at(self):
        """The first step that still needs an answer, but none that she has not come to: much may be optional."""
        answered = [step for step in range(1, self.count) if self.has_answers(self.pages_of(step))]
        comes_to = max(answered, default=0) + 1
        for step in range(1, min(comes_to, self.count)):
            if self.has_errors(self.pages_of(step)):
                return step
        return comes_to

    def has_answers(self, page_ids):
        items = {item["id"] for page_id in page_ids for item in self._page(page_id)["items"]}
        return not items.isdisjoint(key for key, value in self.submission.answers.items() if value is not None)

    def has_errors(self, page_ids):
        return bool(self.errors_of(page_ids))

    def errors_of(self, page_ids):
        """(address of the field, sentence) in the order of the pages."""
        found, shown = [], self._shown(get_language())
        for page_id in page_ids:
            for item in self._page(page_id)["items"]:
                for key, faults in self.evaluated.errors.items():
                    if key == item["id"] or key.startswith(f"{item['id']}."):
                        found += [(key, rendering.sentence(fault, shown)) for fault in faults]
        return found

    def summary_of(self, page_ids):
        """What the top of a step lists: the words beside the answers; the question too where several say the same."""
        errors = self.errors_of(page_ids)
        repeated = {text for text, times in Counter(text for _key, text in errors).items() if times > 1}
        return [(key, self._with_question(key, text) if text in repeated else text) for key, text in errors]

    def errors_by_step(self):
        """Everything that stands in the way of sending: (step, address, sentence), elsewhere with the question."""
        found = []
        for step in range(1, self.count + 1):
            for key, text in self.errors_of(self.pages_of(step)):
                found.append((step, key, text if step == self.count else self._with_question(key, text)))
        return found

    def _with_question(self, key, text):
        shown = self._shown(get_language())
        question = definitions.question(shown, key.partition(".")[0]) or {"label": ""}
        return _("%(question)s %(fault)s") % {"question": question["label"], "fault": text}

    def steps(self, language, now_at):
        """[(number, title, is it open to her)] of all steps: she goes to those she has been at, and to the next."""
        shown = {page["id"]: page.get("title") or "" for page in self._shown(language)["pages"]}
        titles = [shown[ids[0]] for ids in self.page_ids]
        reached = max(now_at, self.goes_on_at)
        return [
            (number, title, number <= reached) for number, title in enumerate([*titles, _("Check and send")], start=1)
        ]

    def items_of(self, page_ids):
        return [item for page_id in page_ids for item in self._page(page_id)["items"]]

    def drawn(self, page_ids, *, faulty=(), more_rows=(), offers=None, language):
        """The pages of a step as the templates draw them."""
        pages = rendering.form_pages(
            self.definition,
            self.submission.answers,
            language=language,
            evaluated=self.evaluated,
            faulty=faulty,
            files=self.files,
            today=self.today,
            more_rows=more_rows,
            offers=offers,
        )
        return [page for page in pages if page["id"] in page_ids]

    def answers(self, language):
        """What was answered, page by page, each with its step."""
        pages = reading.answer_pages(
            self.definition,
            self.evaluated.answers,
            language=language,
            files=self.files,
            visible=self.evaluated.visible,
        )
        step_of = {page_id: step for step, ids in enumerate(self.page_ids, start=1) for page_id in ids}
        return [{**page, "step": step_of[page["id"]]} for page in pages if page["id"] in step_of]

    def for_script(self, page_ids, language):
        """What the page's script needs to show, hide and hint as the server will."""
        return {
            **step_rules(self.definition, self.submission.answers, page_ids, language=language, today=self.today),
            "answers": self.submission.answers,
            "application": str(self.application.uid),
        }

    def written(self, language):
        """The questions, in words, to which she has written anything: now, or before the questions changed."""
        asked = {item["id"]: item["label"] for item in definitions.questions(self._shown(language))}
        now = [label for key, label in asked.items() if self.submission.answers.get(key) is not None]
        return [*now, *(line["question"] for line in self.submission.put_aside)]

    @property
    def kept_until(self):
        """The day in words until which the draft waits for her."""
        return dates.day(unsent.kept_until(self.submission))

    @property
    def retention_days(self):
        return deadlines.days_promised(self.submission)

    def _shown(self, language):
        return definitions.public_projection(self.definition, language)

    def _page(self, page_id):
        return next(page for page in self.definition["pages"] if page["id"] == page_id)


def _is_consents(page):
    kinds = {item["type"] for item in page["items"]} - set(LAYOUT_TYPES)
    return kinds == {"consent"}
