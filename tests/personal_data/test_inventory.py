"""Nothing of a person is forgotten when she takes her data with her, and nothing is left when she goes.

A new model or column fails here until tests/personal_data/inventory.py says what becomes of it.
"""

import io
import json
import zipfile

import pytest

from accounts import data_delivery, file_removing
from accounts.models import DataRequest, User
from accounts.services import personal_data as wishes
from petbuddy import personal_data
from tests.personal_data import planting
from tests.personal_data.inventory import HERS, NOBODYS, NOT_EXPORTED, STAYS, TIES
from tests.personal_data.scene import whole_life

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storages")]


def test_every_model_is_named_once():
    named = [*HERS, *TIES, *NOBODYS]

    assert sorted(model._meta.label for model in planting.own_models()) == sorted(named)


def test_every_app_has_its_part():
    assert [part.name for part in personal_data.parts()] == ["adoption", "forms", "accounts", "notifications"]
    assert set(HERS.values()) == {part.name for part in personal_data.parts()}


def test_models_without_words_of_a_person_have_no_column_for_them():
    words = {
        f"{model._meta.label}.{field.name}"
        for model in planting.own_models()
        if model._meta.label in TIES
        for field in planting.hers_in(model)
    }

    assert words == set()


def test_the_scene_has_a_row_of_every_model_that_holds_personal_data():
    scene = whole_life()

    assert {row._meta.label for row in scene.rows} == set(HERS)


def test_an_archive_holds_every_word_of_hers():
    scene = whole_life()
    marks = planting.plant(scene.rows, scene.her.email)
    archive = io.BytesIO()

    data_delivery.write_archive(archive, User.objects.get(pk=scene.her.pk))

    text = zipfile.ZipFile(archive).read("data.json").decode()
    missing = {name for mark, name in marks.items() if mark not in text and not _is_others(name)}
    assert missing == set(NOT_EXPORTED)
    assert scene.her.email in text
    assert set(json.loads(text)) == {"adoption", "forms", "accounts", "notifications"}


def test_an_archive_holds_every_file_of_hers():
    scene = whole_life()
    planting.plant_files(scene.rows, "mark")
    archive = io.BytesIO()

    data_delivery.write_archive(archive, scene.her)

    inside = zipfile.ZipFile(archive)
    names = sorted(name.split("-")[0].rsplit(".")[0] for name in inside.namelist() if name != "data.json")
    hers = {"accounts": 1, "adoption": 2, "forms": 2}
    assert names == [f"files/{app}/{number:04d}" for app, count in hers.items() for number in range(1, count + 1)]
    assert all(b"mark" in inside.read(name) for name in inside.namelist() if name != "data.json")


def test_after_the_erasure_nothing_of_hers_is_anywhere():
    scene = whole_life()
    marks = planting.plant(scene.rows, scene.her.email)
    files = planting.plant_files(scene.rows, "mark")
    email, name = User.objects.values_list("email", "name").get(pk=scene.her.pk)

    data_delivery.work(wishes.erase_again(user=scene.her).pk)
    file_removing.remove_due()

    assert DataRequest.objects.get(kind="erase").state == "done"
    assert planting.found(marks) == sorted(f"{name} → {name.rpartition('.')[0]}" for name in STAYS)
    assert planting.found({email: "address", name: "name"}) == []
    assert (files > 10, planting.files_with("mark")) == (True, [])


def _is_others(name):
    """What others wrote about her or for her: theirs in the archive's eyes, and erased all the same."""
    return name in {"forms_builder.Review.note"}
