"""The pictures that the options of a form show."""

import uuid
from collections.abc import Iterator

from forms_builder import definition as definitions
from forms_builder.models import Form, Picture
from petbuddy import pictures, storage
from petbuddy.errors import Missing

WIDTH = 480  # a card on a phone, sharp


def shape(picture: Picture) -> dict:
    """A picture as the editor shows it: {uid, state, url, width, height}; without an address before it is ready."""
    shown = pictures.at_least(picture, WIDTH) if picture.state == Picture.State.READY else None
    return {
        "uid": str(picture.uid),
        "state": picture.state,
        "url": f"/forms/pictures/{picture.uid}/" if shown else None,
        "width": shown["width"] if shown else None,
        "height": shown["height"] if shown else None,
    }


def readable(uid: uuid.UUID) -> Picture:
    """The picture, if it can be shown. Raises Missing. Its address is known only from a form that shows it."""
    picture = Picture.objects.filter(uid=uid, state=Picture.State.READY).first()
    if picture is None:
        raise Missing
    return picture


def shown_in(definition: dict) -> dict[str, dict]:
    """{uid: shape} of the ready pictures that a definition names; no query where it names none."""
    named = set(named_in(definition))
    if not named:
        return {}
    ready = Picture.objects.filter(uid__in=named, state=Picture.State.READY)
    return {str(picture.uid): shape(picture) for picture in ready}


def of_editor(form: Form) -> list[dict]:
    """What the editor shows: the pictures that the draft names, from whichever form they came, and this form's own."""
    wanted = Picture.objects.filter(form=form) | Picture.objects.filter(uid__in=set(named_in(form.draft)))
    return [shape(picture) for picture in wanted.order_by("pk")]


def with_links(shown: dict) -> dict:
    """A public projection whose options also say where a picture that is ready can be had for a minute: `image_url`."""
    named = set(named_in(shown))
    ready = Picture.objects.filter(uid__in=named, state=Picture.State.READY) if named else []
    links = {str(row.uid): storage.private_link(pictures.at_least(row, WIDTH)["key"], row.name) for row in ready}
    for choice in _choices(shown):
        if choice.get("image") in links:
            choice["image_url"] = links[choice["image"]]
    return shown


def named_in(definition: dict) -> Iterator[uuid.UUID]:
    """The pictures that a definition's options show."""
    for choice in _choices(definition):
        try:
            yield uuid.UUID(choice.get("image") or "")
        except ValueError:
            continue


def _choices(definition: dict) -> Iterator[dict]:
    for item in definitions.questions(definition):
        for part in (item, *(item.get("fields") or [])):
            yield from part.get("choices") or []
