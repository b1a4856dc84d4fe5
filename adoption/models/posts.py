from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petbuddy.codes import post_code
from petbuddy.models import Event


class Truth(models.TextChoices):
    """Three-valued: what is unknown never becomes yes or no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


def truth_field(label):
    return models.CharField(label, max_length=7, choices=Truth, default=Truth.UNKNOWN)


class PostQuerySet(models.QuerySet):
    def listed(self):
        """What the public lists show: published and reserved, public."""
        return self.filter(is_listed=True)


class Post(models.Model):
    """One pet that looks for a home. Its state changes only in services.posts."""

    class Source(models.TextChoices):
        GIVER = "giver", _("Private adoption")
        SHELTER = "shelter", _("Shelter")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Available")
        PAUSED = "paused", _("Paused")
        RESERVED = "reserved", _("Reserved")
        ADOPTED = "adopted", pgettext_lazy("state of a post", "Home")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        UNLISTED = "unlisted", _("Unlisted")
        PRIVATE = "private", _("Private")

    class Species(models.TextChoices):
        DOG = "dog", _("Dog")
        CAT = "cat", _("Cat")
        RABBIT = "rabbit", _("Rabbit")
        BIRD = "bird", _("Bird")
        RODENT = "rodent", _("Small rodent")
        REPTILE = "reptile", _("Reptile or turtle")
        OTHER = "other", _("Other")

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")
        UNKNOWN = "unknown", _("Not known")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        MEDIUM = "medium", _("Medium")
        LARGE = "large", _("Large")
        UNKNOWN = "unknown", _("Not known")

    class AgeGroup(models.TextChoices):
        BABY = "baby", _("Baby")
        YOUNG = "young", _("Young")
        ADULT = "adult", _("Adult")
        SENIOR = "senior", _("Senior")
        UNKNOWN = "unknown", _("Not known")

    class FeeReason(models.TextChoices):
        NONE = "", _("No fee")
        VACCINE = "vaccine", _("Repays the vaccine")
        CHIP = "chip", _("Repays the chip")
        VACCINE_AND_CHIP = "both", _("Repays vaccine and chip")

    uid = models.CharField(max_length=10, unique=True, default=post_code, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.GIVER)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("giver"), null=True, blank=True, related_name="posts"
    )
    form = models.ForeignKey(
        "forms_builder.Form", models.PROTECT, verbose_name=_("form"), null=True, blank=True, related_name="posts"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    removed_from = models.CharField(max_length=10, blank=True)  # the state to go back to when an appeal is upheld
    visibility = models.CharField(_("visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)

    # The pet's facts
    name = models.CharField(_("name"), max_length=40, blank=True)
    species = models.CharField(_("species"), max_length=8, choices=Species, blank=True)
    breed = models.CharField(_("breed"), max_length=60, blank=True)
    sex = models.CharField(_("sex"), max_length=7, choices=Sex, default=Sex.UNKNOWN)
    size = models.CharField(_("size"), max_length=7, choices=Size, default=Size.UNKNOWN)
    colour = models.CharField(_("color"), max_length=40, blank=True)
    born_on = models.DateField(_("birth date"), null=True, blank=True)
    is_birth_estimated = models.BooleanField(_("the birth date is an estimate"), default=True)
    age_group = models.CharField(_("age group"), max_length=7, choices=AgeGroup, default=AgeGroup.UNKNOWN)
    neutered = truth_field(_("neutered"))
    vaccinated = truth_field(_("vaccinated"))
    chipped = truth_field(_("chipped"))
    good_with_children = truth_field(_("good with children"))
    good_with_dogs = truth_field(_("good with dogs"))
    good_with_cats = truth_field(_("good with cats"))
    special_needs = models.CharField(_("special needs"), max_length=300, blank=True)
    is_bonded_pair = models.BooleanField(_("a bonded pair, adopted together"), default=False)
    traits = models.JSONField(default=list, blank=True)  # at most three short words that the card shows
    summary = models.CharField(_("in one line"), max_length=80, blank=True)
    story = models.TextField(_("story"), max_length=5000, blank=True)
    language = models.CharField(max_length=10, default="zh-hant")  # of the giver's own words

    # The offer
    conditions = models.JSONField(default=list, blank=True)  # [{"key": bank key, "op": …, "value": …, "text": …}]
    district = models.ForeignKey(
        "adoption.District", models.PROTECT, verbose_name=_("district"), null=True, blank=True, related_name="posts"
    )
    county_code = models.CharField(max_length=8, blank=True)  # the district's; denormalized for the list's index
    fee = models.PositiveIntegerField(_("fee"), default=0)  # NT$
    fee_reason = models.CharField(
        _("what the fee repays"), max_length=8, choices=FeeReason, blank=True, default=FeeReason.NONE
    )
    visits_open_to_likers = models.BooleanField(default=False)

    # Counters and times
    like_count = models.PositiveIntegerField(default=0)
    form_view_count = models.PositiveIntegerField(default=0)
    rev = models.PositiveIntegerField(default=1)  # raised by each visible change: ETag and version of the cached card
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(
        _("last confirmed"), null=True, blank=True
    )  # "still available?" was last answered yes
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    # True while the public lists show it, NULL otherwise: an index that holds the listed rows only.
    is_listed = models.GeneratedField(
        expression=Case(
            When(Q(visibility="public") & Q(state__in=["published", "reserved"]), then=Value(True)),
            default=None,
        ),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="shelter", giver__isnull=True) | Q(source="giver", giver__isnull=False),
                name="post_giver_exactly_when_private",
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(source="giver"), name="shelter_post_never_adopted"
            ),
        ]
        indexes = [
            models.Index(fields=["is_listed", "source", "published_at", "id"], name="post_listed"),
            models.Index(
                fields=["is_listed", "source", "species", "county_code", "published_at", "id"], name="post_filtered"
            ),
            models.Index(fields=["is_listed", "source", "county_code", "published_at", "id"], name="post_county"),
            models.Index(fields=["giver", "state"], name="post_of_giver"),
            models.Index(fields=["state", "confirmed_at"], name="post_stale"),
        ]
        permissions = [
            ("apply_to_post", "Can fill in the post's application form"),
            ("manage_post", "Can edit the post and decide about it"),
            ("decide_applications", "Can decide about applications of the post"),
            ("book_visit", "Can book a visit to the post"),
            ("review_post", "Can approve, return or remove a post"),
        ]

    def __str__(self):
        return self.name or self.uid

    # Everybody who has the address of such a post may open it, unless it is private.
    SHOWN = (State.PUBLISHED, State.PAUSED, State.RESERVED, State.ADOPTED, State.WITHDRAWN)

    @property
    def is_for_all(self):
        """May everybody who has the address see the post, and its photos lie in public?"""
        return is_for_all(self.state, self.visibility)

    @property
    def slug(self):
        return slugify(self.name, allow_unicode=True) or self.species or "pet"

    @property
    def is_shelter(self):
        return self.source == self.Source.SHELTER

    @property
    def is_open(self):
        """Does the giver look for a home: may somebody apply, if the form takes answers?"""
        return self.source == self.Source.GIVER and self.state == self.State.PUBLISHED

    @property
    def takes_applications(self):
        return self.is_open and self.form is not None and self.form.takes_answers

    def get_absolute_url(self):
        return f"/pets/{self.uid}/{self.slug}/"


def is_for_all(state, visibility):
    """The same of a row that is only a dictionary."""
    return state in Post.SHOWN and visibility != Post.Visibility.PRIVATE


class PostEvent(Event):
    post = models.ForeignKey(Post, models.CASCADE, verbose_name=_("post"), related_name="events")

    class Meta:
        verbose_name = _("post event")
        verbose_name_plural = _("post events")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.from_state} → {self.to_state}"
