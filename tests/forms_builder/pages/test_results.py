"""The pages of results: who may open which, what stands there, and at what price."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils import timezone

from accounts.models import AuditEntry
from forms_builder.models import Review, Share, Upload
from forms_builder.permissions import grant
from forms_builder.services import retention, submissions
from petbuddy.streaming import Download
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.test_exporting import add_file

pytestmark = pytest.mark.django_db
SECRET, NOTE = "標記甲電話", "標記乙筆記"


@pytest.fixture
def form():
    return FormFactory(draft=pets())


@pytest.fixture
def sent(form):
    sheet = send(form, name="Yi-Chun", q_home="c_flat", q_phone=SECRET, q_why="Company")
    Review.objects.create(submission=sheet, reviewer=form.owner, score=4, note=NOTE)
    return sheet


def collaborator(form, *rights, expires_at=None):
    user = UserFactory()
    Share.objects.create(form=form, email=user.email, user=user, rights=rights, expires_at=expires_at)
    grant(form=form, user=user, rights=rights)
    return user


def person(form, sent, who):
    yesterday = timezone.now() - timedelta(days=1)
    people = {
        "owner": lambda: form.owner,
        "editor": lambda: collaborator(form, "edit_form"),
        "viewer": lambda: collaborator(form, "view_results"),
        "reviewer": lambda: collaborator(form, "view_results", "review_results"),
        "exporter": lambda: collaborator(form, "view_results", "export_results"),
        "deleter": lambda: collaborator(form, "view_results", "delete_results"),
        "former helper": lambda: collaborator(form, "view_results", "export_results", expires_at=yesterday),
        "respondent": lambda: sent.respondent,
        "stranger": UserFactory,
        "operator": lambda: UserFactory(superuser=True),
    }
    return people[who]()


READ = ("", "?view=summary", "{uid}/", "compare/?who={uid}&who={other}", "print/")
STRANGERS = ("former helper", "respondent", "stranger", "operator")
WHO_MAY = [
    *(("get", route, who, 200) for route in READ for who in ("owner", "viewer", "reviewer", "exporter", "deleter")),
    *(("get", route, "editor", 403) for route in READ),
    *(("get", "export/?format=csv", who, 403) for who in ("editor", "viewer", "reviewer", "deleter")),
    *(("get", "export/?format=csv", who, 200) for who in ("owner", "exporter")),
    *(("get", "export/?format=zip", who, 403) for who in ("editor", "viewer", "reviewer", "deleter")),
    *(("post", "{uid}/review/", who, 403) for who in ("editor", "viewer", "exporter", "deleter")),
    *(("post", "{uid}/review/", who, 302) for who in ("owner", "reviewer")),
    *(("post", "delete/", who, 403) for who in ("editor", "viewer", "reviewer", "exporter")),
    *(("post", "delete/", who, 302) for who in ("owner", "deleter")),
    *(("get", route, who, 404) for route in (*READ, "export/?format=csv", "delete/?who={uid}") for who in STRANGERS),
    *(("post", route, who, 404) for route in ("{uid}/review/", "delete/") for who in STRANGERS),
]


@pytest.mark.parametrize(("method", "route", "who", "status"), WHO_MAY)
def test_who_may_do_what(client, form, sent, method, route, who, status):
    other = send(form, name="Wei")
    sign_in(client, person(form, sent, who))
    data = {"who": str(sent.uid), "score": "5", "note": ""} if method == "post" else {}

    answer = getattr(client, method)(
        f"/forms/{form.pk}/results/{route.format(uid=sent.uid, other=other.uid)}", data or None
    )

    assert answer.status_code == status


@pytest.mark.parametrize("route", ["", "{uid}/", "print/?who={uid}", "compare/?who={uid}&who={other}"])
def test_private_answers_scores_and_notes_are_not_in_the_page_of_whoever_may_not_see_them(client, form, sent, route):
    other = send(form, name="Wei")
    sign_in(client, collaborator(form, "view_results"))

    page = client.get(f"/forms/{form.pk}/results/{route.format(uid=sent.uid, other=other.uid)}").content.decode()

    assert [words in page for words in ("Company", SECRET, NOTE)] == [True, False, False]


@pytest.mark.parametrize("route", ["{uid}/", "{uid}/review/"])
def test_an_answer_sheet_of_another_form_is_missing(client, form, route):
    foreign = send(FormFactory(draft=pets()))
    sign_in(client, form.owner)

    answer = (
        client.post(f"/forms/{form.pk}/results/{route.format(uid=foreign.uid)}")
        if "review" in route
        else (client.get(f"/forms/{form.pk}/results/{route.format(uid=foreign.uid)}"))
    )

    assert answer.status_code == 404


def test_foreign_sheets_are_not_compared_nor_deleted(client, form, sent):
    foreign = send(FormFactory(draft=pets()), q_why="Foreign")
    sign_in(client, form.owner)

    compared = client.get(f"/forms/{form.pk}/results/compare/?who={sent.uid}&who={foreign.uid}")
    deleted = client.post(f"/forms/{form.pk}/results/delete/", {"who": [str(sent.uid), str(foreign.uid)]})

    sent.refresh_from_db()
    foreign.refresh_from_db()
    assert (compared.status_code, deleted.status_code) == (302, 404)
    assert "Company" in sent.answers["q_why"]
    assert foreign.answers == {"q_why": "Foreign"}


@pytest.mark.parametrize(
    "query",
    ["?since=yesterday", "?version=x", "?sort=nonsense", "?answer=q_home", "?page=-1", "?col=x", "?score=99", "?q=%00"],
)
def test_a_filter_that_is_none_is_no_error(client, form, sent, query):
    sign_in(client, form.owner)

    answer = client.get(f"/forms/{form.pk}/results/{query}")

    assert answer.status_code == 200
    assert "Yi-Chun" in answer.content.decode()


def test_two_to_four_are_put_side_by_side(client, form):
    people = [send(form, name=f"P{number}", q_home="c_flat", q_calm=number) for number in range(5)]
    sign_in(client, form.owner)

    def asked(count):
        query = "&".join(f"who={one.uid}" for one in people[:count])
        return client.get(f"/forms/{form.pk}/results/compare/?{query}")

    assert [asked(count).status_code for count in range(1, 6)] == [302, 200, 200, 200, 302]
    compared = asked(3).context["compared"]
    assert {line.column.id: line.is_marked for line in compared.lines} == {"q_home": False, "q_calm": True}


def test_a_review_is_kept_and_one_returns(client, form, sent):
    sign_in(client, form.owner)
    back = f"/forms/{form.pk}/results/compare/?who={sent.uid}"

    answer = client.post(f"/forms/{form.pk}/results/{sent.uid}/review/", {"score": "2", "note": "Hm", "next": back})

    assert (answer.status_code, answer["Location"]) == (302, back)
    assert Review.objects.values_list("score", "note").get() == (2, "Hm")


def test_a_review_that_is_none_keeps_what_was_typed(client, form, sent):
    sign_in(client, form.owner)

    answer = client.post(f"/forms/{form.pk}/results/{sent.uid}/review/", {"score": "9", "note": "Typed"})

    assert answer.status_code == 400
    assert "Typed" in answer.content.decode()


def test_deleting_asks_first(client, form, sent):
    sign_in(client, form.owner)

    asked = client.get(f"/forms/{form.pk}/results/delete/?who={sent.uid}")

    sent.refresh_from_db()
    assert "Yi-Chun" in asked.content.decode()
    assert sent.answers["q_why"] == "Company"


@pytest.mark.parametrize("end", ["withheld", "purged"])
def test_the_page_says_why_nothing_can_be_read(client, form, sent, end):
    if end == "withheld":
        submissions.withhold(submission=sent)
    else:
        retention.forget(submission=sent, now=timezone.now())
    sign_in(client, form.owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    table = client.get(f"/forms/{form.pk}/results/").content.decode()
    sheet = client.get(f"/forms/{form.pk}/results/{sent.uid}/").content.decode()

    said = {"withheld": "The answers were taken back", "purged": "The answers are no longer kept"}[end]
    assert [said in page for page in (table, sheet)] == [True, True]
    assert ["Company" in page for page in (table, sheet)] == [False, False]


def test_where_an_application_stands_is_for_the_giver_of_the_pet_alone(client):
    post = PostFactory(published=True)
    application = ApplicationFactory(post=post, submitted=True)
    form = application.submission.version.form
    sign_in(client, post.giver)
    own, own_paper = (client.get(f"/forms/{form.pk}/results/{page}").content.decode() for page in ("", "print/"))
    sign_in(client, collaborator(form, "view_results"))

    other, other_paper = (client.get(f"/forms/{form.pk}/results/{page}").content.decode() for page in ("", "print/"))

    assert [f"application={application.uid}" in page for page in (own, other)] == [True, False]
    assert [f"<p>{post.name}・" in page for page in (own_paper, other_paper)] == [True, False]


@pytest.mark.parametrize(
    "view", ["", "?view=summary", "?q=home", "?answer=q_home%3Dc_flat", "?sort=score", "print/", "{uid}/"]
)
def test_the_pages_cost_the_same_however_many_sent(client, form, view, django_assert_max_num_queries):
    sheet = send(form, q_home="c_flat", q_why="home 0")
    sign_in(client, form.owner)
    address = f"/forms/{form.pk}/results/{view.format(uid=sheet.uid)}"
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    for number in range(2):
        send(form, q_home="c_flat", q_why=f"home {number}", sent_at=sheet.submitted_at - timedelta(hours=1 + number))

    with django_assert_max_num_queries(len(one.captured_queries) + (1 if "uid" in view else 0)):
        response = client.get(address)

    assert response.status_code == 200


# -- Files -------------------------------------------------------------------------------------------------------------


def test_an_export_is_streamed_in_the_language_of_whoever_asked(client, form, sent):
    sign_in(client, form.owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"

    answer = client.get(f"/forms/{form.pk}/results/export/?format=csv")

    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline=""))
    assert answer.streaming
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")
    assert (row["稱呼"], row["Why?"], row["狀態"]) == ("Yi-Chun", "Company", "已送出")


def test_an_export_takes_the_filter_along(client, form, sent):
    send(form, name="Wei", q_home="c_house")
    sign_in(client, form.owner)

    answer = client.get(f"/forms/{form.pk}/results/export/?format=csv&answer=q_home%3Dc_house").getvalue().decode()

    assert ["Wei" in answer, "Yi-Chun" in answer] == [True, False]


def test_the_files_come_as_one_archive(client, form, sent):
    add_file(sent, "q_pics", b"room")
    sign_in(client, form.owner)

    answer = client.get(f"/forms/{form.pk}/results/export/?format=zip")

    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).read("Yi-Chun-Your rooms-1.webp") == b"room"


def test_a_download_is_made_while_it_is_sent_under_asgi_too():
    """Django would read an ordinary stream to its end before the first byte."""
    made = []

    def pieces():
        for number in range(3):
            made.append(number)
            yield b"%d" % number

    answer = Download(pieces(), name="a.csv", content_type="text/csv")

    async def read():
        return [(piece, len(made)) async for piece in answer]

    assert async_to_sync(read)() == [(b"0", 1), (b"1", 2), (b"2", 3)]


def test_an_export_without_the_right_leaves_no_trace_of_one(client, form, sent):
    sign_in(client, collaborator(form, "view_results"))

    client.get(f"/forms/{form.pk}/results/export/?format=csv")

    assert not AuditEntry.objects.filter(action="results.exported").exists()


def test_no_page_of_results_has_a_style_or_script_of_its_own(client, form, sent):
    sign_in(client, form.owner)
    routes = ["", "?view=summary", f"{sent.uid}/", "print/", f"delete/?who={sent.uid}"]

    pages = [client.get(f"/forms/{form.pk}/results/{route}").content.decode() for route in routes]

    assert [re.findall(r"\sstyle=|\son\w+=\"|<style", page) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("route", ["?", "{uid}/", "compare/?who={uid}&who={other}", "print/"])
@pytest.mark.parametrize(
    ("asked", "words"), [(True, "讀不出來，已請對方補上另一個"), (False, "讀不出來")], ids=["asked again", "not asked"]
)
def test_a_file_that_could_not_be_read_is_said_to_whoever_reads(client, form, sent, route, asked, words):
    at = timezone.now() if asked else None
    add_file(sent, "q_pics", name="a.jpg")
    sent.save()
    Upload.objects.update(state="rejected", reason="corrupt", asked_again_at=at)
    other = send(form, q_home="c_flat")
    sign_in(client, form.owner)

    page = client.get(f"/forms/{form.pk}/results/{route.format(uid=sent.uid, other=other.uid)}").content.decode()

    assert (words in page, "已請對方" in page, "a.jpg" in page) == (True, asked, False)
