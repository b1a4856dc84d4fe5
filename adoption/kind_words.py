"""Why an application is declined, and the kind words that stand ready for each reason. The giver may change them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

REASONS = {
    "better_match": (
        _("Someone else fits this pet's needs better"),
        _("Thank you for caring. %(pet)s needs something particular, and another home fits it a little better."),
    ),
    "home": (
        _("The home does not suit this pet yet"),
        _("Thank you for caring. %(pet)s needs a home that is set up differently; that says nothing about your heart."),
    ),
    "time": (
        _("This pet needs more time than there is"),
        _("Thank you for caring. %(pet)s needs somebody around for more hours of the day than you have now."),
    ),
    "distance": (
        _("It is too far away"),
        _("Thank you for caring. The way is too far for the visits that %(pet)s would need."),
    ),
    "other": (
        _("Another reason"),
        _("Thank you for caring. It is about what %(pet)s needs, not about you."),
    ),
}


def choices():
    """(code, label) for the list that the giver picks from."""
    return [(code, label) for code, (label, _words) in REASONS.items()]


def words_for(application, reason):
    """The words that stand ready, in the applicant's language."""
    with override(application.applicant.language):
        return str(REASONS[reason][1]) % {"pet": application.post.name}
