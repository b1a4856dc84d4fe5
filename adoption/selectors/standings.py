"""Where the applications stand whose answers are read as the results of a form."""

from collections.abc import Iterable
from typing import Any

from adoption.models import Application
from forms_builder.standings import Standing

IN_THE_GIVERS_WORDS: dict[str, str] = {Application.State.RESERVED: "reserved_giver"}


def of_submissions(keys: Iterable[int], by: Any) -> dict[int, Standing]:
    """{submission key: pet, state and place on the board} of applications to `by`'s own posts; nobody else's."""
    rows = Application.objects.filter(submission__in=list(keys), post__giver=by).select_related("post")
    return {
        row.submission_id: Standing(
            chip=("application", IN_THE_GIVERS_WORDS.get(row.state, row.state)),
            about=row.post.name,
            url=f"/me/posts/{row.post.uid}/applications/?application={row.uid}",
        )
        for row in rows
    }
