"""The way of an application over the API: who gets what, what each sees, and that twice is once."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adoption.models import Application, Booking, Message, Report
from adoption.services import reservations, visits
from forms_builder.models import Upload
from forms_builder.services import uploads
from tests.adoption.scenes import ANSWERS, applied, liker, published, state_of
from tests.factories.accounts import UserFactory, api
from tests.factories.adoption import SlotFactory
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db
API = "/api/v1"


def jpeg(name="home.jpg"):
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def begun(post):
    """(application, client of its applicant) with a draft begun over the API."""
    person = liker(post)
    client = api(person)
    answer = client.post(f"{API}/posts/{post.uid}/applications/")
    return Application.objects.get(uid=answer.json()["id"]), client


def filled(post):
    application, client = begun(post)
    client.put(f"{API}/applications/{application.uid}/answers/", {"client": "a", "seq": 1, "changes": ANSWERS})
    return application, client


# -- who may what ------------------------------------------------------------------------------------------------------

LATER = {"starts_at": "2099-01-01T10:00:00+08:00", "ends_at": "2099-01-01T11:00:00+08:00"}
MESSAGE = {"text": "x", "client_id": uuid.UUID(int=1)}
# method, path, body, status for: a visitor, a stranger, a liker, the applicant, the giver.
TABLE = [
    ("get", "posts/{post}/form/", None, (401, 403, 200, 200, 403)),
    ("post", "posts/{post}/applications/", None, (401, 403, 200, 200, 403)),
    ("get", "applications/", None, (401, 200, 200, 200, 200)),
    ("get", "applications/{application}/", None, (401, 404, 404, 200, 200)),
    ("put", "applications/{application}/answers/", {"client": "a", "seq": 1, "changes": {}}, (401, 404, 404, 409, 403)),
    ("post", "applications/{application}/uploads/", None, (401, 404, 404, 409, 403)),
    ("put", "applications/{application}/uploads/{upload}/", None, (401, 404, 404, 404, 403)),
    ("post", "applications/{application}/submit/", None, (401, 404, 404, 200, 403)),
    ("post", "applications/{application}/transitions/", {"to": "shortlisted"}, (401, 404, 404, 403, 200)),
    ("post", "applications/{application}/transitions/", {"to": "withdrawn"}, (401, 404, 404, 200, 403)),
    ("post", "applications/{application}/invite/", None, (401, 404, 404, 403, 200)),
    ("get", "applications/{application}/messages/", None, (401, 404, 404, 200, 200)),
    ("post", "applications/{application}/messages/", MESSAGE, (401, 404, 404, 201, 201)),
    ("put", "posts/{post}/reservation/", {"application": "{application}"}, (401, 403, 403, 403, 200)),
    ("delete", "posts/{post}/reservation/", None, (401, 403, 403, 403, 409)),
    ("post", "posts/{post}/reservation/complete/", None, (401, 403, 403, 403, 409)),
    ("get", "posts/{post}/slots/", None, (401, 200, 200, 200, 200)),
    ("post", "posts/{post}/slots/", LATER, (401, 403, 403, 403, 400)),
    ("delete", "slots/{slot}/", None, (401, 403, 403, 403, 204)),
    ("post", "slots/{slot}/bookings/", None, (401, 403, 403, 201, 403)),
    ("patch", "bookings/{booking}/", {"state": "confirmed"}, (401, 404, 404, 404, 200)),
    ("delete", "bookings/{booking}/", None, (401, 404, 404, 404, 204)),
    ("get", "me/calendar.ics", None, (401, 200, 200, 200, 200)),
    ("get", "follow-ups/", None, (401, 200, 200, 200, 200)),
    ("post", "follow-ups/{follow_up}/answer/", {"mood": "fine"}, (401, 404, 404, 404, 403)),
    ("get", "uploads/{upload}/", None, (401, 404, 404, 200, 200)),
    ("get", "attachments/{application}/", None, (401, 404, 404, 404, 404)),
    ("post", "reports/", {"kind": "post", "id": "{post}", "reason": "money"}, (401, 201, 201, 201, 201)),
]  # fmt: skip
WHO = ["visitor", "stranger", "liker", "applicant", "giver"]


@pytest.fixture
def scene(settings):
    settings.REPLY_DAYS = 3
    post = published()
    application = applied(post)
    booking = visits.book(slot=SlotFactory(post=post), by=applied(post).applicant)
    home = applied(published(giver=post.giver))
    reservations.reserve(application=home, by=post.giver)
    adoption = reservations.complete(post=home.post, by=post.giver)
    upload = Upload.objects.create(
        form=post.form, question_id="q_pics", owner=application.applicant, submission=application.submission
    )
    names = {
        "post": post.uid,
        "application": application.uid,
        "slot": SlotFactory(post=post).pk,
        "booking": booking.uid,
        "follow_up": adoption.follow_ups.first().uid,
        "upload": upload.uid,
    }
    people = [None, UserFactory(), liker(post), application.applicant, post.giver]
    return names, dict(zip(WHO, people, strict=True))


@pytest.mark.parametrize(("method", "path", "body", "statuses"), TABLE)
@pytest.mark.parametrize("who", WHO)
def test_who_may_what(scene, method, path, body, statuses, who):
    names, people = scene
    body = {key: value.format(**names) if isinstance(value, str) else value for key, value in (body or {}).items()}

    response = getattr(api(people[who]), method)(f"{API}/{path.format(**names)}", body or None)

    assert response.status_code == statuses[WHO.index(who)]
    if response.status_code >= 400:
        assert (response["Content-Type"], response.json()["status"]) == (
            "application/problem+json",
            response.status_code,
        )


# -- applying ----------------------------------------------------------------------------------------------------------


def test_the_form_shows_the_questions_and_nothing_private_to_the_giver():
    post = published()

    shown = api(liker(post)).get(f"{API}/posts/{post.uid}/form/").json()

    assert [item["id"] for page in shown["definition"]["pages"] for item in page["items"]] == [
        "q_day1",
        "q_pets",
        "q_pics",
    ]
    assert (shown["form"], shown["version"]) == (post.form_id, 1)


def test_beginning_again_goes_on_with_the_same():
    post = published()
    application, client = begun(post)

    again = client.post(f"{API}/posts/{post.uid}/applications/").json()

    assert again["id"] == str(application.uid)


def test_answers_merge_and_an_older_write_of_the_same_tab_is_ignored():
    application, client = begun(published())
    url = f"{API}/applications/{application.uid}/answers/"
    writes = [
        ("a", 2, {"q_day1": "新"}),
        ("a", 1, {"q_day1": "舊", "q_pets": True}),
        ("b", 1, {"q_pets": False}),
        ("a", 3, {"q_day1": None}),
    ]

    answers = [
        client.put(url, {"client": tab, "seq": seq, "changes": changes}).json()["answers"]
        for tab, seq, changes in writes
    ]

    assert answers == [{"q_day1": "新"}, {"q_day1": "新"}, {"q_day1": "新", "q_pets": False}, {"q_pets": False}]


def test_a_question_that_the_form_does_not_have_is_refused():
    application, client = begun(published())

    response = client.put(
        f"{API}/applications/{application.uid}/answers/", {"client": "a", "seq": 1, "changes": {"q_none": 1}}
    )

    assert (response.status_code, response.json()["code"]) == (400, "unknown_questions")


def test_photos_are_added_one_by_one_and_sent_with_the_answers():
    post = published()
    application, client = filled(post)
    url = f"{API}/applications/{application.uid}"
    kept = client.post(f"{url}/uploads/", {"question": "q_pics", "file": jpeg()}, format="multipart").json()
    client.put(f"{url}/answers/", {"client": "a", "seq": 2, "changes": {"q_pics": [kept["id"]]}})

    sent = client.post(f"{url}/submit/")

    assert (kept["state"], sent.status_code, sent.json()["uploads"][0]["id"]) == ("pending", 200, kept["id"])
    assert Upload.objects.get().submission == application.submission
    assert api(post.giver).get(f"{API}/uploads/{kept['id']}/").json() == {"state": "pending", "reason": "", "url": ""}


@pytest.mark.parametrize(
    ("question", "content", "status"), [("q_pets", photo(), 400), ("q_pics", b"hello", 415), ("q_pics", b"", 400)]
)
def test_what_is_no_photo_is_refused_with_a_sentence(question, content, status):
    application, client = begun(published())
    file = SimpleUploadedFile("cat.jpg", content, "image/jpeg")

    response = client.post(
        f"{API}/applications/{application.uid}/uploads/", {"question": question, "file": file}, format="multipart"
    )

    assert (response.status_code, Upload.objects.count()) == (status, 0)
    assert response.json()["detail"]


def test_anothers_file_is_not_sent_with_ones_own_answers():
    post = published()
    other, _client = begun(post)
    stolen = uploads.accept(version=other.submission.version, question_id="q_pics", owner=other.applicant, file=jpeg())
    application, client = filled(post)
    url = f"{API}/applications/{application.uid}"
    client.put(f"{url}/answers/", {"client": "a", "seq": 2, "changes": {"q_pics": [str(stolen.uid)]}})

    response = client.post(f"{url}/submit/")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["q_pics"])


def test_what_is_missing_is_named_by_question():
    application, client = begun(published())

    response = client.post(f"{API}/applications/{application.uid}/submit/")

    assert (response.status_code, sorted(response.json()["errors"])) == (400, ["q_day1", "q_pets"])


def test_sending_with_one_key_twice_is_one_application_and_one_answer():
    application, client = filled(published())
    url = f"{API}/applications/{application.uid}/submit/"

    first, second = (client.post(url, headers={"Idempotency-Key": "k1"}) for _ in range(2))

    assert (first.status_code, second.status_code, second["Idempotency-Replayed"]) == (200, 200, "true")
    assert first.json() == second.json()
    assert application.events.count() == 1


def test_a_post_that_paused_meanwhile_keeps_the_draft():
    post = published()
    application, client = filled(post)
    post.state = "paused"
    post.save()

    response = client.post(f"{API}/applications/{application.uid}/submit/")

    assert (response.status_code, response.json()["code"], state_of(application)) == (409, "not_taking", "draft")


# -- what each sees ----------------------------------------------------------------------------------------------------


def test_a_draft_is_the_applicants_alone():
    post = published()
    application, _client = filled(post)

    assert api(post.giver).get(f"{API}/applications/{application.uid}/").status_code == 404


def test_the_givers_first_look_is_the_read_receipt():
    post = published()
    application = applied(post)

    api(application.applicant).get(f"{API}/applications/{application.uid}/")
    before = state_of(application)
    seen = api(post.giver).get(f"{API}/applications/{application.uid}/").json()

    assert (before, seen["state"], seen["role"]) == ("submitted", "under_review", "giver")


def test_after_withdrawing_the_giver_sees_name_date_and_state_but_no_answer():
    post = published()
    application, client = filled(post)
    url = f"{API}/applications/{application.uid}/"
    client.post(f"{url}submit/")
    before = api(post.giver).get(url).json()["answers"]
    client.post(f"{url}transitions/", {"to": "withdrawn"})

    seen, own = api(post.giver).get(url).json(), client.get(url).json()

    assert (before, seen["answers"], own["answers"]) == (ANSWERS, {}, ANSWERS)
    assert (seen["state"], seen["applicant"]["name"]) == ("withdrawn", application.applicant.name)


def test_nothing_of_the_givers_notes_reaches_the_applicant():
    post = published()
    application = applied(post)
    application.submission.reviews.create(reviewer=post.giver, score=2, note="不太放心")

    seen = api(application.applicant).get(f"{API}/applications/{application.uid}/").content.decode()

    assert ("不太放心" in seen, "score" in seen) == (False, False)


@pytest.mark.parametrize("path", ["applications/", "applications/?role=giver", "follow-ups/"])
def test_lists_ask_the_same_number_of_queries_however_long_they_are(django_assert_max_num_queries, path):
    giver = UserFactory()
    client = api(giver)

    def more():
        post = published(giver=giver)
        reservations.reserve(application=applied(post), by=giver)
        reservations.complete(post=post, by=giver)

    more()
    with django_assert_max_num_queries(30) as one:
        client.get(f"{API}/{path}")
    more()
    more()
    with django_assert_max_num_queries(len(one)):
        answer = client.get(f"{API}/{path}").json()

    assert len(answer["results"]) >= 3


def test_a_list_is_narrowed_by_role_state_and_post():
    giver = UserFactory()
    post, other = published(giver=giver), published(giver=giver)
    applied(post), applied(post, "shortlisted"), applied(other)
    applied(published(), applicant=giver)
    client = api(giver)

    counts = [
        len(client.get(f"{API}/applications/{query}").json()["results"])
        for query in ("", "?role=giver", "?role=applicant", f"?post={post.uid}", "?state=shortlisted")
    ]

    assert counts == [4, 3, 1, 2, 1]


# -- deciding ----------------------------------------------------------------------------------------------------------


def test_declining_without_a_reason_names_the_field():
    post = published()
    application = applied(post)

    response = api(post.giver).post(f"{API}/applications/{application.uid}/transitions/", {"to": "declined"})

    assert (response.status_code, list(response.json()["errors"])) == (400, ["reason"])


def test_the_promise_names_its_alternates_and_the_second_decision_hears_why():
    post = published()
    chosen, second, third = applied(post), applied(post), applied(post)
    client, url = api(post.giver), f"{API}/posts/{post.uid}/reservation/"

    made = client.put(url, {"application": chosen.uid, "alternates": [third.uid]}).json()
    again = client.put(url, {"application": second.uid})

    assert [(one["application"], one["rank"]) for one in made["alternates"]] == [
        (str(third.uid), 1),
        (str(second.uid), 2),
    ]
    assert (again.status_code, again.json()["code"]) == (409, "already_reserved")


def test_the_whole_way_home():
    post = published()
    application, client = filled(post)
    giver = api(post.giver)
    client.post(f"{API}/applications/{application.uid}/submit/")
    giver.post(f"{API}/applications/{application.uid}/invite/")
    slot = SlotFactory(post=post)
    visit = client.post(f"{API}/slots/{slot.pk}/bookings/").json()
    giver.put(f"{API}/posts/{post.uid}/reservation/", {"application": application.uid})
    home = giver.post(f"{API}/posts/{post.uid}/reservation/complete/").json()

    planned = client.get(f"{API}/follow-ups/").json()["results"]

    assert (visit["state"], visit["place"]) == ("confirmed", slot.place)
    assert (home["state"], len(planned)) == ("adopted", 4)


def test_a_taken_time_is_a_clear_409():
    post = published()
    slot = SlotFactory(post=post)
    first, second = (api(applied(post).applicant) for _ in range(2))

    statuses = [client.post(f"{API}/slots/{slot.pk}/bookings/").status_code for client in (first, second)]

    assert (statuses, Booking.objects.count()) == ([201, 409], 1)


def test_the_place_of_a_time_is_the_givers_until_a_visit_is_confirmed():
    post = published()
    SlotFactory(post=post)

    places = [
        api(person).get(f"{API}/posts/{post.uid}/slots/").json()[0]["place"]
        for person in (post.giver, applied(post).applicant)
    ]

    assert places == ["文山區木柵路一段 1 號", ""]


def test_a_message_with_a_photo_and_the_same_message_again():
    application = applied(published())
    client, mark = api(application.applicant), str(uuid.uuid4())
    url = f"{API}/applications/{application.uid}/messages/"

    first = client.post(url, {"text": "陽台", "client_id": mark, "files": [jpeg()]}, format="multipart")
    again = client.post(url, {"text": "陽台", "client_id": mark})

    assert (first.status_code, first.json()["photos"][0]["state"], again.json()["id"]) == (
        201,
        "pending",
        first.json()["id"],
    )
    assert Message.objects.count() == 1
    photo_id = first.json()["photos"][0]["id"]
    statuses = [
        api(person).get(f"{API}/attachments/{photo_id}/").status_code
        for person in (application.post.giver, application.applicant, UserFactory())
    ]
    assert statuses == [200, 200, 404]


def test_what_one_does_not_see_one_does_not_report():
    hidden = published(visibility="private")
    message = Message.objects.create(conversation=applied(published()).conversation, author=UserFactory(), text="x")
    client = api(UserFactory())

    statuses = [
        client.post(f"{API}/reports/", {"kind": kind, "id": str(name), "reason": "other"}).status_code
        for kind, name in (
            ("post", hidden.uid),
            ("message", message.pk),
            ("person", "nobody"),
            ("person", uuid.uuid4()),
        )
    ]

    assert (statuses, Report.objects.count()) == ([404] * 4, 0)


def test_the_calendar_is_a_calendar():
    post = published()
    booking = visits.book(slot=SlotFactory(post=post), by=applied(post).applicant)

    response = api(booking.adopter).get(f"{API}/me/calendar.ics", headers={"Accept": "text/calendar"})

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.decode().count("BEGIN:VEVENT") == 1
