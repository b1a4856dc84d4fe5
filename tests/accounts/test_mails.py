"""The mails of accounts, as they leave: short subjects in both languages, links on the public address."""

import re

import pytest
from django.utils import timezone

from accounts.models import OneTimeToken
from accounts.services import one_time, passwords, users
from notifications import composition
from notifications.models import Mail
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def register(language, email="yi@example.com"):
    users.register(email=email, password=PASSWORD, name="怡君", language=language)
    return Mail.objects.order_by("pk").last()


def test_the_code_stands_in_the_subject_and_the_link_in_the_button(settings):
    settings.PUBLIC_URL = "https://petbuddy.example"

    message = composition.compose(register("en"))

    code, secret = one_time.code_of(OneTimeToken.objects.get()), one_time.link_secret(OneTimeToken.objects.get())
    assert message.subject == f"Your code {code[:3]} {code[3:]}"
    assert re.findall(r"https://petbuddy\.example/accounts/\S+", message.body) == [
        f"https://petbuddy.example/accounts/verify/{secret}/"
    ]


def test_a_used_token_is_no_longer_worth_a_mail():
    mail = register("en")
    users.verify_email(token=OneTimeToken.objects.get())

    assert composition.compose(mail) is None


def test_a_known_address_is_told_in_its_own_language():
    UserFactory(email="yi@example.com", language="zh-hant")

    message = composition.compose(register("en"))

    assert message.subject == "你已經有帳號了"


def all_mails(language):
    user = UserFactory(language=language)
    register(language, "new@example.com")
    register(language, user.email)
    passwords.request_reset(email=user.email)
    passwords.change(user=user, current=PASSWORD, new="another-horse-7")
    user.erase_after = timezone.now()
    user.save()
    for kind in ("export_ready", "export_failed", "erasure_scheduled"):
        Mail.objects.create(
            kind=kind, to=user.email, language=language, recipient=user, ref=f"accounts.user:{user.pk}", dedup_key=kind
        )
    composed = [composition.compose(mail) for mail in Mail.objects.order_by("pk")]
    return [message for message in composed if message]


@pytest.mark.parametrize(("language", "longest"), [("zh-hant", 24), ("en", 50)])
def test_every_mail_is_short_in_its_subject_and_whole_in_its_language(language, longest):
    messages = all_mails(language)

    assert len(messages) == 7
    assert [message.subject for message in messages if len(message.subject) > longest] == []
    chinese = [bool(re.search(r"[一-鿿]", message.subject + message.body)) for message in messages]
    assert chinese == [language == "zh-hant"] * 7
