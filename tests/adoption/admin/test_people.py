"""People at the desk: what is shown of them, and what is done about them."""

import pytest

from accounts.models import AuditEntry, Profile, Session, User
from tests.adoption.admin.conftest import browser_of, make_moderator, said
from tests.adoption.scenes import published, state_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"


def decide(client, user, decision, **words):
    return client.post(f"{LIST}{user.pk}/decide/{decision}/", words)


@pytest.mark.parametrize("who", ["moderator", "operator"])
def test_no_page_shows_address_phone_mail_or_password(who, request):
    client = browser_of(request.getfixturevalue(who))
    user = UserFactory(email="yijun.chen@example.org")
    Profile.objects.filter(user=user).update(phone="0912345678", address="木柵路一段 1 號")

    pages = [client.get(page).content.decode() for page in (LIST, f"{LIST}{user.pk}/change/")]

    secrets = ["yijun.chen@example.org", "0912345678", "木柵路一段 1 號", user.password]
    assert [secret for secret in secrets for page in pages if secret in page] == []
    assert all("y•••@example.org" in page for page in pages)


@pytest.mark.parametrize(("asked", "count"), [("yijun.chen@example.org", 1), ("yijun", 0), ("@example.org", 0)])
def test_a_person_is_found_by_her_whole_address_only(desk, asked, count):
    UserFactory(email="yijun.chen@example.org", name="怡君")

    assert desk.get(LIST, {"q": asked}).context["cl"].result_count == count


def test_a_suspension_and_its_end(desk):
    post = published()

    decide(desk, post.giver, "suspend", reason="要求訂金", days="3")
    stopped = state_of(post), User.objects.get(pk=post.giver.pk).is_suspended
    decide(desk, post.giver, "lift", note="")

    assert (stopped, state_of(post)) == (("paused", True), "published")
    assert AuditEntry.objects.filter(action__in=["sanction.suspend", "sanction.lifted"]).count() == 2


def test_moderators_do_not_suspend_operators_or_themselves(desk, moderator, operator):
    answers = [decide(desk, user, "suspend", reason="？", days="") for user in (moderator, operator)]

    assert User.objects.filter(suspended_until__isnull=False).count() == 0
    assert [len(said(answer)) for answer in answers] == [1, 1]


@pytest.mark.parametrize("decision", ["deactivate", "reactivate", "appoint", "dismiss"])
def test_accounts_and_staff_are_the_operators(desk, decision):
    user = make_moderator("乙")

    answer = decide(desk, user, decision, note="")

    user.refresh_from_db()
    assert (answer.status_code, user.is_active, user.is_staff) == (403, True, True)


def test_an_operator_appoints_and_dismisses(console, operator):
    user = UserFactory()
    decide(console, user, "appoint")
    appointed = browser_of(user)
    opened = appointed.get("/admin/adoption/post/").status_code

    decide(console, user, "dismiss")

    user.refresh_from_db()
    assert (opened, user.is_staff, list(user.groups.all())) == (200, False, [])
    assert Session.objects.filter(user=user, ended_at=None).count() == 0
    entries = AuditEntry.objects.filter(action__startswith="staff.").order_by("pk")
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("staff.appointed", operator),
        ("staff.dismissed", operator),
    ]


def test_an_unverified_account_becomes_no_moderator(console):
    user = UserFactory(unverified=True)

    answer = decide(console, user, "appoint")

    user.refresh_from_db()
    assert (user.is_staff, len(said(answer))) == (False, 1)


def test_shutting_an_account_signs_it_out(console):
    user = UserFactory()
    client = browser_of(user)

    decide(console, user, "deactivate", note="盜用")

    assert client.get("/me/settings/").status_code == 302
    assert AuditEntry.objects.get(action="user.deactivated").note == "盜用"


@pytest.mark.parametrize(("language", "words"), [("en", "7 days"), ("zh-hant", "7 天")])
def test_how_long_a_suspension_lasts_stands_in_the_reader_s_language(desk, language, words):
    desk.cookies["pb_lang"] = language
    person = UserFactory()

    page = desk.get(f"{LIST}{person.pk}/decide/suspend/").content.decode()

    assert words in page
