"""Who opens what in the back office: every list and every item, for everybody."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, DataRequest
from accounts.roles import MODERATORS
from accounts.services import audit
from adoption.models import Appeal
from adoption.services import trust
from forms_builder.models import FormVersion
from notifications.models import Mail, Suppression
from tests.adoption.admin.conftest import browser_of
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ShelterAnimalFactory

pytestmark = pytest.mark.django_db

FOR_MODERATORS = {
    "accounts.auditentry",
    "accounts.user",
    "adoption.appeal",
    "adoption.application",
    "adoption.applicationevent",
    "adoption.post",
    "adoption.postevent",
    "adoption.report",
    "adoption.sanction",
    "adoption.shelteranimal",
    "forms_builder.formversion",
}
FOR_OPERATORS = {
    "accounts.datarequest",
    "auth.group",
    "forms_builder.form",
    "notifications.mail",
    "notifications.suppression",
}


@pytest.fixture
def rows():
    """One row of everything that has a page: {label: row}."""
    application = applied(published())
    post = application.post
    post.events.create(to_state="published")
    application.events.create(to_state="submitted")
    operator = UserFactory(superuser=True)
    warned = trust.sanction(user=UserFactory(), kind="warn", by=operator, reason="請注意用詞")
    made = [
        audit.record(action="post.approve", by=operator, ref=post),
        application.applicant,
        Appeal.objects.create(by=warned.user, ref=f"adoption.sanction:{warned.pk}", words="我沒有"),
        application,
        application.events.get(),
        post,
        post.events.get(),
        trust.report(by=UserFactory(), thing=post, reason="money"),
        warned,
        ShelterAnimalFactory(),
        FormVersion.objects.first(),
        Group.objects.get(name=MODERATORS),
        post.form,
        DataRequest.objects.create(user=application.applicant, kind="export", due_at=timezone.now()),
        Mail.objects.create(to="giver@example.org", kind="verify_email", dedup_key="one"),
        Suppression.objects.create(address="gone@example.org", reason="bounced"),
    ]
    return {row._meta.label_lower: row for row in made}


def pages(row):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    return [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])]


def statuses(client, rows):
    return {label: [client.get(page).status_code for page in pages(row)] for label, row in rows.items()}


def test_everything_that_has_a_page_stands_in_these_tables(rows):
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert registered == set(rows) == FOR_MODERATORS | FOR_OPERATORS


def test_a_stranger_is_asked_to_sign_in(client, rows):
    answers = {client.get(page)["Location"] for row in rows.values() for page in pages(row)}

    assert all(answer.startswith("/admin/login/?next=/admin/") for answer in answers)
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("traits", [{}, {"staff": True, "suspended": True}])
def test_adopters_and_suspended_staff_stay_outside(rows, traits):
    client = browser_of(UserFactory(**traits))

    assert {tuple(pair) for pair in statuses(client, rows).values()} == {(302, 302)}
    assert client.get("/admin/", follow=True).status_code == 403


def test_staff_without_a_group_see_an_empty_desk(rows):
    client = browser_of(UserFactory(staff=True))

    assert client.get("/admin/").status_code == 200
    assert {tuple(pair) for pair in statuses(client, rows).values()} == {(403, 403)}


def test_a_moderator_opens_her_pages_and_no_others(desk, rows):
    expected = {label: [200, 200] if label in FOR_MODERATORS else [403, 403] for label in rows}

    assert statuses(desk, rows) == expected


def test_an_operator_opens_everything(console, rows):
    assert {tuple(pair) for pair in statuses(console, rows).values()} == {(200, 200)}


@pytest.mark.parametrize("who", ["moderator", "operator"])
def test_nothing_is_added_typed_over_or_deleted(who, rows, request):
    client = browser_of(request.getfixturevalue(who))

    answers = set()
    for row in rows.values():
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        answers.add(client.get(reverse(f"{name}_add")).status_code)
        answers.add(client.post(reverse(f"{name}_change", args=[row.pk]), {"state": "published"}).status_code)
        answers.add(client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code)

    assert answers == {403}


def test_the_migrations_give_moderators_exactly_what_they_need(moderator):
    assert moderator.get_all_permissions() == {
        "accounts.view_auditentry",
        "accounts.view_user",
        "adoption.oversee_application",
        "adoption.review_post",
        "adoption.unseal_application",
        "adoption.view_appeal",
        "adoption.view_report",
        "adoption.view_sanction",
        "adoption.view_shelteranimal",
        "forms_builder.view_formversion",
    }


def test_a_moderators_rights_open_no_application_on_the_site(moderator):
    application = applied(published())

    assert not moderator.has_perm("adoption.view_application", application)
    assert browser_of(moderator).get(application.get_absolute_url()).status_code == 404


def test_a_moderator_cannot_raise_her_own_rights(desk, moderator):
    address = f"/admin/accounts/user/{moderator.pk}"
    flags = {"is_superuser": "on", "is_staff": "on", "groups": [1, 2], "user_permissions": [1]}

    answers = [
        desk.post(f"{address}/change/", flags).status_code,
        desk.post(f"{address}/decide/appoint/").status_code,
        desk.post(f"{address}/decide/reactivate/", {"note": ""}).status_code,
        desk.post(
            f"/admin/auth/group/{Group.objects.get(name=MODERATORS).pk}/change/", {"permissions": [1]}
        ).status_code,
    ]

    moderator.refresh_from_db()
    assert answers == [403, 403, 403, 403]
    assert (moderator.is_superuser, list(moderator.user_permissions.all())) == (False, [])


@pytest.mark.parametrize("page", ["", "user-manage/{user}/", "group-manage/{group}/"])
def test_rights_on_one_object_are_the_operators(desk, console, rows, page):
    post, user = rows["adoption.post"], UserFactory()
    page = page.format(user=user.pk, group=Group.objects.get(name=MODERATORS).pk)
    address = f"/admin/adoption/post/{post.pk}/permissions/{page}"

    refused = desk.post(address, {"permissions": ["view_post"]})

    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    assert not user.has_perm("adoption.view_post", post) or post.visibility == "public"
    assert console.get(address).status_code == 200


def test_a_right_given_by_hand_is_on_record(console, operator):
    post, user = published(visibility="private"), UserFactory()

    console.post(f"/admin/adoption/post/{post.pk}/permissions/user-manage/{user.pk}/", {"permissions": ["view_post"]})

    entry = AuditEntry.objects.get(action="permissions.changed")
    assert user.has_perm("adoption.view_post", post)
    assert (entry.actor, entry.ref, entry.note) == (operator, f"adoption.post:{post.pk}", f"user {user.pk}")


@pytest.mark.parametrize(
    "query",
    [
        "accounts/user/?email__startswith=a",
        "accounts/user/?password__startswith=a",
        "adoption/application/?submission=1",
    ],
)
def test_an_address_asks_for_no_field_that_the_page_does_not_show(desk, query):
    assert desk.get(f"/admin/{query}").status_code == 400


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_the_pages_speak_both_languages(desk, language):
    desk.cookies["pb_lang"] = language

    page = desk.get("/admin/adoption/post/").content.decode()

    words = {"zh-hant": "待審貼文", "en": "Posts to review"}
    assert f'lang="{language}"' in page
    assert words[language] in page
    assert words["en" if language == "zh-hant" else "zh-hant"] not in page


def test_the_policy_is_relaxed_for_the_back_office_alone(desk):
    inside = desk.get("/admin/")["Content-Security-Policy"]
    outside = desk.get("/accounts/login/")["Content-Security-Policy"]

    assert ("script-src 'self' 'unsafe-eval'" in inside, "style-src 'self' 'unsafe-inline'" in inside) == (True, True)
    assert "unsafe" not in outside


def test_lists_cost_the_same_with_one_row_and_with_three(desk):
    def queries(page):
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(page).status_code == 200
        return len(captured)

    def fill():
        application = applied(published())
        post = published(state="in_review")
        post.events.create(from_state="draft", to_state="in_review", note="money", at=timezone.now())
        trust.report(by=UserFactory(), thing=application.post, reason="money")
        Appeal.objects.create(by=application.applicant, ref=f"adoption.post:{post.pk}", words="？")

    lists = ["adoption/post", "adoption/report", "adoption/appeal", "adoption/application", "accounts/user"]
    pages_of = [f"/admin/{one}/?queue=all" if one == "adoption/post" else f"/admin/{one}/" for one in lists]
    fill()
    before = {page: queries(page) for page in pages_of}
    fill()
    fill()

    assert {page: queries(page) for page in pages_of} == before
