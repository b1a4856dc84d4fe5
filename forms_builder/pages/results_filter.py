"""The filter above the results: what a reader typed, turned into what the selectors understand."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from forms_builder.lookup import OTHER
from forms_builder.reading import in_words
from forms_builder.selectors.answer_filters import SORTED_BY_ANSWER, Filters
from forms_builder.selectors.questionnaires import CHOICES

SORTS = [
    ("newest", pgettext_lazy("results", "Newest first")),
    ("oldest", _("Oldest first")),
    ("name", _("By name")),
]
SCORES = [("", _("Any score")), *((str(score), score) for score in range(1, 6))]
DAY = {"type": "date", "class": "input"}
SELECT = {"class": "input input--select"}


class FilterForm(forms.Form):
    """A GET form; what can not be used is said beside its field, and the rest still counts."""

    q = forms.CharField(
        label=_("Has these words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "class": "input"}),
    )
    question = forms.ChoiceField(label=_("Search in"), required=False)
    since = forms.DateField(label=_("Sent from"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Sent until"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    version = forms.TypedChoiceField(label=_("Version of the form"), required=False, coerce=int, empty_value=None)
    answer = forms.ChoiceField(label=pgettext_lazy("results filter", "Answered"), required=False)
    score = forms.TypedChoiceField(
        label=_("Score at least"), choices=SCORES, required=False, coerce=int, empty_value=None
    )
    sort = forms.ChoiceField(label=pgettext_lazy("results", "Order"), required=False)
    col = forms.MultipleChoiceField(label=_("Questions to show"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, *, asks, reader):
        super().__init__(data, auto_id="filter-%s", initial={"sort": "newest"})
        opened = asks.open_columns
        worded = [(column.id, column.label) for column in opened if not column.is_file]
        self.fields["question"].choices = [("", _("All questions and names")), *worded]
        self.fields["version"].choices = [("", _("All versions"))] + [
            (asked.number, asked.number) for asked in asks.versions.values()
        ]
        self.fields["answer"].choices = [("", _("Anything")), *_options(asks, opened)]
        self.fields["sort"].choices = [*SORTS, *_orders(opened, reader)]
        self.fields["col"].choices = [(column.id, column.label) for column in asks.columns]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs |= SELECT
        if len(asks.versions) < 2:
            del self.fields["version"]
        if not reader.may_review:
            del self.fields["score"]

    def filters(self):
        """What can be used of it."""
        self.is_valid()
        given = self.cleaned_data
        question_id, sign, value = given.get("answer", "").partition("=")
        return Filters(
            words=given.get("q", "").strip(),
            question=given.get("question", ""),
            since=given.get("since"),
            until=given.get("until"),
            version=given.get("version"),
            options=((question_id, value),) if sign else (),
            least_score=given.get("score"),
            sort=given.get("sort") or "newest",
            columns=tuple(given.get("col", ())),
        )

    @property
    def in_use(self):
        """What narrows or orders the answers, in words, each with the query of the same page without it."""
        used = {name: given for name, given in self.cleaned_data.items() if given and name not in ("col", "question")}
        if used.get("sort") == "newest":
            del used["sort"]
        return [{"text": self._said(name, given), "query": self._without(name)} for name, given in used.items()]

    def _said(self, name, given):
        what = self.fields[name].label
        if name == "q" and self.cleaned_data.get("question"):
            what = dict(self.fields["question"].choices)[self.cleaned_data["question"]]
        elif isinstance(self.fields[name], forms.ChoiceField):
            what, given = _chosen(self.fields[name], given)
        elif isinstance(self.fields[name], forms.DateField):
            given = date_format(given, "SHORT_DATE_FORMAT")
        return pgettext("results filter", "%(what)s: %(given)s") % {"what": what, "given": given}

    def _without(self, name):
        kept = self.data.copy()
        for gone in (name, "page", *(["question"] if name == "q" else [])):
            kept.pop(gone, None)
        return kept.urlencode()


def _chosen(field, given):
    """(the field, or the question whose option it is; the option)"""
    for value, words in field.choices:
        if isinstance(words, list | tuple):
            inner = dict(words)
            if given in inner:
                return value, inner[given]
        elif str(value) == str(given):
            return field.label, words
    return field.label, given


def _options(asks, columns):
    """The options of each question that has some, under its name."""
    for column in columns:
        if column.type in CHOICES:
            pairs = [(f"{column.id}={one.id}", one.label) for one in asks.options(column.id)]
            rest = [(f"{column.id}={OTHER}", _("Something else"))] if asks.ever_took_own_words(column) else []
            yield column.label, [*pairs, *rest]
        elif column.type == "yes_no":
            pairs = (("true", True), ("false", False))
            yield column.label, [(f"{column.id}={value}", in_words(column.item, said)) for value, said in pairs]


def _orders(columns, reader):
    if reader.may_review:
        yield "score", _("Highest score first")
    for column in columns:
        if column.type in SORTED_BY_ANSWER:
            yield column.label, [(f"-{column.id}", _("Most first")), (column.id, _("Least first"))]
