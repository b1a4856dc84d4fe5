"""A draft goes on with other questions: what fits comes along, what does not stays hers to read."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from forms_builder import definition, reading
from forms_builder.models import Upload


def carried_to(submission, version):
    """What of a draft fits the questions of another version, or form (`forms_builder.definition.Carried`)."""
    old, new = submission.version.definition, version.definition
    if version.form_id == submission.version.form_id:
        return definition.carry_over(submission.answers, old, new)
    return definition.carry_to_other(submission.answers, old, new, language=submission.language)


def put_aside(submission, carried):
    """What she wrote and what does not come along, in words: [{question, answer}]. A consent is no writing of hers."""
    left = {key: submission.answers[key] for key in carried.dropped}
    uploads = Upload.objects.filter(owner=submission.respondent_id, form=submission.version.form_id)
    with override(submission.language):
        pages = reading.answer_pages(
            submission.version.definition, left, language=submission.language, files=uploads.filter(submission=None)
        )
        lines = [line for page in pages for line in page["lines"] if not line.get("statement")]
        return [{"question": line["label"], "answer": _words(line)} for line in lines]


def bring_files(submission, carried, version):
    """The files of answers that come along answer the other form's questions from now on."""
    takes_files = {item["id"] for item in definition.questions(version.definition) if item["type"] in ("photo", "file")}
    for key, to in carried.became.items():
        uids = carried.answers.get(to)
        if to in takes_files and isinstance(uids, list):
            mine = Upload.objects.filter(owner=submission.respondent_id, form=submission.version.form_id)
            free = mine.filter(submission=None, question_id=key, uid__in=[uid for uid in uids if isinstance(uid, str)])
            free.update(form=version.form_id, question_id=to)


def _words(line):
    if "files" in line:
        return _(", ").join(file["name"] or _("File") for file in line["files"])
    if "rows" in line:
        return "\n".join(_(", ").join(f"{part['label']} {part['text']}" for part in row) for row in line["rows"])
    return line.get("text") or ""
