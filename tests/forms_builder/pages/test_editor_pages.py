"""The pages beside the editor: versions, the robot's report, the form's settings. All work without scripts."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from forms_builder.models import Form, Submission
from forms_builder.selectors import testing
from forms_builder.services import drafts, forms, versions
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.results import send
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory(name="林小姐")


@pytest.fixture
def form(owner):
    form = forms.create(owner=owner, title="Adopt Mikan", definition=small())
    versions.publish(form=form, by=owner)
    return form


def renamed(form, by, text):
    form.refresh_from_db()
    ops = [{"op": "set", "id": "q_name", "prop": "label", "value": text}]
    drafts.apply(form=form, by=by, base_rev=form.draft_rev, ops=ops)


@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        *[("owner", page, 200) for page in ("history", "test", "settings")],
        *[("editor", page, 200) for page in ("history", "test")],
        ("editor", "settings", 403),
        ("publisher", "settings", 200),
        *[("reader", page, 403) for page in ("history", "test", "settings")],
        *[("stranger", page, 404) for page in ("history", "test", "settings")],
        *[("nobody", page, 302) for page in ("history", "test", "settings")],
    ],
)
def test_who_may_open_what(client, form, owner, who, page, status):
    people = {
        "owner": owner,
        "editor": shared(form, "edit_form"),
        "publisher": shared(form, "publish_form"),
        "reader": shared(form, "view_results"),
        "stranger": UserFactory(),
    }
    if who in people:
        sign_in(client, people[who])

    assert client.get(reverse(f"forms:{page}", args=[form.pk])).status_code == status


def test_the_history_says_who_published_what_and_what_changed(client, form, owner):
    renamed(form, owner, "Who are you?")
    versions.publish(form=form, by=owner)
    renamed(form, owner, "And you?")
    sign_in(client, owner)

    page = client.get(reverse("forms:history", args=[form.pk]))

    rows = page.context["rows"]
    assert [(row.version.number, row.is_live, row.changes) for row in rows] == [
        (2, True, ["「Your name」改成「Who are you?」"]),
        (1, False, []),
    ]
    assert page.context["changes"] == ["「Who are you?」改成「And you?」"]
    assert [(hand.name, hand.edits) for hand in page.context["hands"]] == [("林小姐", 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_costs_the_same_however_long(client, form, owner, count, django_assert_max_num_queries):
    for number in range(count):
        renamed(form, owner, f"Name {number}")
        versions.publish(form=form, by=owner)
    sign_in(client, owner)

    with django_assert_max_num_queries(8):
        client.get(reverse("forms:history", args=[form.pk]))


def test_an_earlier_version_is_looked_at_as_it_was(client, form, owner):
    renamed(form, owner, "Who are you?")
    sign_in(client, owner)

    page = client.get(reverse("forms:preview", args=[form.pk]), {"version": 1}).content.decode()

    assert ("Your name" in page, "Who are you?" in page) == (True, False)


@pytest.mark.parametrize("number", ["9", "x", "-1", "99999999999999999999", "²"])
def test_a_version_that_never_was_is_a_404(client, form, owner, number):
    sign_in(client, owner)

    assert client.get(reverse("forms:preview", args=[form.pk]), {"version": number}).status_code == 404


def test_a_version_becomes_the_draft_with_one_button(client, form, owner):
    renamed(form, owner, "Who are you?")
    sign_in(client, owner)

    answer = client.post(reverse("forms:restore", args=[form.pk, 1]))

    form.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, reverse("forms:edit", args=[form.pk]))
    assert form.draft["pages"][0]["items"][0]["label"] == "Your name"


def test_whoever_may_only_publish_restores_nothing(client, form):
    sign_in(client, shared(form, "publish_form"))

    assert client.post(reverse("forms:restore", args=[form.pk, 1])).status_code == 403


def test_the_report_names_what_nobody_reaches(client, form, owner):
    never = {"all": [{"q": "q_name", "op": "answered"}, {"q": "q_name", "op": "not_answered"}]}
    ops = [{"op": "set", "id": "q_why", "prop": "show_if", "value": never}]
    drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=ops)
    sign_in(client, owner)

    page = client.get(reverse("forms:test", args=[form.pk]))

    assert [finding.code for finding in page.context["report"].findings] == ["unreachable"]
    assert f"/forms/{form.pk}/edit/#q_why" in page.content.decode()


def test_settings_hold_at_once(client, form, owner):
    until = (timezone.localtime() + timedelta(days=3)).replace(second=0, microsecond=0)
    sign_in(client, owner)

    answer = client.post(
        reverse("forms:settings", args=[form.pk]),
        {"accepts_until": until.strftime("%Y-%m-%dT%H:%M"), "retention_days": "30"},
    )

    form.refresh_from_db()
    assert answer.status_code == 302
    assert (form.accepts_from, form.accepts_until, form.retention_days) == (None, until, 30)


def test_settings_that_contradict_each_other_are_refused_and_kept(client, form, owner):
    sign_in(client, owner)

    page = client.post(
        reverse("forms:settings", args=[form.pk]),
        {"accepts_from": "2026-06-02T10:00", "accepts_until": "2026-06-01T10:00", "retention_days": "0"},
    )

    assert (page.status_code, sorted(page.context["limits"].errors)) == (400, ["accepts_until", "retention_days"])
    assert 'value="2026-06-01T10:00"' in page.content.decode()
    assert Form.objects.get(pk=form.pk).accepts_until is None


def test_a_shorter_time_that_deletes_answers_at_once_is_asked_about_first(client, form, owner):
    form.refresh_from_db()
    sheet = send(form, q_name="Yi-Chun")
    Submission.objects.filter(pk=sheet.pk).update(
        ended_on=timezone.localdate() - timedelta(days=40), purge_on=timezone.localdate() + timedelta(days=142)
    )
    sign_in(client, owner)
    address = reverse("forms:settings", args=[form.pk])

    longer = client.post(address, {"retention_days": "50"})
    asked = client.post(address, {"retention_days": "30"})
    form.refresh_from_db()
    before = form.retention_days
    sure = client.post(address, {"retention_days": "30", "is_sure": "on"})

    form.refresh_from_db()
    assert (longer.status_code, asked.status_code, sure.status_code) == (302, 400, 302)
    assert list(asked.context["limits"].errors) == ["is_sure"]
    assertContains(asked, 'name="is_sure"', status_code=400)
    assert (before, form.retention_days) == (50, 30)


def test_whoever_may_edit_but_not_publish_can_save_too(client, form):
    sign_in(client, shared(form, "edit_form"))

    page = client.get(reverse("forms:edit", args=[form.pk]))

    assert settings.CSRF_COOKIE_NAME in page.cookies


def test_what_is_missing_is_told_with_its_place(client, form, owner):
    ops = [
        {"op": "set", "id": "q_why", "prop": "label", "value": ""},
        {"op": "add", "id": "p_last", "after": "p_one", "value": {"title": "Last", "items": []}},
        {"op": "add", "id": "k_one", "after": None, "value": {"on": "q_name", "level": "warning", "message": ""}},
    ]
    drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=ops)

    told = testing.problems_of(Form.objects.get(pk=form.pk))

    assert {line["item"]: line["message"].split("：")[0] for line in told} == {
        "q_why": "第 2 題",
        "p_last": "第 2 頁",
        "k_one": "第 1 項檢查",
    }


def test_the_preview_names_the_lists_of_an_address(client, form, owner):
    place = {
        "op": "add",
        "id": "q_place",
        "page": "p_one",
        "after": None,
        "value": {"type": "address", "label": "Where?"},
    }
    drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=[place])
    sign_in(client, owner)

    page = client.get(reverse("forms:preview", args=[form.pk]))

    assertContains(page, 'data-county-name="縣市" data-district-name="行政區"')
