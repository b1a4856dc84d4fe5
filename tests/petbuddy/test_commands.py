"""What operators type."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from petbuddy import due


def said(name, *words):
    out = StringIO()
    call_command(name, *words, stdout=out, no_color=True)
    return out.getvalue()


def test_doctor_finds_a_whole_site_whole(db, mail_server):
    lines = said("doctor").splitlines()

    assert {line.split()[0] for line in lines} == {"ok"}
    assert len(lines) == 15


@pytest.mark.redis
def test_doctor_names_what_is_ill_and_says_so_to_scripts(db, mail_server, redis_server):
    redis_server.stop()

    with pytest.raises(CommandError) as ill:
        said("doctor")

    assert str(ill.value) == "3 to mend: cache, queue, sockets"


def test_a_part_that_fails_is_named_after_the_others_have_run(monkeypatch):
    monkeypatch.setattr(due, "_sweeps", {"broken": lambda: 1 / 0, "whole": lambda: 2})

    with pytest.raises(CommandError) as failed:
        said("requeue")

    assert str(failed.value) == "failed: broken"


def test_purge_can_only_count(monkeypatch):
    seen = []
    monkeypatch.setattr(due, "_purges", {"things": lambda now, dry_run: seen.append(dry_run) or 3})

    words = said("purge", "--dry-run")

    assert (words, seen) == ("things: 3\n", [True])
