"""What the API takes and gives about applications, promises, visits, follow-ups and reports."""

from rest_framework import serializers

from adoption import kind_words
from adoption.models import Application, Booking, FollowUp, Post, Report, Slot
from adoption.services.visits import OUTCOMES
from petbuddy.models import StoredFile

FILE_STATES = StoredFile.State.choices


class PersonSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class PostNameSerializer(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(Post.State.choices)
    url = serializers.CharField()


class ApplicationSerializer(serializers.Serializer):
    """One application in a list."""

    id = serializers.UUIDField()
    post = PostNameSerializer()
    applicant = PersonSerializer()
    giver = PersonSerializer()
    role = serializers.ChoiceField(["giver", "applicant"], help_text="What the reader is in it.")
    state = serializers.ChoiceField(Application.State.choices)
    closed_reason = serializers.ChoiceField([*Application.ClosedReason.choices, ("", "")])
    alternate_rank = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True)
    invited_at = serializers.DateTimeField(allow_null=True)
    reply_by = serializers.DateTimeField(allow_null=True, help_text="The promised latest day of an answer.")
    ended_at = serializers.DateTimeField(allow_null=True)
    conversation = serializers.UUIDField(allow_null=True)


class ApplicationPageSerializer(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ApplicationSerializer(many=True)


class FormVersionNameSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()


class UploadSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    question = serializers.CharField()
    name = serializers.CharField()
    mime = serializers.CharField()
    bytes = serializers.IntegerField()
    state = serializers.ChoiceField(FILE_STATES)
    reason = serializers.CharField(help_text="Why it was rejected; else empty.")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)


class UploadWriteSerializer(serializers.Serializer):
    question = serializers.CharField(max_length=24)
    file = serializers.FileField(allow_empty_file=True)  # the service says what an empty file is


class ReplacementWriteSerializer(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)


class FileLinkSerializer(serializers.Serializer):
    state = serializers.ChoiceField(FILE_STATES)
    reason = serializers.CharField()
    url = serializers.CharField(help_text="Works for at most 60 seconds; empty until the file is ready.")


class EventSerializer(serializers.Serializer):
    at = serializers.DateTimeField()
    to = serializers.CharField(
        help_text="A state, or what happened: invited, returned, file_replaced (`note`: the question)."
    )
    note = serializers.CharField()
    by = serializers.CharField(help_text="Name of the person; empty for the system.")

    def get_fields(self):
        return {**super().get_fields(), "from": serializers.CharField()}


class BookingSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    slot = serializers.IntegerField(allow_null=True)
    post = serializers.CharField()
    adopter = PersonSerializer()
    state = serializers.ChoiceField(Booking.State.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField(help_text="Opens with the confirmed visit.")


class PutAsideSerializer(serializers.Serializer):
    question = serializers.CharField()
    answer = serializers.CharField()


class WholeApplicationSerializer(ApplicationSerializer):
    """One application with answers, files, timeline and visits."""

    form = FormVersionNameSerializer()
    language = serializers.CharField()
    kept_until = serializers.DateField(
        allow_null=True, help_text="A draft that nobody goes on with goes after this day."
    )
    answers = serializers.DictField(help_text="{question id: answer}; choices by their ids.")
    put_aside = PutAsideSerializer(
        many=True,
        help_text="What she wrote to questions of which her draft was not asked again. For her alone, until she sends.",
    )
    uploads = UploadSerializer(many=True)
    events = EventSerializer(many=True)
    visits = BookingSerializer(many=True)


class QuestionsSerializer(serializers.Serializer):
    form = serializers.IntegerField()
    version = serializers.IntegerField()
    definition = serializers.DictField(
        help_text="The questions in the language of the request. An option with a picture has its `image`, an id, and "
        "once the picture is ready `image_url`, a link that lives for a minute: ask again for a fresh one."
    )


class AnswersSerializer(serializers.Serializer):
    client = serializers.CharField(max_length=40, help_text="Names the tab or device.")
    seq = serializers.IntegerField(
        min_value=0, max_value=2**53, help_text="Counts in the client; an older one is ignored."
    )
    changes = serializers.DictField(help_text="{question id: answer}; null takes an answer back.")


class SavedSerializer(serializers.Serializer):
    answers = serializers.DictField()
    updated_at = serializers.DateTimeField()


class TransitionSerializer(serializers.Serializer):
    to = serializers.ChoiceField(["under_review", "shortlisted", "declined", "withdrawn"])
    reason = serializers.ChoiceField(kind_words.choices(), required=False, default="", help_text="Needed to decline.")
    note = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)


class ContactChoiceSerializer(serializers.Serializer):
    phone = serializers.BooleanField(help_text="True: the other side sees it. Needs one in the profile.")
    email = serializers.BooleanField(help_text="True: the other side sees it.")


class ContactSerializer(serializers.Serializer):
    class TheirsSerializer(serializers.Serializer):
        phone = serializers.CharField(help_text="Empty: not open to me.")
        email = serializers.CharField()
        address = serializers.CharField(help_text="With a confirmed visit alone.")

        class Meta:
            ref_name = "TheirContact"

    theirs = TheirsSerializer()
    mine = ContactChoiceSerializer()


class MessageSerializer(serializers.Serializer):
    class PhotoSerializer(serializers.Serializer):
        id = serializers.UUIDField()
        state = serializers.ChoiceField(FILE_STATES)
        reason = serializers.CharField()

        class Meta:
            ref_name = "MessagePhoto"

    id = serializers.IntegerField()
    client_id = serializers.UUIDField()
    author = PersonSerializer()
    text = serializers.CharField()
    flags = serializers.ListField(child=serializers.CharField(), help_text="money, elsewhere: warn the reader.")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    photos = PhotoSerializer(many=True)


class MessagePageSerializer(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = MessageSerializer(many=True)


class MessageWriteSerializer(serializers.Serializer):
    text = serializers.CharField(required=False, default="", allow_blank=True, trim_whitespace=False)
    client_id = serializers.UUIDField(help_text="Made by the sender; sending it again is the same message.")
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False, default=list)


class ReservationWriteSerializer(serializers.Serializer):
    application = serializers.UUIDField()
    alternates = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=500)


class AlternateSerializer(serializers.Serializer):
    application = serializers.UUIDField()
    rank = serializers.IntegerField()


class ReservationSerializer(serializers.Serializer):
    application = serializers.UUIDField()
    applicant = PersonSerializer()
    made_at = serializers.DateTimeField()
    sign_by = serializers.DateTimeField()
    giver_signed_at = serializers.DateTimeField(allow_null=True)
    adopter_signed_at = serializers.DateTimeField(allow_null=True)
    alternates = AlternateSerializer(many=True)


class SlotSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    capacity = serializers.IntegerField()
    free_count = serializers.IntegerField()
    who = serializers.ChoiceField(Slot.Who.choices)
    place = serializers.CharField(help_text="For the giver; others read it in their confirmed visit.")


class SlotWriteSerializer(serializers.Serializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(required=False, help_text="Cuts a window into visits of so many minutes.")
    capacity = serializers.IntegerField(default=1)
    place = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    who = serializers.ChoiceField(Slot.Who.choices, default=Slot.Who.APPLICANTS)


class BookingChangeSerializer(serializers.Serializer):
    """Either another slot, or the next state."""

    slot = serializers.IntegerField(required=False)
    state = serializers.ChoiceField([Booking.State.CONFIRMED, Booking.State.CANCELLED, *OUTCOMES], required=False)

    def validate(self, data):
        if len(data) != 1:
            raise serializers.ValidationError("Name either slot or state.")
        return data


class FollowUpSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    application = serializers.UUIDField()
    pet = serializers.CharField()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(FollowUp.State.choices)
    mood = serializers.ChoiceField([*FollowUp.Mood.choices, ("", "")])
    words = serializers.CharField()
    weight = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, help_text="kg")
    answered_at = serializers.DateTimeField(allow_null=True)
    photos = MessageSerializer.PhotoSerializer(many=True)


class FollowUpPageSerializer(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = FollowUpSerializer(many=True)


class FollowUpAnswerSerializer(serializers.Serializer):
    mood = serializers.ChoiceField(FollowUp.Mood.choices)
    words = serializers.CharField(required=False, default="", allow_blank=True)
    weight = serializers.DecimalField(max_digits=5, decimal_places=2, required=False, allow_null=True, default=None)
    story_consent = serializers.BooleanField(required=False, default=False)
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False, default=list)


class ReportWriteSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(["post", "message", "person"])
    id = serializers.CharField(max_length=40, help_text="Code of the post, number of the message, UUID of the person.")
    reason = serializers.ChoiceField(Report.Reason.choices)
    words = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class ReportSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(Report.State.choices)
    created_at = serializers.DateTimeField()
