from petbuddy.insert_only import InsertOnly


class VersionQuerySet(InsertOnly):
    """Published versions never change: old answers keep their meaning for ever.

    What goes around the ORM, `manage.py doctor` finds by the fingerprints (ADR 11).
    """

    def unanswered(self):
        """Versions whose answers are all gone (or never came), and whose questions are still there."""
        answered = self.filter(submissions__isnull=False, submissions__purged_at__isnull=True)
        return self.exclude(sha256="").exclude(pk__in=list(answered.values_list("pk", flat=True)))

    def forget_unanswered(self, blank):
        """The one exception: an erased owner's questions go as soon as nobody's answers need them. Returns how many."""
        return self.unanswered()._overwrite(definition=blank, sha256="")
