"""Which part of the site an address belongs to: the header and the tab bar mark it."""

# The first prefix that fits wins, so the particular stands before the general.
SECTIONS = (
    ("/pets/new/", "give"),
    ("/pets/", "find"),
    ("/shelters/", "shelters"),
    ("/how-it-works/", "how"),
    ("/forms/", "give"),
    ("/me/posts/", "give"),
    ("/me/likes/", "likes"),
    ("/me/messages/", "messages"),
    ("/me/notifications/", "notifications"),
    ("/me/", "me"),
    ("/accounts/", "me"),
)


def section_of(path):
    """The name of the section, or an empty string for pages that belong to none."""
    if path == "/":
        return "find"
    if path.startswith("/pets/") and path.endswith("/edit/"):
        return "give"
    return next((name for prefix, name in SECTIONS if path.startswith(prefix)), "")
