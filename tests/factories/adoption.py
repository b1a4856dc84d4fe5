"""Posts and what hangs on them, as the database would hold them after the flow; `published=True` is the usual one."""

from datetime import timedelta

import factory
from django.utils import timezone

from adoption import models

WENSHAN = {
    "county_code": "tpe",
    "county_zh": "臺北市",
    "county_en": "Taipei City",
    "name_zh": "文山區",
    "name_en": "Wenshan District",
    "postal_code": "116",
    "position": 12,
}


def district(code="tpe-116"):
    """A real district of the data migration: 臺北市 文山區 unless another is named."""
    # A test with real transactions empties every table afterwards, this one too.
    return models.District.objects.get_or_create(code=code, defaults=WENSHAN)[0]


class PostFactory(factory.django.DjangoModelFactory):
    """A giver's draft of a cat. Traits: published, paused, reserved, adopted, withdrawn, unlisted, private, shelter."""

    class Meta:
        model = models.Post
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state="published",
            published_at=factory.LazyFunction(timezone.now),
            confirmed_at=factory.LazyFunction(timezone.now),
            form=factory.SubFactory("tests.factories.forms.FormFactory", owner=factory.SelfAttribute("..giver")),
        )
        paused = factory.Trait(published=True, state="paused")
        reserved = factory.Trait(published=True, state="reserved")
        adopted = factory.Trait(published=True, state="adopted")
        withdrawn = factory.Trait(published=True, state="withdrawn")
        unlisted = factory.Trait(visibility="unlisted")
        private = factory.Trait(visibility="private")
        shelter = factory.Trait(
            source="shelter",
            giver=None,
            state="published",
            published_at=factory.LazyFunction(timezone.now),
            confirmed_at=factory.LazyFunction(timezone.now),
        )

    giver = factory.SubFactory("tests.factories.accounts.UserFactory")
    name = factory.Sequence(lambda n: f"橘子{n}")
    species = "cat"
    breed = "米克斯"
    sex = "male"
    size = "small"
    age_group = "young"
    colour = "橘"
    neutered = "yes"
    traits = ["愛撒嬌", "親人"]
    summary = "在陽光裡睡覺的小男生。"
    story = "牠是今年三月在菜市場被發現的，當時只有手掌大。"
    district = factory.LazyFunction(district)
    county_code = factory.LazyAttribute(lambda post: post.district.county_code if post.district else "")


class PhotoFactory(factory.django.DjangoModelFactory):
    """A ready photo whose keys look like real ones (no file behind them)."""

    class Meta:
        model = models.Photo

    class Params:
        pending = factory.Trait(
            state="pending", key="", renditions=[], incoming_key="incoming/3f/3fa85f6457174562b3fc2c963f66afa6"
        )

    post = factory.SubFactory(PostFactory)
    owner = factory.LazyAttribute(lambda photo: photo.post.giver or _someone())
    state = "ready"
    position = factory.Sequence(lambda n: n)
    is_cover = False
    is_public = factory.LazyAttribute(lambda photo: photo.post.is_for_all)
    mime = "image/webp"
    colour = "#f2a541"
    width = 1080
    height = 1080
    bytes = 40_000
    renditions = factory.LazyFunction(lambda: renditions())
    key = factory.LazyAttribute(lambda photo: photo.renditions[2]["key"])


def renditions(code="3fa85f6457174562b3fc2c963f66afa6", widths=(240, 480, 1080)):
    base = f"photos/{code[:2]}/{code}"
    webp = [
        {"key": f"{base}/{width}.webp", "width": width, "height": width, "mime": "image/webp", "bytes": width * 40}
        for width in widths
    ]
    preview = {"key": f"{base}/preview.jpg", "width": 1200, "height": 1200, "mime": "image/jpeg", "bytes": 90_000}
    return [*webp, preview]


def _someone():
    from tests.factories.accounts import UserFactory

    return UserFactory()


class LikeFactory(factory.django.DjangoModelFactory):
    """A like; it does not raise the post's counter (services.likes does)."""

    class Meta:
        model = models.Like

    post = factory.SubFactory(PostFactory, published=True)
    adopter = factory.SubFactory("tests.factories.accounts.UserFactory")


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Invitation

    post = factory.SubFactory(PostFactory, published=True, private=True)
    email = factory.Sequence(lambda n: f"friend{n}@example.com")
    token_hash = factory.Sequence(lambda n: f"{n:064x}")


class ShelterAnimalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ShelterAnimal

    post = factory.SubFactory(PostFactory, shelter=True)
    animal_id = factory.Sequence(lambda n: 400_000 + n)
    shelter = "臺北市動物之家"
    shelter_address = "臺北市內湖區潭美街852號"
    shelter_phone = "02-87913064"
    row_hash = factory.Sequence(lambda n: f"{n:064x}")


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "forms_builder.Submission"

    version = factory.LazyAttribute(lambda row: _form_of(row.respondent).live_version)
    respondent = factory.SubFactory("tests.factories.accounts.UserFactory")


def _form_of(owner):
    from tests.factories.forms import FormFactory

    return FormFactory(owner=owner)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft. Traits: submitted, under_review, shortlisted, reserved."""

    class Meta:
        model = models.Application

    class Params:
        submitted = factory.Trait(
            state="submitted",
            submitted_at=factory.LazyFunction(timezone.now),
            reply_by=factory.LazyFunction(lambda: timezone.now() + timedelta(days=3)),
            submission__submitted_at=factory.LazyFunction(timezone.now),
        )
        under_review = factory.Trait(submitted=True, state="under_review", read_at=factory.LazyFunction(timezone.now))
        shortlisted = factory.Trait(under_review=True, state="shortlisted")
        reserved = factory.Trait(under_review=True, state="reserved")

    post = factory.SubFactory(PostFactory, published=True)
    applicant = factory.SubFactory("tests.factories.accounts.UserFactory")
    submission = factory.SubFactory(
        SubmissionFactory,
        respondent=factory.SelfAttribute("..applicant"),
        version=factory.SelfAttribute("..post.form.live_version"),
    )


class SlotFactory(factory.django.DjangoModelFactory):
    """One place, for an hour, three days from now."""

    class Meta:
        model = models.Slot

    post = factory.SubFactory(PostFactory, published=True)
    starts_at = factory.Sequence(
        lambda n: (timezone.now() + timedelta(days=3, hours=n % 48)).replace(minute=0, second=0, microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(hours=1))
    capacity = 1
    place = "文山區木柵路一段 1 號"
