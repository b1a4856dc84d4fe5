"""My forms, the editor's page, its preview: who may, what stands there, and that opening changes nothing."""

import json
import re

import pytest

from forms_builder import permissions
from forms_builder.models import Form, Share
from forms_builder.services import forms, versions
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.forms import FormFactory
from tests.forms_builder.definitions import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


def shared(form, *rights, **person):
    """A collaborator with exactly these rights."""
    user = UserFactory(**person)
    Share.objects.create(form=form, email=user.email, user=user, rights=list(rights))
    permissions.grant(form=form, user=user, rights=rights)
    return user


def data_of(response):
    island = re.search(r'<script id="builder-data" type="application/json">(.*?)</script>', response.content.decode())
    return json.loads(island.group(1))


@pytest.mark.parametrize(
    ("who", "method", "route", "status"),
    [
        ("owner", "get", "edit/", 200),
        ("owner", "get", "preview/", 200),
        ("owner", "get", "results/", 200),
        ("owner", "get", "results/?view=summary", 200),
        ("owner", "post", "publish/", 302),
        ("owner", "post", "copy/", 302),
        ("owner", "post", "close/", 302),
        ("owner", "post", "reopen/", 302),
        ("owner", "get", "publish/", 200),
        ("reader", "get", "edit/", 403),
        ("reader", "get", "preview/", 200),
        ("reader", "get", "results/", 200),
        ("reader", "post", "publish/", 403),
        ("reader", "post", "close/", 403),
        ("editor", "get", "edit/", 200),
        ("editor", "get", "results/", 403),
        ("editor", "post", "publish/", 403),
        ("stranger", "get", "edit/", 404),
        ("stranger", "get", "preview/", 404),
        ("stranger", "get", "results/", 404),
        ("stranger", "post", "publish/", 404),
        ("stranger", "post", "copy/", 404),
        ("nobody", "get", "edit/", 302),
        ("nobody", "get", "results/", 302),
        ("nobody", "post", "publish/", 302),
    ],
)
def test_who_may_do_what(client, form, owner, who, method, route, status):
    person = {
        "owner": owner,
        "reader": shared(form, "view_results"),
        "editor": shared(form, "edit_form"),
        "stranger": UserFactory(),
        "nobody": None,
    }[who]
    if person:
        sign_in(client, person)

    response = getattr(client, method)(f"/forms/{form.pk}/{route}")

    assert response.status_code == status


def test_opening_the_editor_changes_nothing(client, form, owner):
    sign_in(client, owner)
    before = Form.objects.values().get(pk=form.pk)

    client.get(f"/forms/{form.pk}/edit/")

    assert Form.objects.values().get(pk=form.pk) == before


def test_the_editor_gets_the_draft_and_what_may_never_come_back(client, owner):
    form = FormFactory(owner=owner)
    form.draft["pages"][0]["items"].pop()
    form.save(update_fields=["draft"])
    sign_in(client, owner)

    data = data_of(client.get(f"/forms/{form.pk}/edit/"))

    assert data["definition"] == form.draft
    assert data["retired"] == ["q_pics"]
    assert data["published"] == ["q_day1", "q_pets", "q_pics"]


def test_words_that_look_like_markup_stay_words(client, form, owner):
    form.draft["pages"][0]["items"][0]["label"] = "</script><script>alert(1)</script>"
    form.save(update_fields=["draft"])
    sign_in(client, owner)

    body = client.get(f"/forms/{form.pk}/edit/").content.decode()

    assert "<script>alert(1)" not in body


@pytest.mark.parametrize("slug", ["dog", "cat", "small_animal"])
def test_a_form_starts_from_a_template_in_the_chosen_language(client, owner, slug):
    sign_in(client, owner)

    response = client.post("/forms/new/", {"template": slug, "language": "en"})

    form = Form.objects.get(owner=owner)
    assert response.url == f"/forms/{form.pk}/edit/"
    assert (form.draft["language"], list(form.draft["translations"])) == ("en", ["zh-hant"])


def test_an_empty_form_has_one_page_to_begin_on(client, owner):
    sign_in(client, owner)

    client.post("/forms/new/", {"template": "", "language": "zh-hant"})

    assert [page["items"] for page in Form.objects.get(owner=owner).draft["pages"]] == [[]]


def test_an_unknown_template_is_refused_kindly(client, owner):
    sign_in(client, owner)

    response = client.post("/forms/new/", {"template": "unicorn", "language": "en"}, follow=True)

    assert response.status_code == 200
    assert Form.objects.count() == 0


def test_publishing_without_scripts_lists_all_problems(client, form, owner):
    form.draft["pages"][0]["items"][0]["label"] = ""
    form.draft["pages"][0]["items"][1]["label"] = ""
    form.save(update_fields=["draft"])
    sign_in(client, owner)

    response = client.post(f"/forms/{form.pk}/publish/")

    links = re.findall(r'class="error-summary__link" href="#(\w+)"', response.content.decode())
    assert (response.status_code, links) == (400, ["q_name", "q_why"])


def test_the_preview_is_drawn_by_the_real_forms_templates(client, owner):
    form = forms.from_template(owner=owner, slug="cat", language="zh-hant")
    sign_in(client, owner)

    body = client.get(f"/forms/{form.pk}/preview/?page=p_home&language=en").content.decode()

    assert re.findall(r'data-question="(q_home_\w+)"', body)[:2] == ["q_home_owned", "q_home_landlord_consent"]
    assert "Who owns the home you live in?" in body


@pytest.mark.parametrize("kind", ["single_choice", "consent", "repeat", "photo", "note", "scale", "heading"])
def test_a_half_written_question_is_no_error_in_the_preview(client, form, owner, kind):
    form.draft["pages"][0]["items"] = [{"id": "q_half", "type": kind}]
    form.save(update_fields=["draft"])
    sign_in(client, owner)

    assert client.get(f"/forms/{form.pk}/preview/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(client, owner, count, django_assert_max_num_queries):
    for _number in range(count):
        FormFactory(owner=owner)
        shared(FormFactory(), "view_results")
    sign_in(client, owner)

    with django_assert_max_num_queries(9):
        response = client.get("/forms/")

    assert len(response.context["own"]) == count


def test_the_answers_of_a_form_are_offered_once_it_was_live(client, form, owner):
    sign_in(client, owner)
    before = client.get("/forms/").content.decode()

    versions.publish(form=form, by=owner)
    after = client.get("/forms/").content.decode()

    assert [f"/forms/{form.pk}/results/" in page for page in (before, after)] == [False, True]


def test_a_shared_form_stands_apart_with_its_rights(client, form):
    sign_in(client, shared(form, "view_results"))

    response = client.get("/forms/")

    assert response.context["own"] == []
    assert [row.rights for row in response.context["shared"]] == [frozenset({"view_results"})]


def test_only_our_own_pages_may_frame_the_preview(client, owner, form):
    sign_in(client, owner)

    preview, editor = client.get(f"/forms/{form.pk}/preview/"), client.get(f"/forms/{form.pk}/edit/")

    policies = [answer["Content-Security-Policy"].split("; ") for answer in (preview, editor)]
    assert [answer["X-Frame-Options"] for answer in (preview, editor)] == ["SAMEORIGIN", "DENY"]
    assert ["frame-ancestors 'self'" in policy for policy in policies] == [True, False]
