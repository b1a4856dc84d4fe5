"""Registering and confirming: one account per mailbox, and nobody learns whose addresses we know."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import DataRequest, Profile, Session, User
from accounts.roles import roles
from accounts.selectors.users import pending_verification
from accounts.services import one_time, profiles, sessions, users
from notifications.models import Mail
from petbuddy.errors import Gone, Invalid, TooMany
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def register(email="yi@example.com", **fields):
    return users.register(**{"email": email, "password": PASSWORD, "name": "怡君", "language": "en", **fields})


def code_for(user):
    return one_time.code_of(pending_verification(user))


def test_a_new_person_gets_an_account_a_profile_and_a_mail_with_her_code():
    user = register()

    assert (user.email, user.name, user.language, user.is_verified) == ("yi@example.com", "怡君", "en", False)
    assert Profile.objects.filter(user=user).count() == 1
    assert list(Mail.objects.values_list("kind", "to", "language")) == [("verify_email", "yi@example.com", "en")]
    assert roles(user) == []


def test_the_right_code_makes_her_an_adopter():
    user = register()

    users.verify_email(token=one_time.read_code(token=pending_verification(user), code=f" {code_for(user)} "))

    user.refresh_from_db()
    assert user.is_verified
    assert roles(user) == ["adopter"]


def test_a_code_may_be_typed_in_full_width_digits():
    user = register()
    typed = "".join(chr(ord("０") + int(digit)) for digit in code_for(user))

    token = one_time.read_code(token=pending_verification(user), code=f"{typed[:3]} {typed[3:]}")

    assert token.user == user


def test_after_five_wrong_codes_the_right_one_no_longer_helps():
    user = register()
    right = code_for(user)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    for _ in range(5):
        with pytest.raises(Invalid):
            one_time.read_code(token=pending_verification(user), code=wrong)

    with pytest.raises(TooMany):
        one_time.read_code(token=pending_verification(user), code=right)


def test_a_code_runs_out_after_half_an_hour():
    user = register()
    token, code = pending_verification(user), code_for(user)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)), pytest.raises(Invalid):
        one_time.read_code(token=token, code=code)


def test_a_token_is_used_once():
    token = pending_verification(register())
    users.verify_email(token=token)

    with pytest.raises(Gone):
        users.verify_email(token=token)


def test_a_new_code_voids_the_old_one():
    user = register()
    old = pending_verification(user)

    users.send_verification_again(email=user.email)

    with pytest.raises(Gone):
        one_time.read_link(purpose="verify_email", secret=one_time.link_secret(old))


def test_a_known_address_gets_a_mail_that_says_so_and_its_account_stays_as_it_was():
    known = UserFactory(email="yi@example.com")
    before = known.password

    answer = register("Yi@Example.COM ", name="Mallory")

    known.refresh_from_db()
    assert answer is None
    assert (known.password, User.objects.count()) == (before, 1)
    assert list(Mail.objects.values_list("kind", "to", "ref")) == [
        ("verify_email", "yi@example.com", f"accounts.user:{known.pk}")
    ]


def test_an_address_that_was_never_confirmed_starts_anew():
    first = register(password="another-horse-1", name="Mallory")
    old_session = sessions.start(user=first).session

    second = register()

    assert second == first
    second.refresh_from_db()
    assert (second.name, second.check_password(PASSWORD)) == ("怡君", True)
    assert Session.objects.get(pk=old_session.pk).ended_at is not None


def test_whoever_registers_an_unconfirmed_address_anew_learns_nothing_of_who_did_before():
    first = register()
    told = {"county": "", "phone": "0912345678", "address": "中山路 1 號"}
    profiles.update(user=first, by=first, changes=told)
    archive = DataRequest.objects.create(user=first, kind="export", due_at=timezone.now())

    second = register(password="another-horse-1", name="Mallory")

    profile = Profile.objects.get(user=second)
    assert (profile.phone, profile.address) == ("", "")
    archive.refresh_from_db()
    assert archive.state == "cancelled"


def test_a_code_of_an_earlier_registration_does_not_confirm_the_password_of_a_later_one():
    victim = register()
    hers = pending_verification(victim).state_hash
    register(password="attackers-horse-1")

    found = pending_verification(victim, state=hers)

    assert found is None


@pytest.mark.parametrize(
    "typed",
    ["YI@EXAMPLE.COM", " yi@example.com ", "ｙｉ＠ｅｘａｍｐｌｅ．ｃｏｍ"],
    ids=["capitals", "spaces", "full width"],
)
def test_spellings_of_one_address_are_one_account(typed):
    UserFactory(email="yi@example.com")

    assert register(typed) is None
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short-1"), ("password", "password1"), ("password", "yi@example.com"), ("name", " \u200b ")],
    ids=["short", "common", "the address", "nothing to see"],
)
def test_what_cannot_be_taken_is_said_at_its_field(field, value):
    with pytest.raises(Invalid) as refused:
        register(**{field: value})

    assert list(refused.value.errors) == [field]
    assert User.objects.count() == 0


def test_a_name_is_one_line_without_hidden_characters():
    user = register(name="Yi\u202e\r\nBcc: all@example.com")

    assert user.name == "Yi Bcc: all@example.com"


def test_nobody_can_make_us_flood_a_mailbox():
    for _ in range(6):
        register()

    with pytest.raises(TooMany) as refused:
        register()

    assert refused.value.retry_after > 3000
    assert Mail.objects.count() == 6


def test_a_deactivated_person_is_signed_out_everywhere():
    user, operator = UserFactory(), UserFactory(superuser=True)
    pair = sessions.start(user=user)

    users.deactivate(user=user, by=operator)

    with pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=pair.refresh)
    assert Session.objects.get().end_reason == "deactivated"
