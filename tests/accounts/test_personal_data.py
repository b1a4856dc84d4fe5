"""What the archive says of an account: hers, and nothing about others who had to do with her."""

import pytest

from accounts import personal_data
from accounts.context import origin
from accounts.models import AuditEntry
from accounts.services import blocks
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_archive_does_not_tell_who_blocked_her_or_from_where_staff_acted():
    me, other = UserFactory(), UserFactory()
    blocks.block(blocker=other, blocked=me)
    blocks.block(blocker=me, blocked=other)
    AuditEntry.objects.create(action="user.deactivated", actor=other, ref=f"accounts.user:{me.pk}", address="192.0.2.7")
    AuditEntry.objects.create(action="login.failed", ref=f"accounts.user:{me.pk}")

    trail = personal_data.export(me)["trail"]

    assert [row["action"] for row in trail] == ["user.blocked", "login.failed"]
    assert {row["address"] for row in trail} == {origin().address}
