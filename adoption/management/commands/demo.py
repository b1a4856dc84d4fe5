import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from adoption.demo import people, site


class Command(BaseCommand):
    help = (
        "Fills the site with a believable demo: people, pets with photos, applications in every state, visits, talks, "
        "and follow-ups. Can be repeated: what is there stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print accounts, passwords and ids for testers")
        parser.add_argument("--photos-later", action="store_true", help="leave the photos to the worker")

    def handle(self, *args, json: bool, photos_later, **options):
        if settings.IS_SECURE:
            raise CommandError("The demo's passwords are known to everybody: it never runs on a public https site.")
        is_new = site.build(with_photos=not photos_later)
        if json:
            self.stdout.write(_as_json(site.facts()))
            return
        self.stdout.write("The demo is there." if is_new else "The demo was there already.")
        self.stdout.write(f"Sign in as giver@example.org or adopter@example.org with {people.PASSWORD}")


def _as_json(facts):
    return json.dumps(facts, ensure_ascii=False, indent=2)
