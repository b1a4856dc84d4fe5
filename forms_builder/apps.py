from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsBuilderConfig(AppConfig):
    name = "forms_builder"
    verbose_name = _("Forms")

    def ready(self):
        from accounts.services import blocks, verified
        from forms_builder import notices, permissions, personal_data  # the models are loaded only now
        from forms_builder.models import Picture, Upload
        from forms_builder.selectors import versions
        from forms_builder.services import pictures, retention, shares, transfers, unreadable_files, unsent, uploads
        from notifications import topics
        from petbuddy import doctoring, due, orphans

        orphans.register_stored_files("files", Upload)
        orphans.register_stored_files("files", Picture)
        due.register_sweep("uploads", uploads.restart_pending)
        due.register_sweep("files that could not be read", unreadable_files.ask_left)
        due.register_sweep("pictures on options", pictures.restart_pending)
        due.register_due("pictures that no form shows", pictures.reap_unnamed)
        due.register_due("unclaimed uploads", uploads.reap_unclaimed)
        due.register_due("shares that waited for an address", shares.claim_left)
        due.register_due("shares that have run out", shares.clear_expired)
        due.register_due("drafts that are about to go", unsent.remind)
        due.register_purge(
            "drafts that nobody goes on with", unsent.end
        )  # before the answers: theirs go in the same run
        due.register_purge("answers", retention.purge)
        due.register_purge("questions of erased owners", personal_data.purge_questions)
        due.register_purge("form history", retention.purge_history)
        doctoring.register_examination("published forms", versions.changed)
        topics.register_each("form", permissions.may_follow_draft)
        notices.register()
        personal_data.register()
        verified.register(shares.claim)
        blocks.register(shares.end_between)
        blocks.register(transfers.end_between)
