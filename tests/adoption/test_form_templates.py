"""The application forms that givers start from can be published, in both languages, and ask what custom asks."""

from datetime import date

import pytest
from django.utils.translation import override

from adoption.conditions import cleaned, fitting
from adoption.form_templates import BANK, CAT, SMALL_ANIMAL, SPECIES, Fact, asked, facts, groups, kind_for, template
from adoption.models import Post
from adoption.selectors import wishes
from forms_builder import templates_registry
from forms_builder.definition import OPERATORS, check_shape, find, items, problems, public_projection, questions
from forms_builder.evaluation import clean, holds

TODAY = date(2026, 11, 22)
TEXTS = ("title", "intro", "thanks", "label", "help", "placeholder", "statement", "add_label", "message", "unit")


def texts(node):
    """Every text that a reader sees, wherever it stands."""
    for key, value in node.items():
        if key in TEXTS and isinstance(value, str):
            yield value
        if key in ("pages", "items", "choices", "fields", "checks"):
            for child in value:
                yield from texts(child)


def filled(species):
    """A good applicant's answers."""
    photo = ["0b6c3f2e-1111-4aaa-8bbb-000000000001"]
    return {
        "q_contact_name": "陳怡君",
        "q_applicant_age": "c_age_20",
        "q_contact_phone": "0912345678",
        "q_contact_second": "妹妹 0922333444",
        "q_home_area": {"county": "臺北市", "district": "文山區"},
        "q_applicant_why": "想給牠一個安穩的家，陪牠一輩子。",
        "q_home_owned": "c_own_self",
        "q_home_window_safety": "c_window_all",
        "q_family_agrees": "c_agree_all",
        "q_family_special": ["c_fam_none"],
        "q_home_photo_sleep": photo,
        "q_home_photo_protection": photo,
        "q_home_photo_room": photo,
        "q_pets_experience": "c_exp_first",
        "q_pets_now": False,
        "q_work_hours_away": 6,
        "q_care_indoor": "c_indoor_only",
        "q_care_illness": "有存一筆醫療費。",
        "q_care_changes": "會帶著牠。",
        "q_consent_follow_up": True,
        "q_consent_pledge": "陳怡君",
        **{
            "dog": {"q_care_walks": "c_walk_two"},
            "cat": {},
            "small_animal": {"q_care_heat": "c_heat_air"},
        }[species],
    }


@pytest.mark.parametrize("species", SPECIES)
def test_a_template_can_be_published_as_it_is(species):
    definition = template(species)

    check_shape(definition)

    assert problems(definition) == []
    titles = ["關於你", "你的家", "家人和聯絡人", "照片", "你和動物", "每天的生活", "生病與變化", "約定"]
    assert [page["title"] for page in definition["pages"]] == titles


# A tenant with cats who works long days: nearly every further question opens.
AMPLE = {
    "q_applicant_age": "c_age_18",
    "q_applicant_cosigner": "媽媽",
    "q_home_owned": "c_own_rent",
    "q_home_landlord_consent": "c_lord_written",
    "q_home_window_safety": "c_window_some",
    "q_home_window_plan": "月底前裝好網子。",
    "q_family_agrees": "c_agree_talking",
    "q_family_worries": "擔心花費。",
    "q_pets_experience": "c_exp_same",
    "q_pets_before": "兩隻都養到老。",
    "q_pets_now": True,
    "q_pets_list": [{"q_pet_kind": "c_pet_cat", "q_pet_count": 2}],
    "q_work_hours_away": 10,
    "q_care_daytime": "姊姊中午會回家。",
}


@pytest.mark.parametrize(("species", "at_first"), [("dog", 21), ("cat", 20), ("small_animal", 21)])
@pytest.mark.parametrize(("change", "more"), [({"q_family_agrees": "c_agree_alone"}, 0), ({}, 1), (AMPLE, 8)])
def test_about_twenty_questions_are_asked_of_most_people(species, at_first, change, more):
    outcome = clean(template(species), filled(species) | change, TODAY)
    empty = clean(template(species), {}, TODAY)

    assert (outcome.errors, len(outcome.visible)) == ({}, at_first + more)
    assert empty.progress.total == at_first
    assert empty.progress.minutes_left <= 8


@pytest.mark.parametrize("species", SPECIES)
def test_what_people_of_the_field_expect_is_asked(species):
    expected = {
        "applicant.age", "applicant.cosigner", "family.agrees", "home.landlord_consent", "pets.list", "contact.second",
        "home.photo_sleep", "home.photo_protection", "home.photo_room", "consent.follow_up", "consent.pledge",
    }  # fmt: skip
    by_key = {item["bank"]: item for item in questions(template(species))}

    assert expected - set(by_key) == set()
    assert by_key["consent.pledge"]["typed"]
    assert ("結紮" in by_key["consent.pledge"]["statement"]) == (species != SMALL_ANIMAL)


@pytest.mark.parametrize("species", SPECIES)
@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_no_words_count_minutes_that_the_form_counts_itself(species, language):
    words = [
        text for text in texts(public_projection(template(species), language)) if "分鐘" in text or "minute" in text
    ]

    assert words == []


@pytest.mark.parametrize("species", SPECIES)
def test_no_page_asks_more_than_five_questions_whatever_was_answered(species):
    assert [len(page["items"]) for page in template(species)["pages"] if len(page["items"]) > 5] == []


@pytest.mark.parametrize("species", SPECIES)
def test_every_text_is_there_in_both_languages(species):
    definition = template(species)

    chinese = list(texts(public_projection(definition, "zh-hant")))
    english = list(texts(public_projection(definition, "en")))

    assert len(chinese) == len(english) > 80
    assert [text for text in english if not text.isascii()] == []
    assert [text for text in chinese if text.isascii()] == []
    assert [text for text in chinese if "您" in text or "！" in text] == []


@pytest.mark.parametrize("species", SPECIES)
def test_a_good_applicant_gets_through(species):
    outcome = clean(template(species), filled(species), TODAY)

    assert (outcome.errors, outcome.warnings) == ({}, {})


@pytest.mark.parametrize(
    ("change", "opened"),
    [
        ({"q_applicant_age": "c_age_18"}, ["q_applicant_cosigner"]),
        ({"q_home_owned": "c_own_rent"}, ["q_home_landlord_consent"]),
        ({"q_home_window_safety": "c_window_none"}, ["q_home_window_plan"]),
        ({"q_family_agrees": "c_agree_talking"}, ["q_family_worries"]),
        ({"q_pets_experience": "c_exp_other"}, ["q_pets_before"]),
        ({"q_pets_now": True}, ["q_pets_list"]),
        ({"q_work_hours_away": 10}, ["q_care_daytime"]),
    ],
)
def test_the_logic_asks_further_only_where_it_matters(change, opened):
    before = clean(template(CAT), filled(CAT), TODAY)

    after = clean(template(CAT), filled(CAT) | change, TODAY)

    assert [key for key in after.visible if key not in before.visible] == opened
    assert {key: faults[0].code for key, faults in after.errors.items()} == dict.fromkeys(opened, "required")


def test_a_minor_is_asked_to_let_a_parent_apply():
    outcome = clean(template(CAT), filled(CAT) | {"q_applicant_age": "c_age_minor"}, TODAY)

    assert [fault.code for fault in outcome.errors["q_applicant_age"]] == ["check"]


@pytest.mark.parametrize("species", SPECIES)
def test_nothing_intrusive_is_asked_and_what_is_personal_is_private(species):
    definition = template(species)
    words = " ".join(texts(definition))

    assert [word for word in ("身分證", "薪", "收入", "存款", "帳號後") if word in words] == []
    private = {item["bank"] for item in questions(definition) if item.get("private")}
    assert private == {
        "contact.name", "contact.phone", "contact.second", "applicant.cosigner", "home.area", "consent.pledge",
        "family.special", "family.worries", "home.photo_sleep", "home.photo_protection", "home.photo_room",
    }  # fmt: skip
    assert {item["type"] for item in questions(definition) if not item.get("private")}.isdisjoint(
        {"photo", "file", "address"}
    )


@pytest.mark.parametrize("species", SPECIES)
def test_every_question_is_in_the_bank_with_its_type(species):
    asked = {item["bank"]: item["type"] for item in questions(template(species))}

    assert asked == {key: BANK[key].type for key in asked}


def test_every_bank_question_is_asked_by_some_template():
    asked = {item["bank"] for species in SPECIES for item in questions(template(species))}

    assert asked == set(BANK)
    assert {entry.type for entry in BANK.values()} <= set(OPERATORS)


@pytest.mark.parametrize("species", SPECIES)
def test_the_groups_are_parts_of_the_template(species):
    made = groups(species)

    whole = {item["id"]: item for item in items(template(species))}
    assert [group.key for group in made] == ["home", "experience", "family"]
    assert all(whole[item["id"]] == item for group in made for item in group.items)
    assert all(group.translations["en"][item["id"]]["label"].isascii() for group in made for item in group.items)


def test_every_species_of_a_post_has_a_template():
    assert {kind_for(species) for species in Post.Species.values} == set(SPECIES)
    assert template("rabbit") == template(SMALL_ANIMAL)


def answers_possible(item):
    """Every answer that a condition can tell apart."""
    if item["type"] == "single_choice":
        return [choice["id"] for choice in item["choices"]]
    return {"number": [0, 8, 9, 24], "consent": [True]}[item["type"]]


@pytest.mark.parametrize(
    ("species", "condition"),
    [(species, each) for species in Post.Species.values for each in fitting(species)],
    ids=lambda part: getattr(part, "key", part),
)
def test_every_wish_that_is_offered_can_be_told_from_the_form_of_its_species(species, condition):
    definition = template(species)
    item = asked(definition)[condition.bank]
    post = Post(conditions=cleaned([{"key": condition.key}]))

    said = {
        answer: [fact.level for fact in wishes.checked(post, definition, {item["id"]: answer}, "en", TODAY)]
        for answer in answers_possible(item)
    }

    fits = {
        answer: holds({"q": "q", "op": condition.op, "value": _listed(condition)}, {"q": answer}, TODAY)
        for answer in said
    }
    assert {answer: len(levels) for answer, levels in said.items()} == dict.fromkeys(said, 1)
    assert [answer for answer, levels in said.items() if not fits[answer] and levels != ["attention"]] == []
    assert True in fits.values()
    assert item["type"] == "consent" or False in fits.values()


def _listed(condition):
    return list(condition.value) if isinstance(condition.value, tuple) else condition.value


def test_facts_show_what_is_well_and_what_needs_a_look():
    answers = filled(CAT) | {"q_work_hours_away": 10, "q_home_window_safety": "c_window_some", "q_pets_now": True}
    answers["q_pets_list"] = [
        {"q_pet_kind": "c_pet_cat", "q_pet_count": 2},
        {"q_pet_kind": "c_pet_dog", "q_pet_count": 1},
    ]

    found = facts(template(CAT), answers, "en")

    assert found == [
        Fact("applicant.age", "20 or older", "ok"),
        Fact("family.agrees", "Family agrees", "ok"),
        Fact("home.window_safety", "Protection partly there, will finish", "attention"),
        Fact("work.hours_away", "Alone for 10 hours a day", "attention"),
        Fact("care.indoor", "Indoors only", "ok"),
        Fact("pets.experience", "First pet", "attention"),
        Fact("pets.list", "3 other animals", "ok"),
        Fact("consent.follow_up", "Agrees to send news", "ok"),
    ]


def test_facts_speak_the_givers_language():
    with override("en"):
        [fact] = facts(template(CAT), {"q_home_window_safety": "c_window_all"}, "zh-hant")

    assert fact == Fact("home.window_safety", "門窗防護都好了", "ok")


def test_an_option_of_the_givers_own_says_nothing():
    definition = template(CAT)
    find(definition, "q_family_agrees").node["choices"].append({"id": "c_mine", "label": "貓說好"})

    assert facts(definition, {"q_family_agrees": "c_mine"}, "en") == []


def test_answers_to_a_question_not_from_the_bank_say_nothing():
    definition = template(CAT)
    del find(definition, "q_family_agrees").node["bank"]

    assert facts(definition, {"q_family_agrees": "c_agree_no"}, "en") == []


def test_every_fact_belongs_to_an_option_that_a_template_offers():
    from adoption.form_templates.bank import _OF_CHOICE

    offered = {
        choice["id"]
        for species in SPECIES
        for item in questions(template(species))
        for choice in item.get("choices", [])
    }

    assert set(_OF_CHOICE) <= offered


@pytest.mark.parametrize("species", SPECIES)
def test_the_form_builder_offers_the_template_in_either_language(species):
    offered = templates_registry.get(species)

    english = offered.definition("en")

    assert problems(english) == []
    assert english["language"] == "en"
    assert public_projection(english, "zh-hant")["pages"] == public_projection(template(species), "zh-hant")["pages"]
