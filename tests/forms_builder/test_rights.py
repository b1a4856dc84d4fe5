"""Every page and operation of a form asks exactly one of the eight rights: a table, asked with each right alone."""

import re

import pytest

from forms_builder.models import Share, Submission
from forms_builder.rights import RIGHTS, completed
from forms_builder.services import drafts, shares, versions
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory

pytestmark = pytest.mark.django_db

ANY = None  # whoever may know of the form
WHOLE = ("edit_form", "publish_form")  # who works on the questions, or publishes them
PAGES = [
    ("get", "preview/", {}, ANY),
    ("post", "copy/", {}, ANY),
    ("get", "edit/", {}, "edit_form"),
    ("get", "test/", {}, WHOLE),
    ("get", "history/", {}, WHOLE),
    ("post", "history/1/restore/", {}, "edit_form"),
    ("get", "publish/", {}, "publish_form"),
    ("post", "publish/", {}, "publish_form"),
    ("get", "settings/", {}, "publish_form"),
    ("post", "close/", {}, "publish_form"),
    ("post", "reopen/", {}, "publish_form"),
    ("get", "results/", {}, "view_results"),
    ("get", "results/?view=summary", {}, "view_results"),
    ("get", "results/{sheet}/", {}, "view_results"),
    ("get", "results/print/", {}, "view_results"),
    ("post", "results/{sheet}/review/", {"score": "4"}, "review_results"),
    ("get", "results/export/?format=csv", {}, "export_results"),
    ("get", "results/export/?format=zip", {}, "export_results"),
    ("get", "results/delete/?who={sheet}", {}, "delete_results"),
    ("post", "results/delete/", {"who": "{sheet}"}, "delete_results"),
    ("get", "share/", {}, "share_form"),
    ("post", "share/", {"email": "x@example.com", "may": "edit", "until": "always"}, "share_form"),
]
OPERATIONS = [
    ("get", "versions/", {}, ANY),
    ("get", "draft/", {}, WHOLE),
    ("patch", "draft/", {"base_rev": 1, "ops": []}, "edit_form"),
    ("get", "draft/history/", {}, "edit_form"),
    ("get", "test/", {}, WHOLE),
    ("post", "presence/", {"tab": "a", "state": "here"}, "edit_form"),
    ("post", "publish/", {}, "publish_form"),
    ("get", "results/", {}, "view_results"),
    ("get", "summary/", {}, "view_results"),
    ("get", "export/?format=csv", {}, "export_results"),
    ("get", "shares/", {}, "share_form"),
    ("post", "shares/", {"email": "x@example.com", "rights": ["share_form"]}, "share_form"),
    ("delete", "shares/?id=999999", {}, "share_form"),
]
OWNERS_ALONE = [("get", "transfer/"), ("post", "transfer/"), ("post", "transfer/withdraw/")]


@pytest.fixture
def application():
    return ApplicationFactory(post=PostFactory(published=True), submitted=True)


@pytest.fixture
def form(application):
    return application.post.form


def holders(form):
    """{right: somebody who was given it alone}."""
    people = {}
    for right in RIGHTS:
        people[right] = UserFactory()
        shares.share(form=form, email=people[right].email, rights=[right], by=form.owner)
    return people


def filled(thing, application):
    sheet = str(application.submission.uid)
    if isinstance(thing, str):
        return thing.replace("{sheet}", sheet)
    return {key: value.replace("{sheet}", sheet) if isinstance(value, str) else value for key, value in thing.items()}


def those_let_in(answers):
    return {right for right, status in answers.items() if status not in (401, 403, 404)}


def expected(right):
    rights = right if isinstance(right, tuple) else (right,)
    return {each for each in RIGHTS if right is ANY or completed([each]) & set(rights)}


@pytest.mark.parametrize(("method", "path", "body", "right"), PAGES)
def test_pages(client, settings, form, application, method, path, body, right):
    settings.LIMITS = settings.LIMITS | {"mail_to": (1000, 60), "mails_by": (1000, 60)}
    answers = {}

    for name, person in holders(form).items():
        sign_in(client, person)
        address = f"/forms/{form.pk}/{filled(path, application)}"
        answers[name] = getattr(client, method)(address, filled(body, application)).status_code

    assert those_let_in(answers) == expected(right)
    assert set(answers.values()) <= {200, 204, 302, 400, 403}


@pytest.mark.parametrize(("method", "path", "body", "right"), OPERATIONS)
def test_operations(settings, form, method, path, body, right):
    settings.LIMITS = settings.LIMITS | {"mail_to": (1000, 60), "mails_by": (1000, 60)}
    answers = {}

    for name, person in holders(form).items():
        answers[name] = getattr(api(person), method)(f"/api/v1/forms/{form.pk}/{path}", body, format="json").status_code

    let_in = {name for name, status in answers.items() if status not in (401, 403)}
    assert let_in == expected(right)


# right: (the link that leads from the list of forms, where that right is used on the page it leads to)
WAYS = {
    "edit_form": ("edit/", 'data-controller="builder"'),
    "publish_form": ("publish/", 'name="base_rev"'),
    "view_results": ("results/", "我在家上班"),
    "view_private_answers": ("results/", "0912 345 678"),
    "review_results": ("results/", "results/{sheet}/"),
    "export_results": ("results/", "results/export/?format=csv"),
    "delete_results": ("results/", 'formaction="/forms/{form}/results/delete/"'),
    "share_form": ("share/", 'name="email"'),
}


def parts_of_form(page, form):
    """Addresses on a page that belong to the form, as they go on behind its number."""
    found = re.findall(rf'(?:href|action|formaction)="/forms/{form.pk}/([^"#]*)', page.content.decode())
    return set(found)


@pytest.fixture
def asked(form):
    """The form has an answer in private, and a change that nobody has published."""
    item = {"id": "q_tele", "type": "short_text", "label": "電話", "private": True}
    drafts.apply(
        form=form,
        by=form.owner,
        base_rev=form.draft_rev,
        ops=[{"op": "add", "id": "q_tele", "page": form.draft["pages"][0]["id"], "after": None, "value": item}],
    )
    version = versions.publish(form=form, by=form.owner)
    sheet = Submission.objects.get(version__form=form)
    answers = {"q_day1": "我在家上班", "q_pets": False, "q_tele": "0912 345 678"}
    Submission.objects.filter(pk=sheet.pk).update(version=version, answers=answers)
    form.refresh_from_db()
    ops = [{"op": "set", "id": "form", "prop": "intro", "value": "約六分鐘"}]
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=ops)
    return form


@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_alone_has_a_way_from_the_list_to_where_it_is_used(client, asked, application, right):
    person = UserFactory()
    shares.share(form=asked, email=person.email, rights=[right], by=asked.owner)
    sign_in(client, person)
    link, use = WAYS[right]

    shelf = parts_of_form(client.get("/forms/"), asked)
    page = client.get(f"/forms/{asked.pk}/{link}").content.decode()

    assert link in shelf
    assert use.format(form=asked.pk, sheet=application.submission.uid) in page


@pytest.mark.parametrize("right", RIGHTS)
def test_no_page_leads_a_collaborator_to_one_that_is_closed_to_her(client, asked, right):
    person = UserFactory()
    shares.share(form=asked, email=person.email, rights=[right], by=asked.owner)
    sign_in(client, person)
    seen = {"results/delete/": 200}  # a button of its table's form: nothing is there without people chosen
    waiting = {*parts_of_form(client.get("/forms/"), asked), "preview/?version=1"}

    while waiting:
        part = waiting.pop()
        answer = client.get(f"/forms/{asked.pk}/{part.replace('&amp;', '&')}")
        seen[part] = answer.status_code
        is_page = answer.status_code == 200 and not answer.streaming
        waiting |= (parts_of_form(answer, asked) if is_page else set()) - seen.keys()

    assert {part: status for part, status in seen.items() if status not in (200, 302, 405)} == {}


def test_who_may_publish_alone_reads_the_draft_and_publishes_it(client, asked):
    person = UserFactory()
    shares.share(form=asked, email=person.email, rights=["publish_form"], by=asked.owner)
    sign_in(client, person)
    number, address = asked.live_version.number, f"/forms/{asked.pk}/publish/"
    page = client.get(address).content.decode()
    rev = re.search(r'name="base_rev" value="(\d+)"', page)[1]

    answer = client.post(address, {"base_rev": rev, "ask_everybody": "yes"}, follow=True)

    asked.refresh_from_db()
    assert ("電話" in page, answer.redirect_chain) == (True, [(address, 302)])
    assert (asked.live_version.number, asked.live_version.grace_days) == (number + 1, 0)
    assert 'name="base_rev"' not in answer.content.decode()


def test_she_publishes_what_she_read_and_no_later_edit(client, asked):
    person = UserFactory()
    shares.share(form=asked, email=person.email, rights=["publish_form"], by=asked.owner)
    sign_in(client, person)
    ops = [{"op": "set", "id": "form", "prop": "thanks", "value": "謝謝"}]
    drafts.apply(form=asked, by=asked.owner, base_rev=asked.draft_rev, ops=ops)

    answer = client.post(f"/forms/{asked.pk}/publish/", {"base_rev": asked.draft_rev})

    live = asked.live_version_id
    asked.refresh_from_db()
    assert (answer.status_code, asked.live_version_id) == (400, live)
    assert f'name="base_rev" value="{asked.draft_rev}"' in answer.content.decode()


def test_what_is_missing_is_told_to_who_may_not_mend_it_without_a_way_into_the_editor(client, asked):
    person = UserFactory()
    shares.share(form=asked, email=person.email, rights=["publish_form"], by=asked.owner)
    sign_in(client, person)
    ops = [{"op": "set", "id": "q_tele", "prop": "label", "value": ""}]
    drafts.apply(form=asked, by=asked.owner, base_rev=asked.draft_rev, ops=ops)

    pages = [client.get(f"/forms/{asked.pk}/publish/"), client.post(f"/forms/{asked.pk}/publish/")]

    assert [page.status_code for page in pages] == [200, 400]
    for page in pages:
        text = page.content.decode()
        assert ("report__line--problem" in text, f"/forms/{asked.pk}/edit/" in text) == (True, False)


@pytest.mark.parametrize(("method", "path"), OWNERS_ALONE)
def test_giving_the_form_away_is_the_owners_alone(client, form, method, path):
    everything = UserFactory()
    shares.share(form=form, email=everything.email, rights=RIGHTS, by=form.owner)

    sign_in(client, everything)
    others = getattr(client, method)(f"/forms/{form.pk}/{path}").status_code
    sign_in(client, form.owner)
    own = getattr(client, method)(f"/forms/{form.pk}/{path}").status_code

    assert (others, own in (200, 302)) == (403, True)


@pytest.mark.parametrize(
    ("method", "path", "body", "right"), [row for row in PAGES if row[0] == "get"], ids=lambda value: str(value)
)
def test_whoever_was_let_in_before_is_a_stranger_now(client, form, application, method, path, body, right):
    person = UserFactory()
    share = shares.share(form=form, email=person.email, rights=RIGHTS, by=form.owner)
    sign_in(client, person)
    address = f"/forms/{form.pk}/{filled(path, application)}"
    before = client.get(address).status_code

    shares.revoke(share=share, by=form.owner)

    assert (before, client.get(address).status_code, Share.objects.count()) == (200, 404, 0)


def test_collaborators_never_decide_about_applicants(client, form, application):
    helper = UserFactory()
    shares.share(form=form, email=helper.email, rights=RIGHTS, by=form.owner)

    sign_in(client, helper)

    assert not helper.has_perm("adoption.decide_applications", application.post)
    assert not helper.has_perm("adoption.view_application", application)
    assert client.get(f"/me/posts/{application.post.uid}/applications/").status_code in (403, 404)
    for to in ("under_review", "shortlisted", "declined"):
        answer = api(helper).post(f"/api/v1/applications/{application.uid}/transitions/", {"to": to}, format="json")
        assert answer.status_code == 404


def test_a_reviewers_first_look_is_the_read_receipt(client, form, application):
    reader, reviewer = UserFactory(), UserFactory()
    shares.share(form=form, email=reader.email, rights=["view_results", "view_private_answers"], by=form.owner)
    shares.share(form=form, email=reviewer.email, rights=["review_results"], by=form.owner)
    states = []

    for person in (reader, reviewer, reviewer):
        sign_in(client, person)
        client.get(f"/forms/{form.pk}/results/{application.submission.uid}/")
        application.refresh_from_db()
        states.append(application.state)

    assert states == ["submitted", "under_review", "under_review"]
    assert application.read_at is not None
    assert application.events.filter(to_state="under_review").get().actor == reviewer
