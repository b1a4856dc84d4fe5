"""The main job from end to end: a giver, a moderator and two adopters at once, with the worker and real mails."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from accounts.models import Disclosure
from accounts.roles import MODERATORS, grant_group
from accounts.services import users
from adoption.models import Application, FollowUp, Post
from forms_builder.models import Form
from petbuddy.celery import app
from tests.adoption.scenes import applied
from tests.browser.filling import fill_step
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory
from tests.factories.adoption import district
from tests.petbuddy.pictures import PHOTOS, is_near, turned

PASSWORD = "a-cat-in-the-window-7"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
METADATA = [b"Exif\0\0", b"SecretPhone", b"SecretOwner", b"SecretComment", b"http://ns.adobe.com/xap"]


@pytest.fixture
def worker(site):
    """The worker beside the site: mails, photos and hints for open pages."""
    queues = ["default", "mail", "images"]
    with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False, queues=queues):
        yield


@pytest.fixture
def photos(tmp_path):
    """What a phone takes: turned and with a position; also its own format, where the real pictures are at hand."""
    stored_turned = tmp_path / "IMG_0001.jpg"
    stored_turned.write_bytes(turned(6, 900, 1200))
    heic = PHOTOS / "bracket-iphone7-gps.heic"
    return [stored_turned, heic] if heic.exists() else [stored_turned]


@pytest.fixture
def moderator(site):
    person = UserFactory(name="站方小周", staff=True)
    users.add_role(person, MODERATORS)
    grant_group(apps, MODERATORS, ["adoption.review_post"])
    return person


@pytest.mark.usefixtures("worker")
def test_from_the_first_word_about_a_pet_to_its_news_from_home(open_page, mail_server, moderator, photos):
    place = district()
    giver, adopter = open_page(viewport=PHONE, has_touch=True), open_page(viewport=PHONE, has_touch=True)
    staff, other = open_page(), open_page(locale="en-US")

    register(giver, mail_server, "lin@example.com", "林小姐")
    write_post(giver, photos, place)
    form = make_form(giver)
    publish(giver, form)
    post = Post.objects.get()
    assert post.state == "in_review"

    approve(staff, moderator, post)
    told_live(giver, "1")
    assert mail_server.wait("lin@example.com", "橘子")
    check_photos(adopter, post, count=len(photos))

    find(adopter, post)
    register(adopter, mail_server, "chen@example.com", "陳怡君")
    application = apply(adopter, post, photos[0])
    told_live(giver, "2")
    assert "陳怡君想認養橘子" in mail_server.wait("lin@example.com", "想認養")["Subject"]

    rival = applied(post, applicant=UserFactory(name="Amy Wang", email="amy@example.com", language="en"))
    giver.set_viewport_size(DESK)
    invite(giver, post, application)
    book(adopter, other, application, rival, mail_server)
    talk(giver, adopter, post, application)

    reserve(giver, post, application, rival)
    sign(adopter, application)
    hand_over(giver, post)
    assert "has a home" in mail_server.wait("amy@example.com", "home")["Subject"]
    states = dict(Application.objects.values_list("applicant__name", "state"))
    assert (Post.objects.get().state, states) == ("adopted", {"陳怡君": "adopted", "Amy Wang": "closed"})

    send_news(open_page(viewport=PHONE), mail_server, photos[0])
    assert mail_server.wait("lin@example.com", "近況")
    assert FollowUp.objects.order_by("due_on").first().state == "answered"


def register(page, inbox, email, name):
    """Through the door: account, the mailed code, and in."""
    if "/accounts/" not in page.url:
        page.goto("/accounts/register/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=name]", name)
    page.get_by_role("button", name="建立帳號").click()
    code = re.sub(r"\D", "", inbox.wait(email, "驗證碼")["Subject"])
    page.fill("[name=code]", code)
    page.get_by_role("button", name="確認", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def write_post(page, photos, place):
    """A draft, saved while it is typed, with photos as the phone has them."""
    page.goto("/pets/new/")
    page.fill("[name=name]", "橘子")
    page.check("[name=species][value=cat]")
    page.check("[name=sex][value=male]")
    page.select_option("[name=district]", place.code)
    page.fill("[name=story]", "牠是今年三月在菜市場被發現的，當時只有手掌大。現在會自己跑來討摸。")
    page.check("[name=neutered][value=yes]")
    page.check("[name=visibility][value=public]")
    page.locator("#id_photos").set_input_files(photos)
    expect(page.locator(".photo-tile img")).to_have_count(len(photos), timeout=30_000)
    page.get_by_role("button", name="儲存").click()
    expect(page.get_by_text("已儲存。")).to_be_visible()


def make_form(page):
    """Our template for cats, and changes in place: words, choices, a photo question, its order, required."""
    page.goto("/forms/")
    page.check("[name=template][value=cat]")
    page.get_by_role("button", name="開始編輯").click()
    first = page.locator("[data-block]").first
    first.locator(".block__title").tap()
    first.locator(".block__title").fill("怎麼稱呼你和家人？")
    add_question(page, "single_choice", "牠想睡哪裡？")
    choices = page.locator(".block--selected [data-choice] textarea")
    choices.first.fill("床上")
    choices.last.fill("沙發")
    add_question(page, "photo", "牠會住的房間")
    photo_question = page.locator(".block--selected").get_attribute("id")
    required = page.locator(".block--selected [data-prop=required]")
    required.set_checked(True, force=True)
    page.locator(".block--selected [data-act=up]").tap()
    expect(page.locator("[data-builder-target=state]")).to_have_attribute("data-state", "saved")
    page.locator("[data-builder-target=publish]").tap()
    page.locator("#publish-dialog[open] [type=submit]").tap()  # the robot found that the new question is not translated
    expect(page.locator(".toast")).to_contain_text("第 1 版已發布")

    form = Form.objects.select_related("live_version").get()
    items = form.live_version.definition["pages"][0]["items"]
    ids = [item["id"] for item in items]
    made = items[ids.index(photo_question)]
    bed = items[ids.index(photo_question) + 1]
    assert items[0]["label"] == "怎麼稱呼你和家人？"
    assert (made["type"], made["required"]) == ("photo", True)
    assert [choice["label"] for choice in bed["choices"]] == ["床上", "沙發"]
    return form


def add_question(page, kind, label):
    page.locator(".action-bar button").tap()
    count = page.locator("[data-block]").count()
    page.locator(f"#palette-sheet [data-add-type={kind}]").tap()
    expect(page.locator("[data-block]")).to_have_count(count + 1)
    page.locator(".block--selected .block__title").fill(label)


def publish(page, form):
    page.goto("/me/posts/")
    page.get_by_role("link", name="繼續編輯").click()
    page.check(f"[name=form][value='{form.pk}']")
    page.get_by_role("button", name="刊登").click()
    page.wait_for_url("**/me/posts/")


def approve(page, moderator, post):
    """The moderator's queue, the item, one button."""
    come_in(page, moderator)
    page.goto("/admin/adoption/post/")
    page.get_by_role("link", name="橘子").first.click()
    page.locator("form[action*='/decide/approve/'] button").click()
    page.wait_for_url("**/admin/adoption/post/")
    post.refresh_from_db()
    assert post.state == "published"


def check_photos(page, post, count):
    """Every byte that is served: upright, and nothing left of who took it where."""
    photos = list(post.photos.order_by("position"))
    assert [photo.state for photo in photos] == ["ready"] * count
    page.goto(post.get_absolute_url())
    for photo in photos:
        for rendition in photo.renditions:
            body = page.request.get(f"/media/{rendition['key']}").body()
            assert [mark for mark in METADATA if mark in body] == []
            assert dict(Image.open(io.BytesIO(body)).getexif()) == {}
    largest = max(
        (each for each in photos[0].renditions if each["mime"] == "image/webp"), key=lambda each: each["width"]
    )
    picture = Image.open(io.BytesIO(page.request.get(f"/media/{largest['key']}").body())).convert("RGB")
    left, right = (picture.getpixel((picture.width * part // 4, picture.height // 2)) for part in (1, 3))
    assert picture.width < picture.height
    assert is_near(left, (220, 30, 30))
    assert is_near(right, (30, 30, 220))


def find(page, post):
    """A visitor filters the list, opens the pet, and wants to apply: first she needs an account."""
    page.goto("/pets/?species=dog")
    expect(page.get_by_role("link", name="橘子")).to_have_count(0)
    page.goto("/pets/")
    page.get_by_role("navigation", name="種類").get_by_role("link", name="貓").click()
    page.get_by_role("link", name="橘子").click()
    page.get_by_role("link", name="申請認養橘子").last.click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("link", name="建立帳號").click()


def apply(page, post, photo):
    """Like, fill in, add photos; the connection goes and comes, the page is loaded anew; nothing is lost."""
    page.expected_errors.append("ERR_INTERNET_DISCONNECTED")
    page.get_by_role("button", name="收藏並開始填").click()
    page.wait_for_url("**/apply/?step=1")
    expect(page.locator("#apply-form[data-ready]")).to_be_visible()
    state = page.locator("[data-apply-target=state]")
    name = page.locator("[data-question] input").first
    page.context.set_offline(True)
    name.fill("怡君和媽媽")
    expect(state).to_contain_text("先存在這台裝置")
    page.context.set_offline(False)
    expect(state).to_have_attribute("data-state", "saved", timeout=20_000)
    page.reload()
    expect(page.locator("#apply-form[data-ready]")).to_be_visible()
    expect(name).to_have_value("怡君和媽媽")
    while page.get_by_role("button", name="送出申請").count() == 0:
        fill_step(page, photo)
        step = page.url
        page.get_by_role("button", name="下一步").last.click()
        page.wait_for_url(lambda url, step=step: url != step)
        expect(page.locator("#apply-form[data-ready]")).to_be_visible()
    fill_step(page, photo)
    page.get_by_role("button", name="送出申請").click()
    expect(page.get_by_role("heading", name="申請送到林小姐手上了")).to_be_visible()
    application = Application.objects.get()
    assert (application.state, application.submission.submitted_at is not None) == ("submitted", True)
    return application


def told_live(page, count):
    """The bell on the giver's open page, which nobody loaded again."""
    expect(page.locator("[data-session-target=unread]")).to_have_text(count)


def invite(page, post, application):
    """From the board: open the applicant, offer the first two suggested times, send."""
    page.goto(f"/me/posts/{post.uid}/applications/")
    page.get_by_role("article").filter(has_text="陳怡君").locator(".applicant__name").click()
    expect(page.get_by_role("heading", level=2, name="陳怡君", exact=True)).to_be_visible()
    page.get_by_role("link", name="邀約見面").click()
    page.locator("[name=times]").nth(0).check()
    page.locator("[name=times]").nth(1).check()
    page.fill("[name=place]", "木柵路一段 1 號 3 樓")
    page.get_by_role("button", name="送出邀約").click()
    page.wait_for_url("**/applications/?application=*")
    application.refresh_from_db()
    assert application.state == "shortlisted"


def book(adopter, other, application, rival, inbox):
    """The adopter takes a time; on the other applicant's open page it is gone at once."""
    inbox.wait("chen@example.com", "邀")
    come_in(other, rival.applicant)
    other.goto(rival.get_absolute_url())
    first = other.locator("[data-slot] input").first
    expect(first).to_be_enabled()
    adopter.goto(application.get_absolute_url())
    adopter.locator("[data-slot] input:visible").first.check(force=True)
    adopter.get_by_role("button", name="約這時段").click()

    expect(first).to_be_disabled()
    expect(adopter.get_by_text("木柵路一段 1 號 3 樓")).to_be_visible()
    assert inbox.wait("chen@example.com", "見面")
    assert Disclosure.objects.filter(viewer=application.applicant).exists()


def talk(giver, adopter, post, application):
    """Both ways, without loading a page."""
    giver.goto(f"/me/posts/{post.uid}/applications/?application={application.uid}")
    giver.get_by_role("tab", name="聊天").click()
    adopter.fill("#talk-text", "需要帶什麼嗎？")
    adopter.get_by_role("button", name="送出", exact=True).click()
    expect(giver.get_by_text("需要帶什麼嗎？")).to_be_visible()
    giver.fill("#talk-text", "帶提籠就好。")
    giver.get_by_role("button", name="送出", exact=True).click()
    expect(adopter.get_by_text("帶提籠就好。")).to_be_visible()


def reserve(page, post, application, rival):
    page.goto(f"/me/posts/{post.uid}/applications/?application={application.uid}")
    page.get_by_role("link", name="保留給陳怡君").click()
    page.get_by_role("button", name="保留給陳怡君，其他人列為備取").click()
    page.wait_for_url(f"**/me/posts/{post.uid}/**")
    rival.refresh_from_db()
    post.refresh_from_db()
    assert (post.state, rival.alternate_rank) == ("reserved", 1)


def sign(page, application):
    """Her open page has turned to the next step by itself."""
    page.get_by_role("link", name="閱讀並簽名").click()
    page.fill("[name=name]", "陳怡君")
    page.get_by_role("button", name="簽名").click()
    page.wait_for_url(lambda url: "agreement" not in url or "#" in url)
    agreement = application.reservations.get().agreement
    assert agreement.adopter_name == "陳怡君"


def hand_over(page, post):
    page.goto(f"/me/posts/{post.uid}/reservation/")
    page.fill("[name=name]", "林小姐")
    page.get_by_role("button", name="簽名").click()
    page.get_by_role("button", name="已回家").click()
    page.wait_for_url(f"**/me/posts/{post.uid}/applications/**")


def send_news(page, inbox, photo):
    """A week later the scheduler asks, and the mail's link is answered by a browser that nobody signed in."""
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=True):
        call_command("send_due")
    message = inbox.wait("chen@example.com", "回家一週")
    text = message.get_body(("plain",)).get_content()
    page.goto(re.search(r"/follow-ups/[0-9a-f]+/", text)[0])
    page.locator("[name=mood]").first.check()
    page.fill("[name=words]", "每天睡在窗邊，吃得很好。")
    page.locator("#news-files").set_input_files(photo)
    page.get_by_role("button", name="送出近況").click()
    expect(page.get_by_text("謝謝你，林小姐收到近況了。")).to_be_visible()
    assert FollowUp.objects.filter(state="planned").count() == 3
