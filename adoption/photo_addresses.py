"""The one place that chooses the address of a post's photo.

A photo for everybody has a lasting public address. Every other one has an address of ours behind which the right is
asked each time, and which leads to a link that lives for a minute: it stays good on a page that is open for long.
`photo` is a Photo, or anything with its uid, renditions and is_public; `for_all`: its post is for everybody.
"""

from petbuddy import pictures
from petbuddy.storage import public_url


def of(photo, rendition, *, for_all):
    """The address of one rendition. Never the public one of a photo whose post is not for everybody (any more)."""
    if for_all and photo.is_public:
        return public_url(rendition["key"])
    return guarded(photo.uid, rendition["width"])


def guarded(uid, width):
    """The address behind which the right is asked each time."""
    return f"/api/v1/photos/{uid}/{width}/"


def srcset(photo, *, for_all):
    """Every WebP rendition with its width."""
    return ", ".join(f"{of(photo, each, for_all=for_all)} {each['width']}w" for each in pictures.webp(photo))


def preview(photo, *, for_all):
    """The JPEG for link previews and mails; an empty text where not everybody may see it."""
    if not (for_all and photo.is_public):
        return ""
    return next((public_url(each["key"]) for each in photo.renditions if each["mime"] == pictures.JPEG), "")
