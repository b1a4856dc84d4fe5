"""How old a pet is, in words and in groups."""

from django.utils.translation import ngettext

from adoption.models import Post


def text(born_on, age_group, today):
    """8 months · 2 years; without a birth date the age group."""
    if born_on is None:
        return "" if age_group == Post.AgeGroup.UNKNOWN else str(Post.AgeGroup(age_group).label)
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    if months < 1:
        weeks = max(0, (today - born_on).days) // 7
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    if months < 12:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def group_of(born_on, today):
    """The group that a birth date falls into: under 6 months, under a year, under 7 years, older."""
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    for limit, group in ((6, "baby"), (12, "young"), (84, "adult")):
        if months < limit:
            return group
    return "senior"
