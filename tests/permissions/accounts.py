"""Signing in and out, the own account, devices, blocks, notifications."""

from tests.permissions.rows import row, sees

EVERYBODY = ("anonymous", "deactivated_giver", "others")


def open_to_all(method, path, what, status, body):
    return row(method, path, what, body=body, **dict.fromkeys(EVERYBODY, status))


SECRET = "a-secret-that-nobody-sent"
OPENING = {"email": "new@example.org", "password": "correct-horse-9", "name": "阿明"}

# fmt: off
ROWS = [
    open_to_all("GET", "session/", "Who am I", 200, None),
    open_to_all("POST", "auth/register/", "Open an account", 202, OPENING),
    open_to_all("POST", "auth/verify-email/", "Verify with a wrong link", 410,
                {"token": SECRET, "password": "correct-horse-9"}),
    open_to_all("POST", "auth/token/", "Sign in with a wrong password", 401,
                {"email": "nobody@example.org", "password": SECRET}),
    open_to_all("POST", "auth/token/refresh/", "Refresh with a wrong token", 401, {"refresh": SECRET}),
    open_to_all("POST", "auth/password/reset/", "Ask for a new password", 202, {"email": "nobody@example.org"}),
    open_to_all("POST", "auth/password/reset/confirm/", "Set it with a wrong link", 410,
                {"token": SECRET, "password": "correct-horse-10"}),
    row("POST", "auth/logout/", "Sign out", others=204),
    row("GET", "me/", "Read the own account", others=200),
    row("PATCH", "me/", "Change it", body={"name": "小陳"}, others=200),
    row("DELETE", "me/", "Delete it, with a wrong password", body={"password": SECRET}, others=400),
    row("POST", "me/keep/", "Keep it after all", others=200),
    row("GET", "me/export/", "How far the archive of the own data is", others=200),
    row("POST", "me/export/", "Have one made", unverified=403, others=202),
    row("POST", "me/export/{archive}/", "Use the link of one that is ready", others=404,
        giver=200, suspended_giver=200),
    row("GET", "me/sessions/", "Own devices", others=200),
    row("DELETE", "me/sessions/", "Sign every device out", others=204),
    row("DELETE", "me/sessions/{device}/", "Sign one device out", giver=204, suspended_giver=204, others=404),
    row("PUT", "blocks/{bystander}/", "Block somebody", others=204),
    row("DELETE", "blocks/{bystander}/", "Take a block back", others=204),
    row("GET", "notifications/", "Own notifications", giver=sees("giver_notice"), suspended_giver=sees("giver_notice"),
        applicant=sees("applicant_notice"), suspended_applicant=sees("applicant_notice"), others=sees()),
    row("POST", "notifications/read/", "Mark them as read", body={}, others=200),
    row("GET", "notifications/preferences/", "Own preferences", others=200),
    row("PUT", "notifications/preferences/", "Change them", body={"preferences": []}, others=200),
]
