"""Animals of public shelters: every record accounted for, nothing taken off on the word of a broken list."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from adoption.models import Post, ShelterAnimal
from adoption.open_data import reading
from adoption.services import likes, shelters
from notifications.models import Notification
from tests.adoption.open_data.samples import animal, csv_bytes, json_bytes
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory

pytestmark = pytest.mark.django_db

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "open-data"
needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the ministry's snapshots are not here")


def ten(start=1, **changes):
    return [animal(animal_id=str(number), animal_subid=f"A{number}", **changes) for number in range(start, start + 10)]


def bring_in(*animals, **options):
    return shelters.import_animals(rows=reading.rows(csv_bytes(*animals)), **options)


def counts(run):
    return {word: run.counts[word] for word in ("added", "changed", "same", "closed", "skipped") if run.counts[word]}


def states():
    return dict(Post.objects.values_list("shelter_animal__animal_id", "state"))


def test_a_new_animal_is_a_public_post_of_the_shelter():
    run = bring_in(animal())

    post = Post.objects.get()
    assert counts(run) == {"added": 1}
    assert (post.source, post.state, post.visibility, post.giver) == ("shelter", "published", "public", None)
    assert (post.name, post.species, post.district.code) == ("黃色混種犬 CAAAG1140504004", "dog", "tao-327")
    assert (post.shelter_animal.shelter, post.shelter_animal.shelter_phone) == ("桃園市動物保護教育園區", "03-4861760")
    assert list(post.events.values_list("to_state", flat=True)) == ["published"]


def test_the_first_list_keeps_the_order_of_the_opening_days_and_later_ones_bring_news():
    with time_machine.travel(datetime(2026, 1, 2, tzinfo=UTC), tick=False):
        bring_in(animal(animal_opendate="2025-05-04"), animal(animal_id="2", animal_opendate="2031-01-01"))
        bring_in(*ten(3), is_whole=False)

    days = dict(Post.objects.values_list("shelter_animal__animal_id", "published_at__date"))
    assert [str(days[number]) for number in (404165, 2, 3)] == ["2025-05-04", "2026-01-02", "2026-01-02"]


def test_its_page_never_shows_a_foster_homes_number(client):
    bring_in(animal(animal_remark="代養場 0900-123456，請先電話聯絡"))

    page = client.get(Post.objects.get().get_absolute_url()).content.decode()

    assert "代養場 09••-••••••，請先電話聯絡" in page
    assert "0900-123456" not in page


def test_the_same_list_again_changes_nothing():
    bring_in(*ten())
    before = list(Post.objects.order_by("pk").values())

    run = bring_in(*ten())

    assert counts(run) == {"same": 10}
    assert list(Post.objects.order_by("pk").values()) == before


def test_what_changed_is_written_and_raises_the_revision():
    bring_in(*ten())

    run = bring_in(animal(animal_id="1", animal_subid="A1", animal_sterilization="T"), *ten()[1:])

    changed = Post.objects.get(shelter_animal__animal_id=1)
    assert counts(run) == {"changed": 1, "same": 9}
    assert (changed.neutered, changed.rev) == ("yes", 2)


def test_who_keeps_an_animal_hears_of_new_facts_but_not_of_a_new_telephone_number():
    bring_in(animal())
    liker, post = UserFactory(), Post.objects.get()
    likes.like(post=post, by=liker)

    bring_in(animal(shelter_tel="03-1234567"))
    bring_in(animal(shelter_tel="03-1234567", animal_remark="已結紮"))

    told = Notification.objects.filter(recipient=liker, kind="liked_post_changed")
    assert [notice.data for notice in told] == [{"state": "published", "change": "facts"}]


def test_what_a_whole_list_no_longer_names_is_withdrawn_and_its_likers_are_told():
    bring_in(*ten())
    liker = UserFactory()
    likes.like(post=Post.objects.get(shelter_animal__animal_id=10), by=liker)

    run = bring_in(*ten()[:8])

    assert counts(run) == {"same": 8, "closed": 2}
    assert [number for number, state in states().items() if state == "withdrawn"] == [9, 10]
    assert ShelterAnimal.objects.exclude(gone_at=None).count() == 2
    assert Notification.objects.get(recipient=liker, kind="liked_post_changed").data == {"state": "withdrawn"}


def test_an_animal_that_is_named_again_comes_back():
    bring_in(*ten())
    bring_in(*ten()[:8])

    run = bring_in(*ten())

    assert counts(run) == {"changed": 2, "same": 8}
    assert set(states().values()) == {"published"}
    assert not ShelterAnimal.objects.exclude(gone_at=None).exists()


def test_what_a_moderator_took_down_stays_down():
    bring_in(*ten())
    post = Post.objects.get(shelter_animal__animal_id=10)
    Post.objects.filter(pk=post.pk).update(state="removed", removed_from="published")

    bring_in(*ten()[:9])
    gone = Post.objects.get(pk=post.pk)
    bring_in(*ten())
    back = Post.objects.get(pk=post.pk)

    assert (gone.state, gone.removed_from) == ("removed", "withdrawn")
    assert (back.state, back.removed_from) == ("removed", "published")


def test_a_givers_post_is_never_touched():
    mine = PostFactory(published=True)

    bring_in(*ten())
    bring_in(*ten()[:8])

    assert Post.objects.get(pk=mine.pk).state == "published"


def test_a_part_of_the_list_closes_nothing():
    bring_in(*ten())

    run = bring_in(*ten()[:9], is_whole=False)

    assert (counts(run), bool(run.closing_refused)) == ({"same": 9}, True)


def test_a_short_list_closes_nothing_unless_asked_to():
    bring_in(*ten())

    short = bring_in(*ten()[:6])
    forced = bring_in(*ten()[:6], is_close_forced=True)

    assert (counts(short), bool(short.closing_refused)) == ({"same": 6}, True)
    assert counts(forced) == {"same": 6, "closed": 4}


def test_a_short_list_with_many_new_animals_is_still_short():
    bring_in(*ten())

    run = bring_in(*ten()[:2], *ten(start=100)[:3])

    assert (counts(run), bool(run.closing_refused)) == ({"added": 3, "same": 2}, True)


def test_a_list_with_unreadable_rows_closes_nothing():
    bring_in(*ten())

    run = bring_in(*ten()[:9], animal(animal_id=""))

    assert (counts(run), bool(run.closing_refused)) == ({"same": 9, "skipped": 1}, True)


def test_an_empty_json_list_closes_nothing():
    bring_in(*ten())

    run = shelters.import_animals(rows=reading.rows(json_bytes()))

    assert (counts(run), bool(run.closing_refused)) == ({}, True)


def test_an_animal_that_was_adopted_leaves_with_the_whole_list():
    bring_in(*ten())

    run = bring_in(*ten()[:9], animal(animal_id="10", animal_status="ADOPTED"))

    assert counts(run) == {"same": 9, "closed": 1, "skipped": 1}


def test_every_record_is_accounted_for_with_its_reason():
    told = []
    rows = reading.rows(
        csv_bytes(animal(), animal(), animal(animal_id=""), animal(animal_id="7", animal_status="DEAD"))
    )

    shelters.import_animals(rows=rows, tell=told.append)

    assert [(outcome.line, outcome.what, bool(outcome.reason)) for outcome in told] == [
        (3, "skipped", True),
        (4, "skipped", True),
        (5, "skipped", True),
        (2, "added", False),
    ]


def test_more_than_one_batch_is_one_import(monkeypatch):
    monkeypatch.setattr(shelters, "BATCH", 4)

    run = bring_in(*ten())

    assert (counts(run), Post.objects.count()) == ({"added": 10}, 10)


def test_words_that_are_too_long_or_strange_are_kept_within_the_columns():
    run = bring_in(
        animal(
            animal_subid="9" * 200, animal_colour="紅" * 90, animal_Variety="犬" * 90, animal_remark="🐶" * 3000,
            animal_foundplace="路" * 400, shelter_address="街" * 400, shelter_tel="電" * 90,
        )
    )  # fmt: skip

    assert counts(run) == {"added": 1}
    assert ShelterAnimal.objects.get().remark == "🐶" * 2000


def test_the_command_says_what_became_of_each_record(tmp_path, capsys):
    source, report = tmp_path / "animals.csv", tmp_path / "report.csv"
    source.write_bytes(csv_bytes(animal(), animal()))

    call_command("import_shelter_animals", str(source), report=str(report))

    assert capsys.readouterr().out.splitlines() == [
        "2 of 2 records accounted for",
        "added 1  changed 0  same 0  closed 0  skipped 1",
        "  skipped 1: its animal_id stands further up in the list",
    ]
    assert report.read_text().splitlines() == [
        "line,animal_id,outcome,reason",
        "3,404165,skipped,its animal_id stands further up in the list",
        "2,404165,added,",
    ]


def test_the_command_says_loudly_that_nothing_was_closed(tmp_path, capsys):
    bring_in(*ten())
    source = tmp_path / "animals.json"
    source.write_bytes(json_bytes(*ten()[:3]))

    call_command("import_shelter_animals", str(source))

    assert capsys.readouterr().err.strip() == (
        "Nothing was closed: the list names 3 animals where 10 are open: it looks cut off."
    )


@pytest.mark.parametrize(
    "source",
    ["http://data.moa.gov.tw/x", "https://example.org/x", "https://data.moa.gov.tw:8443/x", "file:///etc/passwd"],
)
def test_only_the_ministry_is_fetched(source):
    with pytest.raises(CommandError) as refusal:
        call_command("import_shelter_animals", source)

    assert str(refusal.value).startswith("Only https addresses of data.moa.gov.tw are fetched.")


def test_a_file_that_is_no_list_changes_nothing(tmp_path):
    bring_in(*ten())
    source = tmp_path / "page.html"
    source.write_text("<html>503</html>")

    with pytest.raises(CommandError):
        call_command("import_shelter_animals", str(source))

    assert set(states().values()) == {"published"}


@needs_real_files
@pytest.mark.skipif(connection.vendor != "sqlite", reason="minutes on a busy machine; the rules above run there too")
def test_two_real_snapshots_one_after_the_other():
    older, newer = (
        reading.rows((REAL / f"moa-animals-{day}.csv").read_bytes()) for day in ("2025-05-04", "2025-11-26")
    )

    first = shelters.import_animals(rows=older)
    second = shelters.import_animals(rows=newer)
    third = shelters.import_animals(rows=newer)

    assert counts(first) == {"added": 6587}
    assert (second.counts["added"], second.counts["closed"], second.counts["skipped"]) == (2841, 2335, 0)
    assert second.counts["changed"] + second.counts["same"] == 4252
    assert counts(third) == {"same": 7093}


@needs_real_files
def test_a_page_of_the_json_service_is_a_part():
    rows = reading.rows((REAL / "moa-animals-sample-1000.json").read_bytes())

    run = shelters.import_animals(rows=rows, is_whole=False)

    assert counts(run) == {"added": 1000}
