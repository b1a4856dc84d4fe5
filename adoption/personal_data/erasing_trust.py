"""Reports, sanctions and appeals of somebody who leaves: that they happened stays, words by and about her go.

Moderators have the seven days before to look at what is open: the evidence stands until the account is erased.
"""

from django.utils import timezone

from adoption.models import Appeal, EvidencePhoto, Message, Post, Report, Sanction
from adoption.services import evidence
from notifications import refs

AT_ONCE = 500


def forget(user):
    for row in EvidencePhoto.objects.filter(owner=user):
        evidence.forget(row)
    Report.objects.filter(reporter=user).exclude(words="").update(words="")
    Sanction.objects.filter(user=user).exclude(reason="").update(reason="")
    appeals = Appeal.objects.filter(by=user)
    appeals.filter(answered_at=None).update(answered_at=timezone.now(), is_upheld=False)
    appeals.update(words="")
    for report in _reports_of(user):
        Report.objects.filter(pk=report.pk).update(evidence=_without(report, user))


def _reports_of(user):
    """Reports about her, her posts, or a message of a talk in which she spoke."""
    about = [refs.of(user)]
    about += [f"adoption.post:{pk}" for pk in Post.objects.filter(giver=user).values_list("pk", flat=True)]
    talks = Message.objects.filter(author=user).values("conversation").distinct()
    about += [
        f"adoption.message:{pk}" for pk in Message.objects.filter(conversation__in=talks).values_list("pk", flat=True)
    ]
    for start in range(0, len(about), AT_ONCE):
        yield from Report.objects.filter(ref__in=about[start : start + AT_ONCE]).order_by("pk")


def _without(report, user):
    """The evidence without her words: who, what kind and when stay, what others said in a talk, too."""
    evidence, uid = dict(report.evidence), str(user.uid)
    if evidence.get("kind") != "message":
        return {key: value for key, value in evidence.items() if key in ("at", "kind", "uid", "giver", "state")}
    if evidence.get("author") == uid:
        evidence |= {"text": "", "flags": []}
    context = evidence.get("context", [])
    return evidence | {"context": [one | {"text": ""} if one.get("author") == uid else one for one in context]}
