"""`manage.py erase_again FILE`: after a restore from a backup, who was erased since then is erased again."""

import argparse
import uuid

from django.core.management.base import BaseCommand, CommandError

from accounts import data_delivery
from accounts.models import User
from accounts.services import personal_data


class Command(BaseCommand):
    help = "Erase again the accounts of a list made by erased_accounts; those that are erased are skipped."

    def add_arguments(self, parser):
        parser.add_argument("file", type=argparse.FileType(), help="one account a line, as erased_accounts writes them")

    def handle(self, *args, file, **options):
        with file:
            wanted = [_uid(line) for line in file if line.strip()]
        people = list(User.objects.filter(uid__in=wanted, erased_at=None).order_by("pk"))
        for person in people:
            data_delivery.work(personal_data.erase_again(user=person).pk)
        left = User.objects.filter(pk__in=[person.pk for person in people], erased_at=None).count()
        self.stdout.write(f"{len(people) - left} of {len(wanted)} erased again, {left} left to the sweep")


def _uid(line):
    try:
        return uuid.UUID(line.strip())
    except ValueError:
        raise CommandError(f"not an account: {line.strip()[:60]}")
