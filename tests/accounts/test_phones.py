"""Phone numbers are kept in one spelling; the same one that a form's phone question gives."""

import pytest
from django.core.exceptions import ValidationError

from accounts.phones import normalize_phone
from forms_builder.evaluation.formats import read_phone

TYPED = {
    "0912345678": "0912345678",
    " 0912-345-678 ": "0912345678",
    "０９１２３４５６７８": "0912345678",
    "+886 912 345 678": "0912345678",
    "+886 (0)912 345 678": "0912345678",
    "00886912345678": "0912345678",
    "(02) 2345-6789 轉 12": "0223456789#12",
    "+81 90 1234 5678": "+819012345678",
}


@pytest.mark.parametrize(("typed", "kept"), TYPED.items(), ids=TYPED.values())
def test_one_number_has_one_spelling(typed, kept):
    assert normalize_phone(typed) == kept
    assert read_phone(typed) == (kept, None)


def test_no_number_is_no_number():
    assert normalize_phone("  ") == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("091234567", "手機號碼少了 1 碼，要 10 碼"),
        ("09123456789", "手機號碼多了 1 碼，要 10 碼"),
        ("12345", "這不像電話號碼，例如 0912 345 678 或 02 2345 6789。"),
        ("call me", "這不像電話號碼，例如 0912 345 678 或 02 2345 6789。"),
    ],
)
def test_what_is_wrong_is_said(typed, words):
    with pytest.raises(ValidationError) as refused:
        normalize_phone(typed)

    assert refused.value.messages == [words]
    assert read_phone(typed)[1] is not None
