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


def pets():
    """One question of most kinds, some private; the fields of a repeat."""
    choices = [{"id": "c_cat", "label": "Cat"}, {"id": "c_dog", "label": "Dog"}]
    kinds = [{"id": "c_cats", "label": "Cat"}, {"id": "c_dogs", "label": "Dog"}]
    items = [
        {
            "id": "q_home",
            "type": "single_choice",
            "label": "Your home?",
            "other": True,
            "choices": [{"id": "c_flat", "label": "Flat"}, {"id": "c_house", "label": "House"}],
        },
        {"id": "q_phone", "type": "short_text", "format": "phone", "label": "Phone", "private": True},
        {"id": "q_why", "type": "long_text", "label": "Why?"},
        {"id": "q_has", "type": "multi_choice", "label": "You have had", "choices": choices},
        {"id": "q_secret", "type": "yes_no", "label": "Do you rent?", "private": True},
        {"id": "q_age", "type": "number", "label": "Age", "private": True},
        {"id": "q_born", "type": "date", "label": "Born"},
        {"id": "q_calm", "type": "scale", "label": "How calm?", "min": 1, "max": 5},
        {
            "id": "q_list",
            "type": "repeat",
            "label": "Your pets",
            "fields": [
                {"id": "q_kind", "type": "single_choice", "label": "Kind", "choices": kinds},
                {"id": "q_old", "type": "number", "label": "Age"},
            ],
        },
        {"id": "q_pics", "type": "photo", "label": "Your rooms", "max_files": 3},
        {"id": "q_lease", "type": "photo", "label": "The lease", "max_files": 3, "private": True},
    ]
    return {
        "schema_version": 1,
        "title": "Adopt Mikan",
        "language": "en",
        "pages": [{"id": "p_one", "title": "You", "items": items}],
    }
