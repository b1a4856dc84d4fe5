"""What this app knows of a person, and what becomes of it when she takes it with her, leaves or stays."""

from adoption.personal_data import erasing, exporting, leaving
from petbuddy import personal_data


def register():
    """Called from AppConfig.ready()."""
    personal_data.register(
        personal_data.Part(
            "adoption",
            export=exporting.export,
            files=exporting.files,
            erase=erasing.erase,
            leave=leaving.leave,
            stay=leaving.stay,
        )
    )
