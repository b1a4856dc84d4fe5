"""Many rows with little memory: keys first, then the rows some hundred at a time."""

import pytest

from forms_builder.models import Submission
from forms_builder.selectors import batches as batches_module
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.batches import batches, keys_of
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.selectors.test_results import names, read
from tests.forms_builder.test_exporting import add_file, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    form = FormFactory(draft=pets())
    for number in range(5):
        send(form, name=f"P{number}", q_age=number, q_why="home")
    return form


@pytest.fixture
def _two_at_once(monkeypatch):
    monkeypatch.setattr(batches_module, "AT_ONCE", 2)


@pytest.mark.usefixtures("_two_at_once")
def test_rows_come_in_the_order_of_their_keys_with_one_query_a_batch(five, django_assert_num_queries):
    keys = keys_of(Submission.objects.order_by("-pk"))

    with django_assert_num_queries(3):
        found = list(batches(Submission.objects.all(), keys))

    assert [len(batch) for batch in found] == [2, 2, 1]
    assert [one.pk for batch in found for one in batch] == list(keys)


def test_what_went_meanwhile_is_left_out(five):
    keys = keys_of(Submission.objects.order_by("pk"))
    Submission.objects.get(pk=keys[1]).delete()

    assert [one.pk for batch in batches(Submission.objects.all(), keys) for one in batch] == [keys[0], *keys[2:]]


@pytest.mark.usefixtures("_two_at_once")
@pytest.mark.parametrize(("filters", "order"), [(Filters(sort="-q_age"), "43210"), (Filters(words="home"), "43210")])
def test_all_results_are_read_in_the_order_of_the_filter(five, filters, order):
    assert [one.respondent.name[1] for batch in read(five).batches(filters) for one in batch] == list(order)


@pytest.mark.usefixtures("_two_at_once")
def test_a_search_through_many_batches_finds_everybody(five):
    assert names(read(five), words="home", sort="oldest") == ["P0", "P1", "P2", "P3", "P4"]


@pytest.mark.usefixtures("_two_at_once")
def test_the_files_of_every_batch_are_packed(five):
    for one in Submission.objects.all():
        add_file(one, "q_pics")

    assert len(packed(five)) == 5
