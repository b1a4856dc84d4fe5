"""A person who fills in a form page by page, as a browser without scripts does."""

from adoption.models import Application
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PostFactory
from tests.factories.forms import FormFactory, FormVersionFactory

NEXT = {"next": "1"}


def form_of(*pages, **more):
    """A definition with these pages: (id, [items])."""
    pages = [{"id": page_id, "title": page_id, "items": items} for page_id, items in pages]
    return {"schema_version": 1, "title": "認養申請表", "language": "zh-hant", "pages": pages, **more}


class Filling:
    """One adopter at one pet's form: `open`, `send`, and what the server has."""

    def __init__(self, client, definition=None):
        self.client, self.person = client, UserFactory()
        form = {"form__draft": definition} if definition else {}
        self.post = PostFactory(published=True, name="橘子", **form)
        sign_in(client, self.person)
        client.post(self.address())
        self.application = Application.objects.get(post=self.post, applicant=self.person)

    def address(self, step=None):
        return f"/pets/{self.post.uid}/apply/" + (f"?step={step}" if step else "")

    def open(self, step):
        return self.client.get(self.address(step))

    def send(self, step, button="next", **fields):
        names = {name.replace("__", "."): value for name, value in fields.items()}
        return self.client.post(self.address(step), {"step": str(step), button: "1", **names})

    @property
    def state(self):
        self.application.refresh_from_db()
        return self.application.state

    @property
    def answers(self):
        self.application.submission.refresh_from_db()
        return self.application.submission.answers

    def publish(self, definition, grace_days=14):
        """The giver publishes the next version while the form is being filled in."""
        form = self.post.form
        form.live_version = FormVersionFactory(form=form, definition=definition, grace_days=grace_days)
        form.save(update_fields=["live_version"])
        return form.live_version


__all__ = ["NEXT", "Filling", "FormFactory", "form_of"]
