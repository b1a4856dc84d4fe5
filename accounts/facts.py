"""Facts about home and experience that forms can offer to fill in. What there is to tell, the app above says."""

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 8_000
_clean = None


def register(clean):
    """`clean(facts)` gives {bank key: answer} as it is kept, or raises ValidationError."""
    global _clean
    _clean = clean


def cleaned(facts):
    """The facts as they are kept. Raises ValidationError for what nobody asks, and for more than we can keep."""
    if not isinstance(facts, dict) or len(json.dumps(facts)) > LONGEST:
        raise ValidationError(_("This is more than we can keep."))
    return _clean(facts) if _clean else {}
