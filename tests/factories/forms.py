"""Forms: published with a short definition unless `live=False`."""

import json

import factory

from forms_builder import models
from forms_builder.definition import fingerprint

DEFINITION = {
    "schema_version": 1,
    "title": "認養申請表",
    "language": "zh-hant",
    "pages": [
        {
            "id": "p_home",
            "title": "你的家",
            "items": [
                {
                    "id": "q_day1",
                    "type": "long_text",
                    "label": "白天誰照顧牠？",
                    "required": True,
                    "max_length": 1000,
                },
                {"id": "q_pets", "type": "yes_no", "label": "家裡有其他動物嗎？", "required": True},
                {"id": "q_pics", "type": "photo", "label": "家裡的照片", "max_files": 3, "private": True},
            ],
        }
    ],
}


class FormVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FormVersion

    form = factory.SubFactory("tests.factories.forms.FormFactory", live=False)
    number = factory.LazyAttribute(lambda version: version.form.versions.count() + 1)
    definition = factory.LazyAttribute(lambda version: version.form.draft)
    sha256 = factory.LazyAttribute(lambda version: fingerprint(version.definition))
    published_by = factory.LazyAttribute(lambda version: version.form.owner)


class FormFactory(factory.django.DjangoModelFactory):
    """A live form of its owner; `live=False` leaves it unpublished."""

    class Meta:
        model = models.Form
        skip_postgeneration_save = True

    owner = factory.SubFactory("tests.factories.accounts.UserFactory")
    title = "認養申請表"
    draft = factory.LazyFunction(lambda: json.loads(json.dumps(DEFINITION)))

    @factory.post_generation
    def live(form, create, extracted, **kwargs):  # noqa: N805  factory_boy hands over the made object
        wanted = extracted if extracted is not None else True
        if create and wanted:
            form.live_version = FormVersionFactory(form=form)
            form.live_rev = form.draft_rev
            form.save(update_fields=["live_version", "live_rev"])


class UploadFactory(factory.django.DjangoModelFactory):
    """A ready private picture that answers `q_pics` (no file behind it)."""

    class Meta:
        model = models.Upload

    form = factory.SubFactory(FormFactory)
    question_id = "q_pics"
    owner = factory.SubFactory("tests.factories.accounts.UserFactory")
    name = "home.jpg"
    state = "ready"
    mime = "image/webp"
    key = factory.Sequence(lambda n: f"private/{n:032x}.webp")
