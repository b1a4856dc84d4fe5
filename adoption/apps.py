from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from adoption.form_templates.registration import register_templates


class AdoptionConfig(AppConfig):
    name = "adoption"
    verbose_name = _("Adoption")

    def ready(self):
        from accounts import facts as accounts_facts
        from accounts import places as accounts_places
        from accounts import session_parts
        from adoption import (  # the models are loaded only now
            due_work,
            facts,
            known_to_accounts,
            notices,
            personal_data,
            topics,
        )
        from adoption.selectors import photos, places
        from adoption.selectors import standings as application_standings
        from adoption.selectors.likes import liked_uids
        from adoption.services import (
            answer_files,
            post_form_owners,
            post_form_uses,
            receipts,
            unsent_applications,
        )
        from forms_builder import standings, transfers_registry, uses_registry
        from forms_builder.services import looks, unreadable_files, unsent
        from petbuddy import media

        notices.register()
        due_work.register()
        personal_data.register()
        topics.register()
        accounts_places.register(places.grouped)
        accounts_facts.register(facts.cleaned)
        known_to_accounts.register()
        register_templates()
        media.register("photos", photos.is_for_all)
        session_parts.register("likes", liked_uids)
        standings.register(application_standings.of_submissions)
        unreadable_files.register(answer_files.ask_again)
        unsent.register(
            stands=unsent_applications.stands, remind=unsent_applications.remind, end=unsent_applications.end
        )
        looks.register(receipts.mark_looked_at)
        uses_registry.register(uses=post_form_uses.uses, opened=post_form_uses.opened)
        transfers_registry.register(hold=post_form_owners.hold, move=post_form_owners.move)
