import pytest

from adoption.open_data.places import Places
from adoption.open_data.reading import Row
from adoption.open_data.records import Unusable, record
from adoption.open_data.remarks import public_remark
from adoption.open_data.species import species
from tests.adoption.open_data.samples import animal
from tests.factories.adoption import district


def of(**changes):
    return record(Row(2, animal(**changes)))


def test_an_animal_as_the_ministry_writes_it():
    found = of()

    assert found.facts.name == "黃色混種犬 CAAAG1140504004"
    assert (found.facts.species, found.facts.breed) == ("dog", "混種犬")
    assert (found.facts.sex, found.facts.size, found.facts.age_group) == ("male", "small", "baby")
    assert (found.facts.neutered, found.facts.colour) == ("no", "黃色")
    assert found.place.shelter_phone == "03-4861760"


@pytest.mark.parametrize(
    ("column", "value", "fact", "meant"),
    [
        ("animal_sex", "N", "sex", "unknown"),
        ("animal_sex", "", "sex", "unknown"),
        ("animal_sterilization", "N", "neutered", "unknown"),
        ("animal_sterilization", "T", "neutered", "yes"),
        ("animal_bacterin", "F", "vaccinated", "unknown"),
        ("animal_age", "", "age_group", "unknown"),
        ("animal_age", "ADULT", "age_group", "adult"),
        ("animal_bodytype", "BIG", "size", "large"),
        ("animal_bodytype", "?", "size", "unknown"),
        ("animal_colour", "", "colour", ""),
    ],
)
def test_what_nobody_entered_stays_unknown(column, value, fact, meant):
    assert getattr(of(**{column: value}).facts, fact) == meant


@pytest.mark.parametrize(
    ("kind", "breed", "meant"),
    [
        ("狗", "混種犬", "dog"),
        ("貓", "", "cat"),
        ("其他", "巴西龜(紅耳泥龜)", "reptile"),
        ("其他", "月輪鸚鵡", "bird"),
        ("其他", "混種家兔", "rabbit"),
        ("其他", "黃金鼠", "rodent"),
        ("其他", "龍貓", "rodent"),
        ("其他", "蜜袋鼯", "other"),
        ("", "柴犬", "dog"),
        ("", "", "other"),
    ],
)
def test_the_species_of_others_stands_in_their_breed(kind, breed, meant):
    assert species(kind, breed) == meant


@pytest.mark.parametrize(
    ("changes", "known_id"),
    [
        ({"animal_id": ""}, None),
        ({"animal_id": "x1"}, None),
        ({"animal_status": "ADOPTED"}, 404165),
        ({"shelter_name": "", "animal_place": ""}, 404165),
    ],
)
def test_rows_that_are_no_waiting_animal(changes, known_id):
    with pytest.raises(Unusable) as refusal:
        of(**changes)

    assert refusal.value.animal_id == known_id


def test_dates_of_the_export_and_spellings_do_not_change_the_hash():
    one = of()
    other = of(
        animal_update="2025-11-26", animal_createtime="2025-05-04", cDate="2025-11-26", shelter_tel="(03)4861760",
        animal_Variety="混種狗", animal_opendate="2025/05/04",
    )  # fmt: skip

    assert one.row_hash == other.row_hash


@pytest.mark.parametrize(
    "changes",
    [{"animal_remark": "已結紮"}, {"animal_sterilization": "T"}, {"album_file": ""}, {"animal_area_pkid": "3"}],
)
def test_every_fact_changes_the_hash(changes):
    assert of().row_hash != of(**changes).row_hash


def test_a_long_number_and_breed_still_fit_the_name():
    found = of(animal_subid="9" * 60, animal_Variety="比利時牧羊犬(格羅安達/馬利諾/坦比連)")

    assert found.facts.name == "9" * 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("area", "address", "county", "code"),
    [
        (2, "臺北市內湖區安美街191號", "tpe", "tpe-114"),
        (2, "台北市內湖區安美街191號", "tpe", "tpe-114"),
        (20, "台東縣台東市中華路4段", "ttt", "ttt-950"),
        (8, "新竹市南寮里海濱路250號", "hsz", None),
        (None, "114台北市內湖區安美街", "tpe", "tpe-114"),
        (99, "不明", "", None),
        (16, "臺南市南區省躬里14鄰", "tnn", "tnn-702"),
    ],
)
def test_where_a_shelter_is(area, address, county, code):
    found = Places().find(area, address)

    assert found == (county, district(code).pk if code else None)


@pytest.mark.parametrize(
    ("remark", "shown"),
    [
        ("代養場 0900-123456 來電", "代養場 09••-•••••• 來電"),
        ("電話:0900-123-456)", "電話:09••-•••-•••)"),
        ("０９００１２３４５６", "０９••••••••"),
        ("王小姐代養 0226000000，0900123456", "王小姐代養 02••••••••，09••••••••"),
        ("在寵物店，電話 02-26000000", "在寵物店，電話 02-26000000"),
        ("晶片900138000763937", "晶片900138000763937"),
        ("1090420急傷回", "1090420急傷回"),
        ("", ""),
    ],
)
def test_private_numbers_are_dotted_out_and_nothing_else(remark, shown):
    assert public_remark(remark) == shown
