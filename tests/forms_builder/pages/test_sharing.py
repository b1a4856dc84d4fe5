"""The pages of sharing: without scripts, in words, and with nothing lost when something is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_builder.models import Share, Transfer
from forms_builder.permissions import rights_of
from forms_builder.services import shares, transfers
from notifications import composition
from notifications.models import Mail
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(owner__language="en")


@pytest.fixture
def owner(client, form):
    sign_in(client, form.owner)
    return form.owner


def asked(**changes):
    return {"email": "helper@example.com", "may": "read", "until": "always"} | changes


@pytest.mark.parametrize(
    ("choice", "rights"),
    [
        ({"may": "edit"}, ["edit_form"]),
        ({"may": "read"}, ["view_results"]),
        ({"may": "score"}, ["view_results", "review_results"]),
        ({"may": "custom", "rights": ["export_results", "edit_form"]}, ["edit_form", "view_results", "export_results"]),
        ({"may": "edit", "rights": ["delete_results"]}, ["edit_form"]),
    ],
)
def test_words_become_rights(client, form, owner, choice, rights):
    client.post(f"/forms/{form.pk}/share/", asked(**choice))

    assert Share.objects.get().rights == rights


@pytest.mark.parametrize(("until", "days"), [("7", 7), ("30", 30)])
def test_days_end_with_their_last_day(client, form, owner, until, days):
    client.post(f"/forms/{form.pk}/share/", asked(until=until))

    end = timezone.localtime(Share.objects.get().expires_at)
    assert (end.date(), end.hour, end.minute) == (timezone.localdate() + timedelta(days=days + 1), 0, 0)


def test_until_a_day(client, form, owner):
    day = timezone.localdate() + timedelta(days=3)

    client.post(f"/forms/{form.pk}/share/", asked(until="day", day=day.isoformat()))

    assert timezone.localdate(Share.objects.get().expires_at) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "helper"}, "email"),
        ({"email": ""}, "email"),
        ({"may": "everything"}, "may"),
        ({"may": "custom"}, "rights"),
        ({"may": "custom", "rights": ["own_form"]}, "rights"),
        ({"until": "day"}, "day"),
        ({"until": "day", "day": "2001-01-01"}, "day"),
        ({"until": "day", "day": "9999-12-31"}, "day"),
        ({"until": "day", "day": "tomorrow"}, "day"),
        ({"until": "9"}, "until"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(client, form, owner, wrong, field):
    response = client.post(f"/forms/{form.pk}/share/", asked(**wrong))

    assert list(response.context["asked"].errors) == [field]
    assert response.context["asked"]["email"].value() == wrong.get("email", "helper@example.com")
    assert Share.objects.count() == 0


def test_a_refusal_of_the_domain_stands_at_its_field(client, form, owner):
    response = client.post(f"/forms/{form.pk}/share/", asked(email=owner.email))

    assert response.context["asked"].errors == {"email": ["這是你自己的信箱。"]}


def test_a_collaborator_is_offered_only_what_she_may_give(client, form):
    helper = UserFactory()
    shares.share(form=form, email=helper.email, rights=["share_form", "view_results"], by=form.owner)
    sign_in(client, helper)

    fields = client.get(f"/forms/{form.pk}/share/").context["asked"].fields

    assert [value for value, _words in fields["may"].choices] == ["read", "custom"]
    assert [value for value, _words in fields["rights"].choices] == ["view_results", "share_form"]


def test_changed_and_removed(client, form, owner):
    helper = UserFactory()
    share = shares.share(form=form, email=helper.email, rights=["view_results"], by=owner)

    client.post(f"/forms/{form.pk}/share/{share.pk}/", {"may": "edit", "until": "always"})
    changed = rights_of(helper, form)
    client.post(f"/forms/{form.pk}/share/{share.pk}/remove/")

    assert (changed, rights_of(helper, form)) == ({"edit_form"}, frozenset())


def test_the_page_of_one_share_shows_it_as_it_is(client, form, owner):
    day = timezone.localdate() + timedelta(days=8)
    client.post(f"/forms/{form.pk}/share/", asked(may="custom", rights=["delete_results"], until="day", day=day))

    shown = client.get(f"/forms/{form.pk}/share/{Share.objects.get().pk}/").context["asked"]

    assert {name: shown[name].value() for name in shown.fields} == {
        "may": "custom",
        "rights": ["view_results", "delete_results"],
        "until": "day",
        "day": day,
    }
    assert f'value="{day.isoformat()}"' in str(shown["day"])


def test_a_share_of_another_form_is_not_here(client, form, owner):
    other = FormFactory(owner=owner)
    share = shares.share(form=other, email="x@example.com", rights=["edit_form"], by=owner)

    answers = [
        client.get(f"/forms/{form.pk}/share/{share.pk}/").status_code,
        client.post(f"/forms/{form.pk}/share/{share.pk}/remove/").status_code,
    ]

    assert (answers, Share.objects.count()) == ([404, 404], 1)


def test_the_list_costs_the_same_for_one_and_for_three(client, form, owner):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            shares.share(form=form, email=UserFactory().email, rights=["edit_form"], by=owner)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/forms/{form.pk}/share/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_shared_with_me_says_what_i_may_do_and_lets_me_leave(client, form):
    helper = UserFactory()
    until = timezone.now() + timedelta(days=5)
    shares.share(form=form, email=helper.email, rights=["view_results"], by=form.owner, expires_at=until)
    sign_in(client, helper)

    page = client.get("/forms/")
    row = page.context["shared"][0]
    client.post(f"/forms/{form.pk}/leave/")

    assert ([str(words) for words in row.words], row.until, row.can_leave) == (["可以看回答"], until, True)
    assert client.get("/forms/").context["shared"] == []


def test_the_mail_to_an_address_without_an_account_leads_to_one(form):
    shares.share(form=form, email="helper@example.com", rights=["edit_form"], by=form.owner)

    message = composition.compose(Mail.objects.get())

    assert message.subject == f"{form.owner.name} shares the form “{form.title}” with you"
    assert "/accounts/register/?next=/forms/" in message.body
    assert "helper@example.com" in message.body


def test_taken_back_before_it_was_sent_the_mail_has_lost_its_reason(form):
    share = shares.share(form=form, email="helper@example.com", rights=["edit_form"], by=form.owner)

    shares.revoke(share=share, by=form.owner)

    assert composition.compose(Mail.objects.get()) is None


def test_a_form_is_offered_and_taken(client, form, owner):
    other = UserFactory()

    client.post(f"/forms/{form.pk}/transfer/", {"email": other.email})
    transfer = Transfer.objects.get()
    sign_in(client, other)
    listed = [each.pk for each in client.get("/forms/").context["offers"]]
    answer = client.post(f"/forms/transfers/{transfer.pk}/", {"answer": "accept"})

    form.refresh_from_db()
    assert (listed, answer["Location"], form.owner) == ([transfer.pk], f"/forms/{form.pk}/edit/", other)


def test_opening_an_offer_changes_nothing_and_others_do_not_see_it(client, form):
    other, stranger = UserFactory(), UserFactory()
    transfer = transfers.offer(form=form, email=other.email, by=form.owner)

    sign_in(client, other)
    opened = client.get(f"/forms/transfers/{transfer.pk}/").status_code
    sign_in(client, stranger)
    seen = client.post(f"/forms/transfers/{transfer.pk}/", {"answer": "accept"}).status_code

    form.refresh_from_db()
    assert (opened, seen, form.owner == other) == (200, 404, False)


def test_declined_or_taken_back_the_offer_is_gone(client, form, owner):
    other = UserFactory()
    first = transfers.offer(form=form, email=other.email, by=owner)
    sign_in(client, other)
    client.post(f"/forms/transfers/{first.pk}/", {"answer": "decline"})
    declined = Transfer.objects.count()
    transfers.offer(form=form, email=other.email, by=owner)

    sign_in(client, owner)
    client.post(f"/forms/{form.pk}/transfer/withdraw/")

    assert (declined, Transfer.objects.count()) == (0, 0)


def test_the_shelf_costs_the_same_for_one_shared_form_and_for_three(client):
    helper, counts = UserFactory(), []
    sign_in(client, helper)

    for number in (1, 2):
        for _ in range(number):
            form = FormFactory()
            shares.share(form=form, email=helper.email, rights=["view_results"], by=form.owner)
        with CaptureQueriesContext(connection) as queries:
            client.get("/forms/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
