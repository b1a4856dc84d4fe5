"""What stands in the row of a stored picture (`StoredFile.renditions`): its sizes and its keys."""

WEBP, JPEG = "image/webp", "image/jpeg"


def at_least(file, width):
    """The smallest rendition (a dict with key, width, height) that is `width` wide, or the largest there is."""
    renditions = webp(file)
    return next((each for each in renditions if each["width"] >= width), renditions[-1] if renditions else None)


def largest(renditions):
    """The widest picture that pages show, or None: the one that a row's `key` names."""
    return next((each for each in reversed(renditions) if each["mime"] == WEBP), None)


def keys(file):
    """Every key that this row owns: what must go when the row goes."""
    owned = {each["key"] for each in file.renditions} | {file.key}
    return sorted(owned - {""})


def webp(file):
    """The renditions that pages show, narrow first."""
    return [each for each in file.renditions if each["mime"] == WEBP]
