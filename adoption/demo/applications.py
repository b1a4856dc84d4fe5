"""Who applies for which pet, and what has become of it."""

from dataclasses import dataclass

from adoption.demo import answers
from adoption.demo.people import PEOPLE
from adoption.models import Application
from adoption.services import applications, decisions, likes

PERSON = {person.key: person for person in PEOPLE}


@dataclass(frozen=True)
class Sent:
    """One application, sent `hours_ago`: `steps` are done in order, `end` after the two have talked."""

    post: str
    by: str
    hours_ago: float
    steps: tuple = ()
    end: str = ""


APPLICATIONS = [
    # 橘子: everything a giver can have on her board
    Sent("mikan", "hsu", 62),
    Sent("mikan", "lee", 55, ("read", "shortlist")),
    Sent("mikan", "huang", 52, ("read",), "decline"),
    Sent("mikan", "wu", 50, ("read", "shortlist")),
    Sent("mikan", "tsai", 47, ("read", "invite")),
    Sent("mikan", "chou", 44, ("read", "invite")),
    Sent("mikan", "kevin", 26, ("read",)),
    Sent("mikan", "yichun", 2),
    # Momo is promised, one person waits behind
    Sent("momo", "ho", 8 * 24, ("read", "invite")),
    Sent("momo", "wu", 7 * 24, ("read", "shortlist")),
    # 芝麻 and 麻糬 have gone home
    Sent("sesame", "hsu", 70 * 24, ("read", "invite")),
    Sent("sesame", "kevin", 69 * 24, ("read",)),
    Sent("mochi", "lee", 16 * 24, ("read", "invite")),
    # Elsewhere
    Sent("tofu", "chou", 30, (), "withdraw"),
    Sent("tofu", "yichun", 28, ("read", "invite")),
    Sent("hachi", "lee", 20),
    Sent("kuro", "kevin", 40, ("read", "shortlist")),
    Sent("oreo", "lee", 5 * 24, ("read",)),
    Sent("radish", "tsai", 22, ("read",)),
    Sent("fu", "ho", 6 * 24, ("read",)),  # closed when its giver keeps the dog
]
DRAFTS = [("mikan", "ho"), ("shake", "yichun")]
WORDS = "謝謝你願意照顧牠。橘子需要完全養在室內的環境，這次先不安排，也希望倉庫的老鼠問題順利解決。"


def make(posts, people):
    """{(post key, person key): application}, each as far as its steps lead."""
    made = {}
    for sent in APPLICATIONS:
        application = _send(posts[sent.post], people[sent.by], PERSON[sent.by])
        for step in sent.steps:
            application = STEPS[step](Application.objects.get(pk=application.pk))
        made[sent.post, sent.by] = application
    for post, person in DRAFTS:
        made[post, person] = _start(posts[post], people[person])
        answers.fill(made[post, person], PERSON[person], half=True)
    return made


def end(made):
    """Those that come to nothing, by either side."""
    for sent in APPLICATIONS:
        if sent.end:
            STEPS[sent.end](Application.objects.get(pk=made[sent.post, sent.by].pk))


def _start(post, person):
    likes.like(post=post, by=person)
    return applications.start(post=post, by=person)


def _send(post, account, person):
    application = _start(post, account)
    answers.fill(application, person)
    application.refresh_from_db()
    return applications.submit(application=application, by=account)


STEPS = {
    "read": lambda row: applications.mark_read(application=row, by=row.post.giver),
    "shortlist": lambda row: applications.shortlist(application=row, by=row.post.giver),
    "invite": lambda row: applications.invite(application=row, by=row.post.giver),
    "decline": lambda row: applications.decline(application=row, by=row.post.giver, reason="home", note=WORDS),
    "withdraw": lambda row: decisions.withdraw(
        application=row, by=row.applicant, note="室友不同意，先把機會留給別人。"
    ),
}
