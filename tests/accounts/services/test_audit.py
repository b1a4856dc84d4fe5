"""The trail stays as it was written: all the ways that Django has to change a row, tried."""

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.test.utils import isolate_apps

from accounts.models import AuditEntry
from accounts.services import audit
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return audit.record(action="form.shared", by=UserFactory(), ref="forms_builder.form:1", note="share 1")


def reworded(entry):
    entry.action = "nothing"
    return entry


def saved_by_a_proxy(entry):
    """By somebody who takes `save()` for the only guard."""
    with isolate_apps("accounts"):

        class Unguarded(AuditEntry):
            class Meta:
                proxy = True
                app_label = "accounts"

            def save(self, *args, **kwargs):
                models.Model.save(self, *args, **kwargs)

    reworded(Unguarded.objects.get(pk=entry.pk)).save()


ATTACKS = {
    "update": lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(action="nothing"),
    "delete": lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
    "bulk_update": lambda entry: AuditEntry.objects.bulk_update([reworded(entry)], ["action"]),
    "upsert": lambda entry: AuditEntry.objects.bulk_create(
        [reworded(entry)], update_conflicts=True, unique_fields=["id"], update_fields=["action"]
    ),
    "update_or_create": lambda entry: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"action": "nothing"}),
    "base manager update": lambda entry: AuditEntry._base_manager.filter(pk=entry.pk).update(action="nothing"),
    "base manager delete": lambda entry: AuditEntry._base_manager.all().delete(),
    "raw delete": lambda entry: AuditEntry._base_manager.all()._raw_delete("default"),
    "save": lambda entry: reworded(entry).save(),
    "save some fields": lambda entry: reworded(entry).save(update_fields=["action"]),
    "saved as if by a fixture": lambda entry: reworded(entry).save_base(raw=True),
    "save_base": lambda entry: reworded(entry).save_base(force_update=True),
    "saved by the class above": lambda entry: models.Model.save(reworded(entry)),
    "a fixture": lambda entry: next(
        serializers.deserialize("json", serializers.serialize("json", [reworded(entry)]))
    ).save(),
    "delete one": lambda entry: entry.delete(),
    "deleted by the class above": lambda entry: models.Model.delete(entry),
    "a proxy's save": saved_by_a_proxy,
    "its actor's delete": lambda entry: entry.actor.delete(),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_entry_cannot_be_changed(entry, attack):
    with pytest.raises((TypeError, ProtectedError), match=r"append-only|protected"), transaction.atomic():
        attack(entry)

    kept = AuditEntry.objects.get()
    assert (kept.pk, kept.action, kept.note) == (entry.pk, "form.shared", "share 1")


def test_another_row_in_its_place_is_refused(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry(pk=entry.pk, action="nothing").save()

    assert AuditEntry.objects.get().action == "form.shared"


def test_a_saved_trail_can_be_loaded_again(entry):
    saved = serializers.serialize("json", [entry])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditentry")

    for row in serializers.deserialize("json", saved):
        row.save()

    assert AuditEntry.objects.get().action == "form.shared"


def test_of_somebody_who_was_erased_it_forgets_from_where_and_in_words():
    gone, other = UserFactory(), UserFactory()
    for person in (gone, other):
        AuditEntry.objects.create(actor=person, action="login", address="2001:db8::7")
        AuditEntry.objects.create(action="user.suspended", ref=f"accounts.user:{person.pk}", note="words")

    AuditEntry.objects.forget(gone)

    kept = AuditEntry.objects.order_by("pk").values_list("action", "address", "note")
    assert list(kept) == [
        ("login", None, ""),
        ("user.suspended", None, ""),
        ("login", "2001:db8::7", ""),
        ("user.suspended", None, "words"),
    ]
