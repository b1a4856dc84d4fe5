"""What staff see of a person's details where they need to tell people apart, not to write to them."""


def email(address):
    """`giver@example.org` as `g•••@example.org`."""
    local, at, domain = (address or "").rpartition("@")
    return f"{local[:1]}•••@{domain}" if at else "•••"
