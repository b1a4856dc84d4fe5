"""Forms and who works on them."""

import json

from tests.permissions.photos import picture
from tests.permissions.rows import row, sees

TEAM = {"giver": 200, "suspended_giver": 200, "editor": 200, "reviewer": 200, "publisher": 200, "others": 404}
OWN = {"giver": 200, "suspended_giver": 403, "editor": 403, "reviewer": 403, "publisher": 403, "others": 404}
EDITORS = {"giver": 200, "suspended_giver": 200, "editor": 200, "reviewer": 403, "publisher": 403, "others": 404}
WHOLE = EDITORS | {"publisher": 200}
READERS = {"giver": 200, "suspended_giver": 200, "editor": 403, "reviewer": 200, "publisher": 403, "others": 404}
MAY_READ = ("giver", "suspended_giver", "reviewer")
SHEETS = sees("application_sheet", "promised_application_sheet", "home_application_sheet")
SHARED = sees("form")
HERS = sees("form", "private_form")
KEPT = sees("template")
ELSEWHERE = json.dumps({"questions": [{"text": "Why this cat?", "type": "long_text"}]})

# fmt: off
ROWS = [
    row("GET", "forms/", "Own and shared forms", giver=HERS, suspended_giver=HERS, editor=SHARED, reviewer=SHARED,
        publisher=SHARED, other_giver=sees("other_form"), others=sees()),
    row("POST", "forms/", "Start a form", body={"title": "新的申請表"}, unverified=403, suspended=403,
        suspended_applicant=403, suspended_giver=403, others=201),
    row("GET", "forms/schema/", "How a form is written down", anonymous=200, deactivated_giver=200, others=200),
    row("POST", "forms/import/", "Start from another system's form", body={"text": ELSEWHERE}, unverified=403,
        suspended=403, suspended_applicant=403, suspended_giver=403, others=201),
    row("POST", "forms/import/check/", "Look at what fits of it", body={"text": ELSEWHERE}, unverified=403,
        suspended=403, suspended_applicant=403, suspended_giver=403, others=200),
    row("GET", "forms/templates/", "Own templates", giver=KEPT, suspended_giver=KEPT, others=sees()),
    row("POST", "forms/{form}/templates/", "Keep it as a template", body={}, **OWN | {"giver": 201, "editor": 201}),
    row("GET", "forms/templates/{template}/", "Read an own template", giver=200, suspended_giver=200, others=404),
    row("PATCH", "forms/templates/{template}/", "Rename an own template", body={"title": "我的"}, giver=200,
        suspended_giver=403, others=404),
    row("DELETE", "forms/templates/{template}/", "Let an own template go", giver=204, suspended_giver=403, others=404),
    row("GET", "forms/{form}/draft/", "Read the draft", **WHOLE),
    row("PATCH", "forms/{form}/draft/", "Edit the draft", body={"base_rev": 1, "ops": []}, **OWN | {"editor": 200}),
    row("GET", "forms/{form}/draft/history/", "Own edits", **EDITORS),
    row("POST", "forms/{form}/publish/", "Publish a version", body={}, **OWN | {"publisher": 200}),
    row("GET", "forms/{form}/versions/", "Read the versions", **TEAM),
    row("GET", "forms/{form}/pictures/", "Pictures on options", **EDITORS),
    row("POST", "forms/{form}/pictures/", "Add such a picture", files=picture,
        **OWN | {"giver": 201, "editor": 201}),
    row("POST", "forms/{form}/presence/", "Say that one is here", body={"tab": "one", "state": "here"},
        **EDITORS | {"giver": 204, "suspended_giver": 204, "editor": 204}),
    row("GET", "forms/{form}/test/", "Have the robot fill it in", **WHOLE),
    row("GET", "forms/{form}/shares/", "Who else works on it", **EDITORS | {"editor": 403}),
    row("POST", "forms/{form}/shares/", "Share it", body={"email": "aunt@example.org", "rights": ["edit_form"]},
        **OWN | {"giver": 201}),
    row("DELETE", "forms/{form}/shares/?id={editor_share}", "End a share", **OWN | {"giver": 204}),
    row("GET", "forms/{form}/results/", "Read the results", **READERS | dict.fromkeys(MAY_READ, SHEETS)),
    row("GET", "forms/{form}/results/?sort=score", "… the best score first",
        **READERS | dict.fromkeys(MAY_READ, SHEETS)),
    row("GET", "forms/{form}/results/?score=1", "… only those with a score",
        **READERS | dict.fromkeys(MAY_READ, sees("application_sheet"))),
    row("GET", "forms/{form}/summary/", "Read what they add up to", **READERS),
    row("GET", "forms/{form}/export/?format=csv", "Take the results along", **OWN),
]
