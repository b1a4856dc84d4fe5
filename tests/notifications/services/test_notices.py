from notifications.models import Mail, Notification
from notifications.selectors import notices as selectors
from notifications.services import notices, preferences
from tests.factories.accounts import UserFactory


def tell(*people, key="event:1", kind="test_news"):
    return notices.notify(kind=kind, recipients=people, ref=people[0], event_key=key)


def test_the_same_event_is_told_once(db):
    yi_chun, lin = UserFactory(), UserFactory()
    tell(yi_chun)

    fresh = tell(yi_chun, lin)

    assert [notice.recipient for notice in fresh] == [lin]
    assert Notification.objects.count() == Mail.objects.count() == 2


def test_nothing_is_told_of_what_was_rolled_back(db):
    from django.db import transaction

    person = UserFactory()

    try:
        with transaction.atomic():
            tell(person)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    assert (Notification.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_person_who_wants_no_mail_gets_none(db):
    person = UserFactory()
    preferences.choose(user=person, choices={"test_news": {"mail": False}})

    tell(person)

    assert Mail.objects.count() == 0
    assert selectors.unread_count(person) == 1


def test_a_kind_switched_off_in_the_page_does_not_ring_the_bell(db):
    person = UserFactory()
    preferences.choose(user=person, choices={"test_news": {"page": False}})

    tell(person)

    assert selectors.unread_count(person) == 0
    assert Mail.objects.count() == 1


def test_a_closed_account_is_told_nothing(db):
    person = UserFactory(disabled=True)

    assert tell(person) == []


def test_many_people_cost_no_more_queries_than_one(db, django_assert_num_queries, django_assert_max_num_queries):
    tell(UserFactory(), key="warm")
    people = UserFactory.create_batch(5)

    with django_assert_max_num_queries(14):
        tell(*people, key="many")

    assert Mail.objects.filter(dedup_key__startswith="many:").count() == 5


def test_marking_read_is_for_ones_own(db):
    mine, other = UserFactory(), UserFactory()
    notice, theirs = tell(mine, key="a")[0], tell(other, key="b")[0]

    changed = notices.mark_read(by=mine, ids=[notice.pk, theirs.pk])

    assert changed == 1
    assert (selectors.unread_count(mine), selectors.unread_count(other)) == (0, 1)


def test_a_second_mail_with_the_same_key_is_not_written(db):
    first = notices.send_mail(kind="test_code", to="a@example.com", language="en", dedup_key="code:1")

    second = notices.send_mail(kind="test_code", to="a@example.com", language="en", dedup_key="code:1")

    assert first.pk
    assert second is None
    assert Mail.objects.count() == 1
