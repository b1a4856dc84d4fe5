"""Private scores and notes, for whoever wrote them."""

from forms_builder.models import Review


def of_reviewer(submission, reviewer):
    """The review that this person wrote of a submission; an empty, unsaved one where there is none."""
    found = Review.objects.filter(submission=submission, reviewer=reviewer).first()
    return found or Review(submission=submission, reviewer=reviewer)
