"""What the API of forms takes and gives, field by field."""

from django.conf import settings
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from forms_builder.definition import public_projection
from forms_builder.models import DraftOp, Form, FormVersion, Share
from forms_builder.rights import RIGHTS


class FormSerializer(serializers.ModelSerializer):
    state = serializers.ChoiceField(choices=Form.State, read_only=True)
    live_version = serializers.IntegerField(source="live_version.number", read_only=True, allow_null=True, default=None)
    sent_count = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Answers that were sent; null without the right to read them."
    )

    class Meta:
        model = Form
        fields = ["id", "title", "state", "draft_rev", "live_version", "sent_count", "updated_at"]
        read_only_fields = fields


class NewFormSerializer(serializers.Serializer):
    """Either a template (one of the site's, or one's own by its slug) or an own title to start blank."""

    template = serializers.SlugField(max_length=60, required=False)
    language = serializers.ChoiceField(settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    title = serializers.CharField(max_length=120, required=False)

    def validate(self, data):
        if bool(data.get("template")) == bool(data.get("title")):
            raise serializers.ValidationError("Give either a template or a title.")
        return data


class DraftSerializer(serializers.ModelSerializer):
    definition = serializers.JSONField(source="draft")
    rev = serializers.IntegerField(source="draft_rev")

    class Meta:
        model = Form
        fields = ["id", "title", "rev", "live_rev", "definition"]
        read_only_fields = fields


class OperationsSerializer(serializers.Serializer):
    base_rev = serializers.IntegerField(min_value=1)
    ops = serializers.ListField(child=serializers.DictField(), max_length=200)


class SkippedSerializer(serializers.Serializer):
    index = serializers.IntegerField()
    op = serializers.DictField()
    reason = serializers.CharField()


class RevisionSerializer(serializers.Serializer):
    rev = serializers.IntegerField()
    actor = serializers.UUIDField()
    actor_name = serializers.CharField()
    ops = serializers.ListField(child=serializers.DictField())


class HistorySerializer(serializers.ModelSerializer):
    ops = serializers.ListField(child=serializers.DictField(), source="op")
    inverse = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = DraftOp
        fields = ["rev", "ops", "inverse", "at"]
        read_only_fields = fields


class EditedSerializer(serializers.Serializer):
    rev = serializers.IntegerField()
    ops_since = RevisionSerializer(many=True)
    skipped = SkippedSerializer(many=True)
    done = serializers.ListField(child=serializers.DictField())


class PublishSerializer(serializers.Serializer):
    base_rev = serializers.IntegerField(min_value=1, required=False)
    ask_everybody = serializers.BooleanField(default=False)


class VersionSerializer(serializers.ModelSerializer):
    """`reads_whole` in the context: as it was published; else as applicants saw it, in the reader's language."""

    definition = serializers.SerializerMethodField()

    class Meta:
        model = FormVersion
        fields = ["number", "sha256", "published_at", "grace_days", "definition"]
        read_only_fields = fields

    @extend_schema_field(serializers.JSONField())
    def get_definition(self, version):
        if self.context.get("reads_whole"):
            return version.definition
        return public_projection(version.definition, get_language())


class ShareSerializer(serializers.ModelSerializer):
    name = serializers.CharField(
        source="user.shown_name", default="", help_text="Of the account; empty until the address has one."
    )
    has_joined = serializers.SerializerMethodField()
    rights = serializers.ListField(child=serializers.ChoiceField(RIGHTS))

    class Meta:
        model = Share
        fields = ["id", "email", "name", "has_joined", "rights", "expires_at", "created_at"]
        read_only_fields = fields

    def get_has_joined(self, share) -> bool:
        return share.user_id is not None


class NewShareSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    rights = serializers.ListField(child=serializers.ChoiceField(RIGHTS), allow_empty=False, max_length=len(RIGHTS))
    expires_at = serializers.DateTimeField(allow_null=True, default=None)


class ShareNumberSerializer(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
