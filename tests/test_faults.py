"""Bad input, as people meet it: a clear sentence in the reader's language, nothing lost, and never a 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adoption import photo_files
from adoption.models import Post
from forms_builder.models import Form
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import PostFactory, district
from tests.petbuddy.pictures import png_bomb

pytestmark = pytest.mark.django_db

TEXT = b"I am no photo, whatever my name says."
REFUSED = [
    ("zh-hant", TEXT, "cat.jpg: 這個檔案不是照片。"),
    ("en", TEXT, "cat.jpg: This file is not a photo."),
    ("zh-hant", b"", "cat.jpg: 這個檔案是空的"),
    ("en", b"", "cat.jpg: This file is empty"),
]


@pytest.fixture
def giver(client):
    person = UserFactory(name="林小姐")
    sign_in(client, person)
    return person


def text(response):
    return response.content.decode()


def send(client, name, content):
    """A new post with its words and one file, by the page's own form."""
    typed = {"name": "橘子", "species": "cat", "story": "牠很親人。", "district": district().code, "do": "save"}
    files = {"photos": SimpleUploadedFile(name, content, "image/jpeg")}
    return client.post("/pets/new/", {**typed, **files}, follow=True)


@pytest.mark.parametrize(("language", "content", "sentence"), REFUSED)
def test_a_file_that_is_no_photo_is_named_and_the_words_are_kept(client, giver, language, content, sentence):
    client.cookies["pb_lang"] = language

    response = send(client, "cat.jpg", content)

    post = Post.objects.get()
    assert response.status_code == 200
    assert any(str(said).startswith(sentence) for said in response.context["messages"])
    assert (post.name, post.story, post.photos.count()) == ("橘子", "牠很親人。", 0)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hant", "這張讀不出來，刪掉換一張吧。"), ("en", "This photo cannot be read. Remove it and pick another.")],
)
def test_a_bomb_ends_at_the_worker_and_its_tile_says_so(client, giver, language, sentence):
    client.cookies["pb_lang"] = language
    send(client, "cat.png", png_bomb())
    post = Post.objects.get()

    photo_files.render(post.photos.get().pk)
    page = client.get(f"/pets/{post.uid}/edit/")

    assert post.photos.get().state == "rejected"
    assert sentence in text(page)
    assert "牠很親人。" in text(page)


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "題"), ("en", "question")])
def test_a_form_without_questions_is_not_published_and_says_why(client, giver, language, words):
    client.cookies["pb_lang"] = language
    client.post("/forms/new/", {"template": "", "language": language})
    form = Form.objects.get()

    response = client.post(f"/forms/{form.pk}/publish/")

    form.refresh_from_db()
    assert (response.status_code, form.live_version) == (400, None)
    assert words in text(response)


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "收藏"), ("en", "Like")])
def test_without_the_like_there_is_no_application(client, giver, language, words):
    client.cookies["pb_lang"] = language
    post = PostFactory(published=True)
    program = api(giver)
    program.cookies["pb_lang"] = language

    answers = [program.get(f"/api/v1/posts/{post.uid}/form/"), program.post(f"/api/v1/posts/{post.uid}/applications/")]
    page = client.get(f"/pets/{post.uid}/apply/")

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all(words.lower() in answer.json()["detail"].lower() for answer in answers)
    assert (page.status_code, post.applications.count()) == (200, 0)


@pytest.mark.parametrize(
    "path", ["/pets/{}/", "/pets/{}/apply/", "/pets/{}/like/", "/pets/{}/edit/", "/api/v1/posts/{}/"]
)
@pytest.mark.parametrize(("language", "words"), [("zh-hant", "躲起來"), ("en", "hiding")])
def test_anothers_private_post_does_not_exist(client, giver, path, language, words):
    client.cookies["pb_lang"] = language
    post = PostFactory(published=True, private=True)

    response = client.get(path.format(post.uid))

    assert response.status_code == 404
    assert post.name not in text(response)
    assert path.startswith("/api/") or words in text(response)
