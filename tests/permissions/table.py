"""Every row of the matrix, noun by noun: the one table behind the tests and docs/permissions.md."""

from tests.permissions import accounts, applications, forms, photos, posts, visits

NOUNS = {
    "Posts": posts.ROWS,
    "Photos, likes, invitations": photos.ROWS,
    "Applications and talks": applications.ROWS,
    "Promise, visits, follow-ups, reports": visits.ROWS,
    "Forms": forms.ROWS,
    "Account and notifications": accounts.ROWS,
}
ROWS = [row for rows in NOUNS.values() for row in rows]
