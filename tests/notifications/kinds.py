"""Kinds that only tests know, about an account: this app knows no other object."""

from notifications import kinds

NEWS = kinds.Kind(
    "test_news",
    label="News",
    template_app="notifications",
    render=lambda notice: (
        {"title": f"News of {notice.about.name}", "url": "/me/notifications/preferences/?news", "icon": "bell"}
        if notice.about
        else None
    ),
    mail=lambda mail: (
        {"name": mail.about.name, "url": "/me/notifications/preferences/?news", "action": "Look"}
        if mail.about
        else None
    ),
)
CODE = kinds.Kind(
    "test_code", label="Code", essential=True, template_app="notifications", mail=lambda mail: {"name": "x", "url": "/"}
)
