"""`manage.py erased_accounts`: the list that a backup lacks, one account a line; keep it beside the backups."""

from django.core.management.base import BaseCommand

from accounts.models import User


class Command(BaseCommand):
    help = "List the accounts that were erased, for erase_again after a restore."

    def handle(self, *args, **options):
        for uid in User.objects.filter(erased_at__isnull=False).order_by("pk").values_list("uid", flat=True):
            self.stdout.write(str(uid))
