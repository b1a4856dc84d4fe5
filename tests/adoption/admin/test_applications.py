"""Answers are private: they open for a reason that is written down."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import AuditEntry
from forms_builder.models import Submission
from tests.adoption.admin.conftest import browser_of
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

REASON = "檢舉 12：申請人說送養人要她先匯款"


def answered(**fields):
    application = applied(published(), **fields)
    Submission.objects.filter(pk=application.submission_id).update(answers={"q_day1": "我和先生輪流在家。"})
    return application


def address(application):
    return f"/admin/adoption/application/{application.pk}/answers/"


def opened():
    return AuditEntry.objects.filter(action="application.answers_opened")


def test_the_pages_of_an_application_show_no_answer(desk):
    application = answered()

    pages = [
        desk.get(f"/admin/adoption/application/{application.pk}/change/").content.decode(),
        desk.get(address(application)).content.decode(),
    ]

    assert [page for page in pages if "輪流在家" in page] == []
    assert opened().count() == 0


def test_a_reason_opens_the_answers_once_and_stays(desk, moderator):
    application = answered()

    page = desk.post(address(application), {"reason": REASON}).content.decode()

    entry = opened().get()
    assert "我和先生輪流在家。" in page
    assert (entry.actor, entry.ref, entry.note) == (moderator, f"adoption.application:{application.pk}", REASON)
    assert "輪流在家" not in desk.get(address(application)).content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "看看"])
def test_without_a_real_reason_they_stay_shut(desk, reason):
    answer = desk.post(address(answered()), {"reason": reason})

    assert (answer.status_code, opened().count()) == (400, 0)
    assert "輪流在家" not in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "status"), [({"submitted_at": None}, 409), ({"purged_at": "2026-01-01T00:00Z"}, 410)]
)
def test_drafts_and_deleted_answers_stay_shut(desk, fields, status):
    application = answered()
    Submission.objects.filter(pk=application.submission_id).update(**fields)

    answer = desk.post(address(application), {"reason": REASON})

    assert (answer.status_code, opened().count()) == (status, 0)


def test_seeing_states_is_not_reading_answers():
    staff = UserFactory(staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="oversee_application"))
    application, client = answered(), browser_of(staff)

    assert client.get(f"/admin/adoption/application/{application.pk}/change/").status_code == 200
    assert client.post(address(application), {"reason": REASON}).status_code == 403
    assert opened().count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(client, method):
    answer = getattr(client, method)(address(answered()), {"reason": REASON})

    assert answer["Location"].startswith("/admin/login/")
    assert opened().count() == 0
