"""What a form is: its shape while it is written, its rules once it is published, and the edits between."""

from .carry import Carried, carry_over, carry_to_other
from .changes import changes
from .document import Definition, json_schema
from .draft import DraftTooLarge, MalformedDraft, blank_draft, check_shape, without_strays
from .fingerprints import fingerprint
from .ids import FORM_ID, is_valid_id, new_id
from .items import CHOICE_TYPES, FIELD_TYPES, ITEM_TYPES, LAYOUT_TYPES, QUESTION_TYPES, is_display_change
from .operations import Applied, InvalidOperation, Skipped, apply
from .problem import Problem
from .problems import problems
from .projection import languages, public_projection, without_private
from .restoring import ops_to
from .rules import OPERATORS
from .walk import banked, choice_ids, find, items, question, questions

__all__ = [
    "CHOICE_TYPES", "FIELD_TYPES", "FORM_ID", "ITEM_TYPES", "LAYOUT_TYPES", "OPERATORS", "QUESTION_TYPES",
    "Applied", "Carried", "Definition", "DraftTooLarge", "InvalidOperation", "MalformedDraft", "Problem", "Skipped",
    "apply", "banked", "blank_draft", "carry_over", "carry_to_other", "changes", "check_shape", "choice_ids",
    "find", "fingerprint", "is_display_change", "is_valid_id", "items", "json_schema", "languages", "new_id",
    "ops_to", "problems", "public_projection", "question", "questions", "without_private", "without_strays",
]  # fmt: skip
