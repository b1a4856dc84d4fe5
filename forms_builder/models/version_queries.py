from django.db import models


class InsertOnly(models.QuerySet):
    """A published version never changes: old answers keep their meaning for ever.

    It is also the base manager's, by which Django writes what `save()` did not: `save_base()`, fixtures, an
    instance of another class. What goes around the ORM, `manage.py doctor` finds by the fingerprints (ADR 11).
    """

    def update(self, **kwargs):
        raise TypeError("a published form version is immutable")

    def bulk_update(self, *args, **kwargs):
        raise TypeError("a published form version is immutable")

    def bulk_create(self, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise TypeError("a published form version is immutable")
        return super().bulk_create(*args, **kwargs)

    def delete(self):
        raise TypeError("a published form version is immutable")

    def _update(self, values):
        """Django's own UPDATE of one row. Loading a fixture tries it before it inserts: then there is no row yet."""
        if self.exists():
            raise TypeError("a published form version is immutable")
        return 0

    def _raw_delete(self, using):
        raise TypeError("a published form version is immutable")

    def unanswered(self):
        """Versions whose answers are all gone (or never came), and whose questions are still there."""
        answered = self.filter(submissions__isnull=False, submissions__purged_at__isnull=True)
        return self.exclude(sha256="").exclude(pk__in=list(answered.values_list("pk", flat=True)))

    def forget_unanswered(self, blank):
        """The one exception: an erased owner's questions go as soon as nobody's answers need them. Returns how many."""
        return super(InsertOnly, self.unanswered()).update(definition=blank, sha256="")
