"""Rows that are written once. A model says in `REFUSAL` what whoever tries to change one is told."""

from django.db import models
from django.db.models.signals import pre_delete


class InsertOnly(models.QuerySet):
    """No update and no delete, for nobody.

    It is also the base manager's, by which Django writes what `save()` did not: `save_base()`, fixtures, an
    instance of another class (ADR 11).
    """

    def update(self, **kwargs):
        raise self._refusal()

    def bulk_update(self, *args, **kwargs):
        raise self._refusal()

    def bulk_create(self, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise self._refusal()
        return super().bulk_create(*args, **kwargs)

    def delete(self):
        raise self._refusal()

    def _update(self, values):
        """Django's own UPDATE of one row. Loading a fixture tries it before it inserts: then there is no row yet."""
        if self.exists():
            raise self._refusal()
        return 0

    def _raw_delete(self, using):
        raise self._refusal()

    def _overwrite(self, **values):
        """For the one exception that a model's own queryset names: forgetting a person. Returns how many."""
        return super().update(**values)

    def _refusal(self):
        return TypeError(self.model.REFUSAL)


class WrittenOnce(models.Model):
    """A row that stays as it was written."""

    REFUSAL = "this row is written once"

    objects = InsertOnly.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # what Django itself writes through is guarded, too

    def __init_subclass__(cls, **kwargs):
        """Django deletes a single row, or one that hangs on another, past every manager; it asks those who listen."""
        super().__init_subclass__(**kwargs)
        pre_delete.connect(_refuse, sender=cls)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(self.REFUSAL)
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})

    def delete(self, *args, **kwargs):
        raise TypeError(self.REFUSAL)


def _refuse(sender, **kwargs):
    raise TypeError(sender.REFUSAL)
