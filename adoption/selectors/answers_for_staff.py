"""Answers of one submission as the back office shows them, once they were opened for a reason."""

from forms_builder.reading import answer_pages
from forms_builder.selectors import uploads
from petbuddy.storage import private_link


def pages(submission, language):
    """The answers, private ones too; each ready file with a link that lives for a minute."""
    files = uploads.files_of(submission)
    links = {str(file.uid): private_link(file.key, file.name) for file in files if file.state == file.State.READY}
    shown = answer_pages(submission.version.definition, submission.answers, language=language, files=files)
    for page in shown:
        for line in page["lines"]:
            for file in line.get("files", ()):
                file["url"] = links.get(file["uid"], "")
    return shown
