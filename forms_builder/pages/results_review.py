"""What a reviewer types beside an answer sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_builder.services import reviews


class ReviewForm(forms.Form):
    """One's private score and note."""

    score = forms.TypedChoiceField(
        label=_("Score"),
        choices=[("", _("None")), *((str(score), str(score)) for score in reviews.SCORES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"), max_length=reviews.LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, review, **kwargs):
        """Filled with what was kept; empty where there is no review yet."""
        kept = {"score": review.score or "", "note": review.note} if review else {"score": ""}
        return cls(initial=kept, **kwargs)
