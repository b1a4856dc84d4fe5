"""Which questions a draft goes on with: those of its post's form, as they are asked now."""

from forms_builder.services import submissions


def version_for(application, post=None):
    """The version that she fills in from now on: her draft's own, as long as that may be sent or nothing else may be.

    The giver may have published anew, or given the post another form.
    """
    own, form = application.submission.version, (post or application.post).form
    if form is not None and form.pk != own.form_id:
        return form.live_version if form.takes_answers else own
    if submissions.accepts(own) or not own.form.takes_answers:
        return own
    return own.form.live_version


def must_go_on(application, post=None):
    """Are there other questions that she has to be told of first?"""
    return version_for(application, post).pk != application.submission.version_id


def require_same_form(application, post):
    """Answers to another form than the post's are not what its giver asks. Raises VersionEnded or FormClosed."""
    own = application.submission.version
    if post.form is None or post.form.pk == own.form_id:
        return
    if not post.form.takes_answers:
        raise submissions.FormClosed(answers=application.submission.answers)
    raise submissions.ended(application.submission, post.form.live_version)


def bring_along(application, by):
    """Her draft with the questions of now; whatever fits comes along, the rest stays hers to read."""
    if must_go_on(application):
        submissions.carry_over(submission=application.submission, to=version_for(application), by=by)
        application.submission.refresh_from_db()
    return application
