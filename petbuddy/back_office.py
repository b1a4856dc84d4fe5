"""What the pages of the back office share: rows are read, never typed into; what changes them is a decision, one
service call with its own right, its own words and its own line in the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from petbuddy.errors import DomainError, Invalid
from petbuddy.problems import status_of


@dataclass(frozen=True)
class Decision:
    """One thing that staff may do to a row. `run(obj, by=…, **words)` calls one service and returns nothing of note.

    Without `form` (or with hidden fields only) it is a button; otherwise it has its own page with the words to say.
    """

    name: str
    label: Promise
    run: Callable
    right: str
    done: Promise
    form: type[forms.Form] | None = None
    initial: Callable = lambda obj: {}
    is_open: Callable = lambda obj, user: True
    hint: Promise | str = ""
    tone: str = "default"  # of unfold's buttons: primary, default, danger
    key: str = ""  # with Alt: the browser's own way to press it from the keyboard
    stays: bool = False  # on the item afterwards, instead of going back to the list

    def bound(self, obj, data=None):
        return self.form(data, initial=self.initial(obj)) if self.form else forms.Form(data)

    def needs_words(self, form):
        return any(not field.is_hidden for field in form)


class ReadOnlyAdmin(ModelAdmin):
    """Rows that staff read. Nothing is added, typed over or deleted here; `decisions` are the ways to change one."""

    view_right = ""  # "app.codename"; empty: the model's own right to view
    decide_right = ""  # what `@action(permissions=["decide"])` asks for many rows at once
    decisions = ()
    empty_words = ""  # what an empty list says when nobody searched
    view_on_site = False
    list_per_page = 50
    actions_on_top = True
    change_form_outer_before_template = "back_office/_decisions.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        right = self.view_right or f"{self.opts.app_label}.view_{self.opts.model_name}"
        return request.user.has_perm(right)

    def has_decide_permission(self, request):
        return bool(self.decide_right) and request.user.has_perm(self.decide_right)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def lookup_allowed(self, lookup, value, request):
        """Only the filters that stand on the page: any other lookup would let an address ask for hidden fields."""
        return lookup.partition("__")[0] in {_parameter(one) for one in self.get_list_filter(request)}

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide)
        return [path("<int:object_id>/decide/<slug:decision>/", view, name=name), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = self.get_object(request, object_id) if object_id else None
        context = {**(extra_context or {})}
        if obj is not None and self.has_view_permission(request, obj):
            context |= {"decisions": self._offered(request, obj), **self.about(request, obj)}
        return super().changeform_view(request, object_id, form_url, context)

    def about(self, request, obj):
        """What the item's own template shows beside the fields."""
        return {}

    def decide(self, request, object_id, decision):
        """GET: the page with the words to say (it changes nothing). POST: the decision."""
        obj = self.get_object(request, object_id)
        chosen = next((one for one in self.decisions if one.name == decision), None)
        if obj is None or chosen is None:
            raise Http404
        if not (self.has_view_permission(request, obj) and request.user.has_perm(chosen.right)):
            raise PermissionDenied
        if request.method != "POST":
            return self._asked(request, obj, chosen, chosen.bound(obj))
        form = chosen.bound(obj, request.POST)
        if not form.is_valid():
            return self._asked(request, obj, chosen, form, status=400)
        return self._carried_out(request, obj, chosen, form)

    def _carried_out(self, request, obj, decision, form):
        try:
            decision.run(obj, by=request.user, **form.cleaned_data)
        except DomainError as error:
            if isinstance(error, Invalid) and decision.needs_words(form):
                _refuse(form, error)
                return self._asked(request, obj, decision, form, status=status_of(error))
            messages.error(request, self.refusal(obj, error))
            return HttpResponseRedirect(self._address(obj))
        messages.success(request, decision.done)
        return HttpResponseRedirect(self._address(obj if decision.stays else None))

    def refusal(self, obj, error):
        """The sentence for a decision that was not possible."""
        return " ".join([str(error), *(text for texts in error.errors.values() for text in texts)])

    def _asked(self, request, obj, decision, form, status=200):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": decision.label,
            "subtitle": str(obj),
            "decision": decision,
            "form": form,
            "back": self._address(obj),
        }
        return render(request, "back_office/decision.html", context, status=status)

    def _offered(self, request, obj):
        """What this person may decide about this row now: [{decision, form, url}]."""
        user = request.user
        offered = [one for one in self.decisions if user.has_perm(one.right) and one.is_open(obj, user)]
        return [
            {
                "decision": one,
                "form": (form := one.bound(obj)),
                "asks": one.needs_words(form),
                "url": self._url(obj, one),
            }
            for one in offered
        ]

    def _url(self, obj, decision):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_decide"
        return reverse(name, args=[obj.pk, decision.name])

    def _address(self, obj):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{name}_change", args=[obj.pk]) if obj is not None else reverse(f"{name}_changelist")


def _parameter(list_filter):
    """The name by which an address asks for a filter: of a field, a field with its own class, or a class."""
    if isinstance(list_filter, tuple):
        return list_filter[0]
    return getattr(list_filter, "parameter_name", list_filter)


def state_of(row):
    """For unfold's `label`: the state's value chooses the tone, its name is what people read."""
    return row.state, row.get_state_display()


def each(request, rows, run, *, done):
    """A decision about many rows: each is asked and decided by itself; what was refused is said with its name."""
    count = 0
    for row in rows:
        try:
            run(row, by=request.user)
            count += 1
        except DomainError as error:
            messages.error(request, _("%(row)s: %(why)s") % {"row": row, "why": error})
    if count:
        messages.success(request, done % {"count": count})


def _refuse(form, error):
    for name, texts in (error.errors or {"": [str(error)]}).items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def words_field(label, *, limit, help_text="", required=True, rows=4):
    """A box for a sentence."""
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=limit, help_text=help_text, required=required, widget=widget)


def choice_field(label, choices, *, required=True, is_open=False):
    """One of a few: a list to unfold, or all of them in sight."""
    widget = UnfoldAdminRadioSelectWidget() if is_open else UnfoldAdminSelectWidget()
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=widget)
