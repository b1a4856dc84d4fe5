"""Pictures on options: from the editor to the form that applicants see, and away when nobody names them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import file_removing
from forms_builder.definition import public_projection
from forms_builder.models import Picture
from forms_builder.rendering import form_pages
from forms_builder.selectors.pictures import with_links
from forms_builder.services import drafts, forms, pictures, versions
from forms_builder.tasks.pictures import render_picture
from petbuddy import storage
from tests.factories.accounts import UserFactory, api, sign_in
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

pytestmark = pytest.mark.django_db


def jpeg(name="sofa.jpg"):
    stream = BytesIO()
    Image.new("RGB", (900, 700), "teal").save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    draft = small()
    choices = [{"id": "c_sofa", "label": "Sofa"}, {"id": "c_bed1", "label": "Bed"}]
    item = {"id": "q_nest", "type": "single_choice", "label": "Where?", "display": "cards", "choices": choices}
    draft["pages"][0]["items"].append(item)
    return forms.create(owner=owner, title="Adopt Mikan", definition=draft)


@pytest.fixture
def picture(form, owner):
    """Ready, and named by the draft."""
    made = pictures.add(form=form, by=owner, file=jpeg())
    render_picture(made.pk)
    ops = [{"op": "set", "id": "c_sofa", "prop": "image", "value": str(made.uid)}]
    drafts.apply(form=form, by=owner, base_rev=1, ops=ops)
    made.refresh_from_db()
    form.refresh_from_db()
    return made


def test_applicants_see_it_on_its_option_and_nowhere_else(form, picture):
    [page] = form_pages(form.draft, {}, language="en")

    options = page["items"][2]["options"]
    assert [option["picture"] and option["picture"]["url"] for option in options] == [
        f"/forms/pictures/{picture.uid}/",
        None,
    ]


def test_one_that_is_not_ready_leaves_the_option_as_words(form, owner):
    made = pictures.add(form=form, by=owner, file=jpeg())
    ops = [{"op": "set", "id": "c_sofa", "prop": "image", "value": str(made.uid)}]
    drafts.apply(form=form, by=owner, base_rev=1, ops=ops)
    form.refresh_from_db()

    [page] = form_pages(form.draft, {}, language="en")

    assert page["items"][2]["options"][0]["picture"] is None


def test_a_form_without_pictures_asks_the_database_nothing(form, django_assert_num_queries):
    with django_assert_num_queries(0):
        form_pages(form.draft, {}, language="en")


def test_it_is_drawn_in_the_preview_and_opens_for_whoever_has_the_form(client, form, picture, owner):
    sign_in(client, owner)

    page = client.get(reverse("forms:preview", args=[form.pk]), {"language": "en"})
    opened = client.get(f"/forms/pictures/{picture.uid}/")

    assert f'src="/forms/pictures/{picture.uid}/"' in page.content.decode()
    assert opened.status_code == 302


def test_strangers_without_an_account_do_not_see_it(client, picture):
    assert client.get(f"/forms/pictures/{picture.uid}/").url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("who", "listed", "sent"),
    [("owner", 200, 201), ("editor", 200, 201), ("reader", 403, 403), ("stranger", 404, 404), ("nobody", 401, 401)],
)
def test_who_may_add_one(form, owner, who, listed, sent):
    people = {"owner": owner, "stranger": UserFactory(), "nobody": None}
    rights = {"editor": "edit_form", "reader": "view_results"}
    client = api(shared(form, rights[who]) if who in rights else people[who])
    address = f"/api/v1/forms/{form.pk}/pictures/"

    assert client.get(address).status_code == listed
    assert client.post(address, {"file": jpeg()}, format="multipart").status_code == sent


def test_what_is_no_picture_is_refused(form, owner):
    script = SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")

    answer = api(owner).post(f"/api/v1/forms/{form.pk}/pictures/", {"file": script}, format="multipart")

    assert answer.status_code in (400, 415)
    assert Picture.objects.count() == 0


def test_one_that_a_copy_or_an_old_version_shows_is_kept(form, picture, owner):
    versions.publish(form=form, by=owner)
    drafts.apply(form=form, by=owner, base_rev=2, ops=[{"op": "set", "id": "c_sofa", "prop": "image", "value": None}])

    assert pictures.reap_unnamed(timezone.now() + timedelta(days=60)) == 0


def test_one_that_nobody_names_goes_after_a_month_with_its_files(form, picture, owner):
    drafts.apply(form=form, by=owner, base_rev=2, ops=[{"op": "set", "id": "c_sofa", "prop": "image", "value": None}])
    before = pictures.reap_unnamed(timezone.now() + timedelta(days=30))

    after = pictures.reap_unnamed(timezone.now() + timedelta(days=32))
    file_removing.remove_due()

    assert (before, after, Picture.objects.count()) == (0, 1, 0)
    assert storage.exists(storage.private_storage(), picture.key) is False


def test_pictures_that_are_shown_do_not_hide_the_loose_ones_behind_them(form, picture, owner, monkeypatch):
    monkeypatch.setattr(pictures, "REAPED_AT_ONCE", 1)
    pictures.add(form=form, by=owner, file=jpeg())

    count = pictures.reap_unnamed(timezone.now() + timedelta(days=32))

    assert (count, list(Picture.objects.all())) == (1, [picture])


def test_whoever_leaves_takes_her_pictures_along_save_those_that_a_form_shows(form, picture, owner):
    pictures.add(form=form, by=owner, file=jpeg())

    pictures.remove_unnamed_of(owner=owner)

    assert list(Picture.objects.values_list("uid", "name")) == [(picture.uid, "")]


def test_a_projection_says_where_a_picture_is_and_the_definition_stays(client, form, picture):
    shown = with_links(public_projection(form.draft, "en"))

    sofa, bed = shown["pages"][0]["items"][2]["choices"]
    sent = client.get(sofa["image_url"])
    assert sofa["image"] == str(picture.uid)
    assert (sent.status_code, sent.headers["Content-Type"]) == (200, "image/webp")
    assert "image_url" not in bed
    assert "image_url" not in form.draft["pages"][0]["items"][2]["choices"][0]


def test_a_picture_that_is_not_ready_has_no_address_yet(form, owner):
    made = pictures.add(form=form, by=owner, file=jpeg())
    ops = [{"op": "set", "id": "c_sofa", "prop": "image", "value": str(made.uid)}]
    drafts.apply(form=form, by=owner, base_rev=1, ops=ops)
    form.refresh_from_db()

    shown = with_links(public_projection(form.draft, "en"))

    assert shown["pages"][0]["items"][2]["choices"][0] == {"id": "c_sofa", "label": "Sofa", "image": str(made.uid)}
