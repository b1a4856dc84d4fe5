"""What the API takes and gives about posts, photos, likes and invitations."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from adoption.models import District, Invitation, Photo, Post
from adoption.models.posts import Truth
from adoption.services import invitation_links
from forms_builder.models import Form
from forms_builder.permissions import forms_visible_to


class DistrictSerializer(serializers.Serializer):
    code = serializers.CharField()
    county_code = serializers.CharField()
    name = serializers.CharField(help_text="County and district, in the language of the request.")


class RenditionSerializer(serializers.Serializer):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class CoverSerializer(serializers.Serializer):
    alt = serializers.CharField()
    color = serializers.CharField()
    renditions = RenditionSerializer(many=True)
    preview_url = serializers.CharField(allow_blank=True)


class PhotoSerializer(CoverSerializer):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(Photo.State.choices)
    reason = serializers.CharField(help_text="Why it was rejected; else empty.")
    position = serializers.IntegerField()
    is_cover = serializers.BooleanField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)


class FactsSerializer(serializers.Serializer):
    """The public facts of a pet, as in a list."""

    id = serializers.CharField(help_text="The random code in the post's address.")
    url = serializers.CharField()
    source = serializers.ChoiceField(Post.Source.choices)
    state = serializers.ChoiceField(Post.State.choices)
    name = serializers.CharField()
    species = serializers.ChoiceField([*Post.Species.choices, ("", _("Not chosen yet"))])
    breed = serializers.CharField()
    sex = serializers.ChoiceField(Post.Sex.choices)
    size = serializers.ChoiceField(Post.Size.choices)
    colour = serializers.CharField()
    born_on = serializers.DateField(allow_null=True)
    age_group = serializers.ChoiceField(Post.AgeGroup.choices)
    age = serializers.CharField(help_text="The age in words, in the language of the request.")
    neutered = serializers.ChoiceField(Truth.choices)
    vaccinated = serializers.ChoiceField(Truth.choices)
    chipped = serializers.ChoiceField(Truth.choices)
    good_with_children = serializers.ChoiceField(Truth.choices)
    good_with_dogs = serializers.ChoiceField(Truth.choices)
    good_with_cats = serializers.ChoiceField(Truth.choices)
    is_bonded_pair = serializers.BooleanField()
    traits = serializers.ListField(child=serializers.CharField())
    summary = serializers.CharField()
    district = DistrictSerializer(allow_null=True)
    like_count = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    photo = CoverSerializer(allow_null=True)
    shelter = serializers.CharField(allow_null=True, help_text="The shelter's name; null on a giver's post.")


class PostPageSerializer(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = FactsSerializer(many=True)


class ConditionSerializer(serializers.Serializer):
    """One wish of the giver: from our list (key) or in her own words (text)."""

    key = serializers.CharField(max_length=40, allow_blank=True, default="")
    text = serializers.CharField(max_length=120, allow_blank=True, default="")


class PostSerializer(FactsSerializer):
    """A whole post."""

    is_birth_estimated = serializers.BooleanField()
    special_needs = serializers.CharField()
    story = serializers.CharField()
    language = serializers.CharField(help_text="Of the giver's own words.")
    fee = serializers.IntegerField(help_text="NT$; 0 unless it repays vaccine or chip.")
    fee_reason = serializers.CharField()
    conditions = ConditionSerializer(many=True)
    photos = PhotoSerializer(many=True)
    visibility = serializers.ChoiceField(Post.Visibility.choices)
    takes_applications = serializers.BooleanField()


class OwnPostSerializer(PostSerializer):
    """A post as its giver sees it."""

    form = serializers.IntegerField(allow_null=True)
    visits_open_to_likers = serializers.BooleanField()
    form_view_count = serializers.IntegerField()


class VisibleFormField(serializers.PrimaryKeyRelatedField):
    """A form that this person may know of; any other number is simply not a form."""

    def get_queryset(self):
        return forms_visible_to(self.context["request"].user)


class PostWriteSerializer(serializers.Serializer):
    """What a giver may change. Everything is optional: a draft may be as unfinished as it likes."""

    name = serializers.CharField(max_length=40, allow_blank=True, required=False)
    species = serializers.ChoiceField(Post.Species.choices, allow_blank=True, required=False)
    breed = serializers.CharField(max_length=60, allow_blank=True, required=False)
    sex = serializers.ChoiceField(Post.Sex.choices, required=False)
    size = serializers.ChoiceField(Post.Size.choices, required=False)
    colour = serializers.CharField(max_length=40, allow_blank=True, required=False)
    born_on = serializers.DateField(allow_null=True, required=False)
    is_birth_estimated = serializers.BooleanField(required=False)
    age_group = serializers.ChoiceField(Post.AgeGroup.choices, required=False)
    neutered = serializers.ChoiceField(Truth.choices, required=False)
    vaccinated = serializers.ChoiceField(Truth.choices, required=False)
    chipped = serializers.ChoiceField(Truth.choices, required=False)
    good_with_children = serializers.ChoiceField(Truth.choices, required=False)
    good_with_dogs = serializers.ChoiceField(Truth.choices, required=False)
    good_with_cats = serializers.ChoiceField(Truth.choices, required=False)
    special_needs = serializers.CharField(max_length=300, allow_blank=True, required=False)
    is_bonded_pair = serializers.BooleanField(required=False)
    traits = serializers.ListField(child=serializers.CharField(max_length=12), max_length=3, required=False)
    summary = serializers.CharField(max_length=80, allow_blank=True, required=False)
    story = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    language = serializers.ChoiceField(settings.LANGUAGES, required=False)
    conditions = ConditionSerializer(many=True, required=False)
    district = serializers.SlugRelatedField(
        slug_field="code", queryset=District.objects.all(), allow_null=True, required=False
    )
    fee = serializers.IntegerField(min_value=0, max_value=100_000, required=False)
    fee_reason = serializers.ChoiceField(Post.FeeReason.choices, allow_blank=True, required=False)
    visits_open_to_likers = serializers.BooleanField(required=False)
    form = VisibleFormField(allow_null=True, required=False, queryset=Form.objects.none())
    visibility = serializers.ChoiceField(Post.Visibility.choices, required=False)


class PhotoUploadSerializer(serializers.Serializer):
    file = serializers.FileField(help_text="JPEG, PNG, WebP, HEIC or AVIF, at most 15 MB.", allow_empty_file=True)


class PhotoChangeSerializer(serializers.Serializer):
    alt = serializers.CharField(max_length=160, allow_blank=True, required=False)
    is_cover = serializers.BooleanField(required=False, help_text="true makes it the card's photo.")
    position = serializers.IntegerField(min_value=0, max_value=99, required=False)


class LikeCountSerializer(serializers.Serializer):
    like_count = serializers.IntegerField()


class InviteSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


class InvitationNumberSerializer(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class InvitationSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    email = serializers.CharField(allow_null=True, help_text="null: came in by a link that was passed on.")
    name = serializers.CharField(source="user.shown_name", default="", help_text="Of who has come in; else empty.")
    state = serializers.ChoiceField(Invitation.State.choices)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True, help_text="Until then it waits to be opened.")
    accepted_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class LinkSerializer(serializers.Serializer):
    """A link that opens a private post to several people."""

    id = serializers.IntegerField(source="link.pk")
    url = serializers.CharField(help_text="Whoever has this address can come in.")
    max_uses = serializers.IntegerField(source="link.max_uses")
    used_count = serializers.IntegerField(source="link.used_count")
    created_at = serializers.DateTimeField(source="link.created_at")
    expires_at = serializers.DateTimeField(source="link.expires_at")


class NewLinkSerializer(serializers.Serializer):
    days = serializers.ChoiceField(invitation_links.DAYS, default=7)
    uses = serializers.ChoiceField(invitation_links.USES, default=5)


class FacetsSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="How many pets the whole search finds.")
    label = serializers.CharField(help_text="The words for the button that shows them.")
    facets = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
