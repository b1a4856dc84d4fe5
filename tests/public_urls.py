"""The addresses that answer people whom we do not know. An address that is missing here must ask who is there, first.

Add yours with a reason. What only looks public (a mailed link whose secret is the right) belongs here too.
"""

PUBLIC = {
    # wiring
    "healthz": "the process lives",
    "readyz": "its servers answer; names only",
    "i18n/setlang/": "the language is a cookie",
    "media/<path:key>": "photos of posts that are for everybody, by unguessable keys",
    "files/<str:token>/": "a signed link of 60 seconds is the right",
    "api/v1/schema/": "the document of the API",
    "api/v1/docs/": "its reader",
    "api/v1/forms/schema/": "how a form is written down: nobody's form is in it",
    "api/v1/(?:[^/]*/)*": "nothing is there, and that is what it says",
    # notifications
    "unsubscribe/<str:token>/": "the mailed secret is the right",
    # adoption
    "": "the first page",
    "pets/": "the public list",
    "pets/<slug:uid>/": "a public post; one that is not looks as if it were not there",
    "pets/<slug:uid>/<str:slug>/": "the same with the pet's name",
    "shelters/": "the list of shelter animals",
    **{f"{name}/": "a text for everybody" for name in "how-it-works help safety privacy terms stories".split()},
    "follow-ups/<str:token>/": "the mailed secret is the right",
    "still-there/<str:token>/": "the mailed secret is the right",
    "calendar/<str:token>.ics": "the secret in the private feed's address is the right",
    "api/v1/posts/": "the public list",
    "api/v1/posts/<slug:uid>/": "a public post; one that is not looks as if it were not there",
    "api/v1/photos/<uuid:uid>/<int:width>/": "a photo of a post that is for everybody; others as if not there",
    "api/v1/posts/facets/": "counts of the public list",
    # accounts
    "accounts/register/": "the way in",
    "accounts/login/": "the way in",
    "accounts/logout/": "the way out; a stranger has nothing to lose",
    "accounts/verify/": "only what this browser registered",
    "accounts/verify/again/": "only to the address that this browser registered",
    "accounts/verify/<str:token>/": "the mailed secret is the right",
    "accounts/email/<str:token>/": "the mailed secret is the right",
    "accounts/email/undo/<str:token>/": "the mailed secret is the right",
    "accounts/password/reset/": "the way back in",
    "accounts/password/reset/<str:token>/": "the mailed secret is the right",
    "api/v1/session/": "who am I: nobody is an answer",
    "api/v1/auth/register/": "the way in",
    "api/v1/auth/verify-email/": "the mailed code is the right",
    "api/v1/auth/token/": "the way in",
    "api/v1/auth/token/refresh/": "the refresh token is the right",
    "api/v1/auth/password/reset/": "the way back in",
    "api/v1/auth/password/reset/confirm/": "the mailed secret is the right",
}
