"""`manage.py doctor`: asks every part whether it works, and says in one line each what is wrong."""

import logging

from django.core.management import BaseCommand, CommandError

from petbuddy import doctoring


class Command(BaseCommand):
    help = "Checks database, migrations, cache, queue, storage, mail, clock and secrets. Ends with 1 when one is ill."
    requires_system_checks = []

    def handle(self, **options):
        logging.disable(logging.ERROR)  # one line each; the parts' own logs would drown them
        try:
            ill = [name for name, examine in doctoring.examinations() if not self.examined(name, examine)]
        finally:
            logging.disable(logging.NOTSET)
        if ill:
            raise CommandError(f"{len(ill)} to mend: {', '.join(ill)}")

    def examined(self, name, examine):
        try:
            wrong = examine()
        except Exception as error:  # noqa: BLE001  whatever it was, the part is ill and the others want to be asked
            wrong = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        style = self.style.ERROR if wrong else self.style.SUCCESS
        self.stdout.write(f"{style('ill' if wrong else 'ok '):4} {name}{f': {wrong}' if wrong else ''}")
        return not wrong
