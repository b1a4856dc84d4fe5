"""Attempts to get more out of a share than was given, or for longer, or under another spelling."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from forms_builder import permissions
from forms_builder.models import Share
from forms_builder.permissions import rights_of
from forms_builder.selectors.shares import shares_of
from forms_builder.services import shares
from notifications.models import Notification
from petbuddy.errors import Forbidden, Invalid
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.forms_builder.services.test_shares import confirm, shared

pytestmark = pytest.mark.django_db


def with_two_shares(form, days):
    """A helper who has changed her address, and was let in again with the new one: {right: for how many days}."""
    helper = UserFactory()
    for number, (rights, end) in enumerate(days.items()):
        end = end and timezone.now() + timedelta(days=end)
        Share.objects.create(
            form=form,
            email=f"h{number}@example.com",
            user=helper,
            rights=list(rights),
            expires_at=end,
            shared_by=form.owner,
        )
    permissions.write_rights(form=form, user=helper)
    return helper


def test_no_right_is_given_for_longer_than_that_right_is_ones_own():
    form = FormFactory()
    helper = with_two_shares(form, {("share_form", "edit_form"): None, ("view_results",): 2})
    in_days = [timezone.now() + timedelta(days=days) for days in (1, 3)]

    def given(right, end):
        return shares.share(form=form, email="friend@example.com", rights=[right], by=helper, expires_at=end).expires_at

    for end in (in_days[1], None):
        with pytest.raises(Invalid) as refusal:
            given("view_results", end)
        assert set(refusal.value.errors) == {"expires_at"}
    assert given("view_results", in_days[0]) == in_days[0]
    assert given("edit_form", None) is None


def test_a_collaborator_ends_and_shortens_no_share_that_outlasts_her_own():
    form, colleague = FormFactory(), UserFactory()
    helper = with_two_shares(form, {("share_form", "edit_form"): 2})
    share = shared(form, colleague, "edit_form")
    soon = timezone.now() + timedelta(days=1)

    for act in (
        lambda: shares.revoke(share=share, by=helper),
        lambda: shares.change(share=share, rights=["edit_form"], by=helper, expires_at=soon),
        lambda: shares.share(form=form, email=colleague.email, rights=["edit_form"], by=helper, expires_at=soon),
    ):
        with pytest.raises(Forbidden):
            act()

    assert [row.is_mine_to_change for row in shares_of(form, by=helper)] == [False, False]
    assert [row.is_mine_to_change for row in shares_of(form, by=form.owner)] == [True, True]
    share.refresh_from_db()
    assert share.expires_at is None


def test_her_own_share_is_not_hers_to_raise_under_any_spelling_of_her_address():
    form, helper = FormFactory(), UserFactory(email="wang@example.com")
    shared(form, helper, "share_form", "edit_form", expires_at=timezone.now() + timedelta(days=2))
    own = [" WANG@Example.com ", "wang@EXAMPLE.com", "\uff57ang@example.com"]  # the last begins with a wide w

    for email in own:
        with pytest.raises(Invalid):
            shares.share(form=form, email=email, rights=["edit_form"], by=helper)
    for email in (form.owner.email.upper(), f" {form.owner.email}"):
        with pytest.raises(Invalid):
            shares.share(form=form, email=email, rights=["edit_form"], by=helper)

    assert Share.objects.count() == 1


@pytest.mark.parametrize("email", ["wang@example.com.", "wang@exämple..com", "@example.com", "a b@example.com", ""])
def test_what_is_no_address_is_refused(email):
    form = FormFactory()

    with pytest.raises(Invalid):
        shares.share(form=form, email=email, rights=["edit_form"], by=form.owner)


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(days=1)])
def test_an_end_in_the_past_is_refused_for_the_owner_too(ago):
    form, helper = FormFactory(), UserFactory()
    share = shared(form, helper, "edit_form")

    with time_machine.travel(timezone.now(), tick=False):
        end = timezone.now() - ago
        for act in (
            lambda: shared(form, UserFactory(), "edit_form", expires_at=end),
            lambda: shares.change(share=share, rights=["edit_form"], by=form.owner, expires_at=end),
        ):
            with pytest.raises(Invalid):
                act()

    assert rights_of(helper, form) == {"edit_form"}


@pytest.mark.parametrize("trait", ["unverified", "suspended"])
def test_who_may_not_act_lets_nobody_in(trait):
    form, helper, friend = FormFactory(), UserFactory(), UserFactory()
    shared(form, helper, "share_form", "edit_form")
    columns = {
        "unverified": {"email_verified_at": None},
        "suspended": {"suspended_until": timezone.now() + timedelta(1)},
    }
    User.objects.filter(pk=helper.pk).update(**columns[trait])
    helper.refresh_from_db()

    with pytest.raises(Forbidden):
        shares.share(form=form, email=friend.email, rights=["edit_form"], by=helper)

    assert rights_of(friend, form) == frozenset()


def test_a_share_that_ran_out_while_it_waited_opens_nothing_and_is_not_announced():
    form, helper = FormFactory(), UserFactory(unverified=True)
    shared(form, helper, "edit_form", expires_at=timezone.now() + timedelta(days=1))

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        confirm(helper)
        rights = rights_of(helper, form)

    assert (rights, Notification.objects.filter(kind="share_received").count()) == (frozenset(), 0)
