"""What a page needs of a stored picture: addresses made from the keys in its row (`StoredFile.renditions`)."""

from petbuddy.storage import public_url

WEBP, JPEG = "image/webp", "image/jpeg"


def srcset(file):
    """The `srcset` of a public photo: every WebP rendition with its width."""
    return ", ".join(f"{public_url(each['key'])} {each['width']}w" for each in _webp(file))


def at_least(file, width):
    """The smallest rendition (a dict with key, width, height) that is `width` wide, or the largest there is."""
    renditions = _webp(file)
    return next((each for each in renditions if each["width"] >= width), renditions[-1] if renditions else None)


def preview_url(file):
    """The JPEG for og:image and for mails; an empty text where there is none."""
    return next((public_url(each["key"]) for each in file.renditions if each["mime"] == JPEG), "")


def keys(file):
    """Every key that this row owns: what must go when the row goes."""
    owned = {each["key"] for each in file.renditions} | {file.key}
    return sorted(owned - {""})


def _webp(file):
    return [each for each in file.renditions if each["mime"] == WEBP]
