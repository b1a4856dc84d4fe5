"""The pages of one's own templates."""

import pytest
from django.urls import reverse

from forms_builder.models import Form, Template
from forms_builder.services import forms, templates
from tests.factories.accounts import UserFactory, sign_in
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import data_of, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("editor", 200), ("reader", 403), ("stranger", 404), ("nobody", 302)]
)
def test_who_may_keep_a_form(client, form, owner, who, status):
    people = {"owner": owner, "editor": shared(form, "edit_form"), "reader": shared(form, "view_results")}
    people["stranger"] = UserFactory()
    if who in people:
        sign_in(client, people[who])

    assert client.get(reverse("forms:keep", args=[form.pk])).status_code == status


def test_a_page_is_kept_listed_and_stands_in_the_editor(client, form, owner):
    sign_in(client, owner)

    answer = client.post(reverse("forms:keep", args=[form.pk]), {"title": "About you", "page_id": "p_one"})

    kept = Template.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("forms:templates"))
    [row] = client.get(answer.url).context["rows"]
    assert (row.template, row.question_count, row.page_count) == (kept, 2, 1)
    editor = client.get(reverse("forms:edit", args=[form.pk]))
    assert f'data-add-group="{kept.slug}"' in editor.content.decode()
    assert data_of(editor)["groups"][-1]["key"] == kept.slug


@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "page_id": "whole"},
        {"title": "x" * 121, "page_id": "whole"},
        {"title": "x", "page_id": "p_gone"},
        {"title": "x"},
    ],
)
def test_what_can_not_be_kept_is_said(client, form, owner, given):
    sign_in(client, owner)

    page = client.post(reverse("forms:keep", args=[form.pk]), given)

    assert (page.status_code, Template.objects.count()) == (400, 0)


def test_a_whole_form_is_kept(client, form, owner):
    sign_in(client, owner)

    client.post(reverse("forms:keep", args=[form.pk]), {"title": "All of it", "page_id": "whole"})

    assert Template.objects.get().definition == form.draft


def test_a_form_starts_from_ones_own(client, form, owner):
    kept = templates.keep(form=form, by=owner, title="Mine")
    sign_in(client, owner)

    offered = client.get(reverse("forms:index")).content.decode()
    client.post(reverse("forms:start"), {"template": kept.slug, "language": "en"})

    assert f'value="{kept.slug}"' in offered
    assert Form.objects.filter(owner=owner, title="Mine").count() == 1


def test_nobody_starts_from_anothers(client, form, owner):
    kept = templates.keep(form=form, by=owner)
    stranger = UserFactory()
    sign_in(client, stranger)

    client.post(reverse("forms:start"), {"template": kept.slug, "language": "en"})

    assert Form.objects.filter(owner=stranger).count() == 0


def test_names_change_and_templates_go_by_their_owners_hand_alone(client, form, owner):
    kept = templates.keep(form=form, by=owner)
    rename, remove = (reverse(f"forms:template-{act}", args=[kept.slug]) for act in ("rename", "remove"))

    sign_in(client, UserFactory())
    foreign = [client.post(address, {"title": "Hers"}).status_code for address in (rename, remove)]
    sign_in(client, owner)
    client.post(rename, {"title": "Barn"})
    renamed = Template.objects.get().title
    client.post(rename, {"title": ""})
    client.post(remove)

    assert (foreign, renamed, Template.objects.count()) == ([404, 404], "Barn", 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many(client, form, owner, count, django_assert_max_num_queries):
    for number in range(count):
        templates.keep(form=form, by=owner, title=f"T{number}")
    sign_in(client, owner)
    client.get(reverse("forms:templates"))

    with django_assert_max_num_queries(4):
        client.get(reverse("forms:templates"))
