"""One pet, one promise: made once, kept or undone, with the others ranked behind it."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from adoption.models import Adoption, Agreement, Application, Post, Reservation
from adoption.services import agreements, alternates, applications, decisions, locks, reservations
from adoption.services.application_moves import NotPossibleNow
from adoption.services.reservations import AlreadyReserved, NotReserved
from forms_builder.services import deadlines
from petbuddy.errors import Conflict, Forbidden, Invalid
from tests.adoption.scenes import applied, published, ranks, state_of, told
from tests.races import at_once, outcomes

State = Application.State


@pytest.mark.django_db
def test_reserving_promises_the_pet_and_ranks_the_others():
    post = published()
    chosen, second, third = applied(post, "shortlisted"), applied(post), applied(post, "under_review")

    reservation = reservations.reserve(application=chosen, by=post.giver)

    assert (state_of(post), state_of(chosen)) == (Post.State.RESERVED, State.RESERVED)
    assert reservation.sign_by - reservation.made_at == pytest.approx(timedelta(days=3), abs=timedelta(seconds=5))
    assert ranks(post) == {third.pk: 1, second.pk: 2}
    assert (state_of(second), state_of(third)) == (State.SUBMITTED, State.UNDER_REVIEW)
    assert told(chosen.applicant) == ["reserved"]
    assert told(second.applicant) == ["alternate"]


@pytest.mark.django_db
def test_the_givers_own_order_of_alternates_comes_first():
    post = published()
    chosen, first, second, third = (applied(post) for _ in range(4))

    reservations.reserve(application=chosen, by=post.giver, alternates=[third, first])

    assert ranks(post) == {third.pk: 1, first.pk: 2, second.pk: 3}


@pytest.mark.django_db
def test_only_waiting_applicants_of_this_pet_are_alternates():
    post = published()
    chosen, stranger = applied(post), applied(published())

    with pytest.raises(Invalid):
        reservations.reserve(application=chosen, by=post.giver, alternates=[stranger])

    assert (state_of(post), state_of(chosen)) == (Post.State.PUBLISHED, State.SUBMITTED)


@pytest.mark.django_db
def test_a_promised_pet_is_not_promised_again():
    post = published()
    chosen, other = applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    with pytest.raises(AlreadyReserved):
        reservations.reserve(application=other, by=post.giver)

    assert state_of(other) == State.SUBMITTED


@pytest.mark.django_db
def test_reserving_twice_for_the_same_is_once():
    post = published()
    chosen = applied(post)

    made = {reservations.reserve(application=chosen, by=post.giver).pk for _ in range(2)}

    assert len(made) == 1


@pytest.mark.django_db
def test_who_withdrew_while_the_giver_decided_is_not_reserved():
    post = published()
    stale = applied(post)
    decisions.withdraw(application=Application.objects.get(pk=stale.pk), by=stale.applicant)

    with pytest.raises(NotPossibleNow):
        reservations.reserve(application=stale, by=post.giver)

    assert state_of(post) == Post.State.PUBLISHED


@pytest.mark.django_db
def test_only_the_giver_promises():
    application = applied(published())

    with pytest.raises(Forbidden):
        reservations.reserve(application=application, by=application.applicant)


@pytest.mark.django_db
def test_undoing_keeps_her_on_the_shortlist_and_opens_the_post():
    post = published()
    chosen, other = applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    undone = reservations.undo(post=post, by=post.giver)

    assert (state_of(post), state_of(chosen)) == (Post.State.PUBLISHED, State.SHORTLISTED)
    assert undone.end_reason == Reservation.EndReason.UNDONE
    assert ranks(post) == {other.pk: 1}
    assert told(chosen.applicant) == ["reserved", "application_shortlisted"]
    with pytest.raises(NotReserved):
        reservations.undo(post=post, by=post.giver)


@pytest.mark.django_db
def test_the_promised_one_withdrawing_ends_the_promise_in_the_same_step():
    post = published()
    chosen, other = applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    decisions.withdraw(application=chosen, by=chosen.applicant)

    assert (state_of(post), state_of(chosen)) == (Post.State.PUBLISHED, State.WITHDRAWN)
    assert not Reservation.objects.live().exists()
    assert told(post.giver) == ["reservation_ended", "application_withdrawn"]
    assert (state_of(other), ranks(post)) == (State.SUBMITTED, {other.pk: 1})


@pytest.mark.django_db
def test_ranks_close_up_when_an_alternate_steps_out():
    post = published()
    chosen, first, second = applied(post), applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver, alternates=[first, second])

    decisions.withdraw(application=first, by=first.applicant)

    assert ranks(post) == {second.pk: 1}
    assert told(second.applicant) == ["alternate", "alternate"]


@pytest.mark.django_db
def test_the_giver_ranks_the_alternates_anew():
    post = published()
    chosen, first, second = applied(post), applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver, alternates=[first, second])

    alternates.rank_alternates(post=post, by=post.giver, order=[second, first])

    assert ranks(post) == {second.pk: 1, first.pk: 2}


@pytest.mark.django_db
def test_after_the_hand_over_the_pet_is_home_and_the_others_are_told():
    post = published()
    chosen, other = applied(post), applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    adoption = reservations.complete(post=post, by=post.giver)

    assert (state_of(post), state_of(chosen), state_of(other)) == (Post.State.ADOPTED, State.ADOPTED, State.CLOSED)
    assert Adoption.objects.get().application == chosen
    assert adoption.follow_ups.count() == 4
    assert told(other.applicant) == ["alternate", "application_closed"]
    assert Application.objects.get(pk=other.pk).closed_reason == Application.ClosedReason.PET_GONE


@pytest.mark.django_db
def test_the_answers_of_whoever_adopts_have_their_day_as_was_promised():
    post = published()
    chosen = applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    reservations.complete(post=post, by=post.giver)

    submission = Application.objects.get(pk=chosen.pk).submission
    assert submission.purge_on == timezone.localdate() + timedelta(days=deadlines.days_promised(submission))


@pytest.mark.django_db
def test_nothing_is_handed_over_without_a_promise():
    post = published()

    with pytest.raises(NotReserved):
        reservations.complete(post=post, by=post.giver)


@pytest.mark.django_db
def test_the_post_that_is_taken_back_ends_the_promise():
    post = published()
    chosen = applied(post)
    reservations.reserve(application=chosen, by=post.giver)

    applications.close_others(post=post, reason=Application.ClosedReason.POST_WITHDRAWN, by=post.giver)

    assert Reservation.objects.get().end_reason == Reservation.EndReason.POST_ENDED
    assert state_of(chosen) == State.CLOSED


# -- the agreement -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_both_sign_the_frozen_text_by_typing_their_names_once():
    post = published(name="橘子")
    chosen = applied(post)
    reservation = reservations.reserve(application=chosen, by=post.giver)

    agreements.sign(reservation=reservation, by=chosen.applicant, name="  陳 怡君 ")
    agreements.sign(reservation=reservation, by=chosen.applicant, name="別人")
    signed = agreements.sign(reservation=reservation, by=post.giver, name="林小姐")

    assert (signed.adopter_name, signed.giver_name) == ("陳 怡君", "林小姐")
    assert signed.text.startswith("認養同意書")
    assert f"寵物：橘子（{post.get_species_display()}・米克斯）" in signed.text


@pytest.mark.django_db
def test_the_agreement_stands_in_the_language_of_each():
    post = published()
    chosen = applied(post, applicant__language="en")

    reservation = reservations.reserve(application=chosen, by=post.giver)

    text = Agreement.objects.get(reservation=reservation).text
    assert ("認養同意書" in text, "Adoption agreement" in text) == (True, True)


@pytest.mark.django_db
def test_strangers_do_not_sign_and_an_ended_promise_is_not_signed():
    post = published()
    chosen, other = applied(post), applied(post)
    reservation = reservations.reserve(application=chosen, by=post.giver)

    with pytest.raises(Forbidden):
        agreements.sign(reservation=reservation, by=other.applicant, name="王小明")
    reservations.undo(post=post, by=post.giver)
    with pytest.raises(Conflict) as refusal:
        agreements.sign(reservation=reservation, by=chosen.applicant, name="陳怡君")

    assert refusal.value.code == "reservation_ended"


@pytest.mark.django_db
def test_an_unsigned_promise_brings_a_reminder_then_a_question_and_never_lapses():
    post = published()
    chosen = applied(post)
    reservations.reserve(application=chosen, by=post.giver)
    start = timezone.now()

    for hours in (71, 73, 73, 97, 97):
        reservations.remind_unsigned(start + timedelta(hours=hours))

    assert told(chosen.applicant) == ["reserved", "reserved"]
    assert told(post.giver) == ["reservation_ended"]
    assert Reservation.objects.live().count() == 1


# -- two at once, on MariaDB -------------------------------------------------------------------------------------------


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_of_two_promises_at_once_one_wins_and_the_other_hears_why():
    post = published()
    pair = [applied(post), applied(post)]

    results = at_once(*[lambda one=one: reservations.reserve(application=one, by=post.giver) for one in pair])

    assert outcomes(results) == {"AlreadyReserved": 1, "Reservation": 1}
    assert Reservation.objects.live().count() == 1
    assert sorted(state_of(one) for one in pair) == ["reserved", "submitted"]


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_itself_refuses_the_second(monkeypatch):
    """The negative control: both get as far as the insert, and the constraint stops one."""
    post = published()
    pair = [applied(post), applied(post)]
    inserts, reached = [], Barrier(2, timeout=20)
    monkeypatch.setattr(locks, "post", lambda pk: Post.objects.get(pk=pk))
    create = Reservation.objects.create

    def create_together(**fields):
        if len(inserts) < 2:  # the loser may start again; it need not wait for anybody then
            inserts.append(fields["application"].pk)
            reached.wait()
        return create(**fields)

    monkeypatch.setattr(Reservation.objects, "create", create_together)

    results = at_once(*[lambda one=one: reservations.reserve(application=one, by=post.giver) for one in pair])

    assert sorted(inserts) == sorted(one.pk for one in pair)
    assert outcomes(results) == {"AlreadyReserved": 1, "Reservation": 1}
    assert Reservation.objects.live().count() == 1
