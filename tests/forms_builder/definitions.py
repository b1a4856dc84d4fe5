"""Definitions that tests start from."""


def small():
    """One page, two questions; publishable."""
    return {
        "schema_version": 1,
        "title": "Adopt Mikan",
        "language": "en",
        "pages": [
            {
                "id": "p_one",
                "title": "About you",
                "items": [
                    {"id": "q_name", "type": "short_text", "label": "Your name", "required": True},
                    {"id": "q_why", "type": "long_text", "label": "Why Mikan?"},
                ],
            }
        ],
    }
