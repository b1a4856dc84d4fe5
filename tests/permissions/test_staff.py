"""Being staff, or operator, opens nobody's things: private answers have a door of their own, with a logged reason."""

import pytest
from django.contrib.auth.models import Group, Permission
from guardian.shortcuts import assign_perm

from accounts.roles import MODERATORS
from adoption.models import Attachment, Message
from forms_builder.permissions import RIGHTS
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["moderator", "operator", "every model right"])
def staff(request):
    """Those who might think that all is theirs to read."""
    person = UserFactory(staff=True, superuser=request.param == "operator")
    person.groups.add(Group.objects.get(name=MODERATORS))
    if request.param == "every model right":
        person.user_permissions.set(Permission.objects.all())
    return person


def test_what_is_between_two_people_stays_between_them(staff):
    application = applied(published())
    booking = SlotFactory(post=application.post).bookings.create(
        post=application.post,
        adopter=application.applicant,
        starts_at=application.created_at,
        ends_at=application.created_at,
    )

    assert not staff.has_perm("adoption.view_application", application)
    assert not staff.has_perm("adoption.view_conversation", application.conversation)
    assert not staff.has_perm("adoption.view_booking", booking)
    assert not staff.has_perm("adoption.decide_applications", application.post)
    assert not staff.has_perm("adoption.manage_post", application.post)


def test_a_private_post_opens_by_invitation_alone(staff):
    assert not staff.has_perm("adoption.view_post", published(private=True))


@pytest.mark.parametrize("right", RIGHTS)
def test_forms_and_their_answers_are_the_owners(staff, right):
    form = published().form

    before = staff.has_perm(f"forms_builder.{right}", form)
    assign_perm(f"forms_builder.{right}", staff, form)

    assert (before, staff.has_perm(f"forms_builder.{right}", form)) == (False, True)


def test_a_photo_of_a_talk_is_for_the_two_alone(staff, client):
    application = applied(published())
    message = Message.objects.create(conversation=application.conversation, author=application.applicant, text="看")
    photo = Attachment.objects.create(message=message, owner=application.applicant, state="ready", key="private/x.webp")
    sign_in(client, staff)

    answers = [
        client.get(f"/attachments/{photo.uid}/").status_code,
        api(staff).get(f"/api/v1/attachments/{photo.uid}/").status_code,
        api(application.applicant).get(f"/api/v1/attachments/{photo.uid}/").status_code,
    ]

    assert answers == [404, 404, 200]


def test_a_right_over_everything_still_holds_for_each_thing(staff):
    assert staff.has_perm("adoption.review_post", published())
