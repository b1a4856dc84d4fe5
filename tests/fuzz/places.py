"""What exists for one person, so that made-up requests do not all end at 404: {first word of the address: ids}."""

from collections import defaultdict

LISTS = {
    "posts/": "posts",
    "applications/": "applications",
    "forms/": "forms",
    "follow-ups/": "follow-ups",
    "me/sessions/": "me",
}


def found(get):
    """Reads the lists and what hangs on them with `get(path)`, which gives the JSON, or None where it is refused."""
    ids = defaultdict(list)
    for path, word in LISTS.items():
        ids[word] += [each.get("id", each.get("uid")) for each in _rows(get(path))]
    for application in [get(f"applications/{uid}/") for uid in ids["applications"][:6]]:
        if application:
            ids["posts"].insert(0, application["post"]["id"])
            ids["blocks"] += [application["applicant"]["id"], application["giver"]["id"]]
            ids["uploads"] += [each["id"] for each in application["uploads"]]
            ids["bookings"] += [each["id"] for each in application["visits"]]
    for uid in ids["applications"][:6]:
        for message in _rows(get(f"applications/{uid}/messages/")):
            ids["attachments"] += [each["id"] for each in message["photos"]]
    for uid in dict.fromkeys(ids["posts"][:8]):
        ids["slots"] += [each["id"] for each in _rows(get(f"posts/{uid}/slots/"))]
        ids["photos"] += [each["id"] for each in (get(f"posts/{uid}/") or {}).get("photos", ())]
    return {word: [str(each) for each in dict.fromkeys(named)][:8] for word, named in ids.items()}


def of(operation, ids):
    """Values for the first parameter of the operation's address."""
    parts = operation.path.removeprefix("/api/v1/").split("/")
    names = [part[1:-1] for part in parts if part.startswith("{")]
    return [{names[0]: each} for each in ids.get(parts[0], ())] if names else []


def _rows(answer):
    return (answer.get("results", []) if isinstance(answer, dict) else answer) or []
