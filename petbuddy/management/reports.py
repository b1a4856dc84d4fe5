"""How the operators' commands say what they did: one line a part, and a failure that a script notices."""

from django.core.management import CommandError


def report(command, counts):
    """`counts` = {part: how many}, None for a part that failed (the log says why), words for an operator."""
    for name, count in counts.items():
        command.stdout.write(f"{name}: {'failed' if count is None else count}")
    failed = [name for name, count in counts.items() if not isinstance(count, int)]
    if failed:
        raise CommandError(f"failed: {', '.join(failed)}")
