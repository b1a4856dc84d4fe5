"""Groups of questions that belong together: the palette offers them, the templates are made of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .writing import LANGUAGES, Node, choice, field, question, split, when

CAT, DOG, SMALL_ANIMAL = "cat", "dog", "small_animal"
SPECIES = (DOG, CAT, SMALL_ANIMAL)


@dataclass(frozen=True)
class Group:
    """What the palette inserts: items in one language, and their texts in the other by id."""

    key: str
    label: str | Promise
    items: list[dict[str, Any]]
    translations: dict[str, dict[str, dict[str, str]]]


def groups(species: str, language: str = "zh-hant") -> list[Group]:
    """The reusable groups, worded for a species, with their texts in the form's own language."""
    written = (
        ("home", _("Living conditions"), home(species)),
        ("experience", _("Experience with animals"), experience(species)),
        ("family", _("Family and people at home"), family()),
    )
    return [_group(key, label, nodes, language) for key, label, nodes in written]


def _group(key: str, label: str | Promise, nodes: list[Node], language: str) -> Group:
    parts = [split(node, language) for node in nodes]
    overlay = {node_id: texts for _node, found in parts for node_id, texts in found.items()}
    other = next(code for code in LANGUAGES if code != language)
    return Group(key, label, [node for node, _found in parts], {other: overlay})


def home(species: str) -> list[Node]:
    """居住環境: where the pet would live, and whether it is allowed and safe there."""
    return [
        question(
            "home.owned",
            "single_choice",
            ("你住的地方是誰的？", "Who owns the home you live in?"),
            required=True,
            choices=[
                choice("own_self", ("自己的房子", "I do")),
                choice("own_family", ("家人的房子", "My family")),
                choice("own_rent", ("租的，整層或整棟", "I rent a whole flat or house")),
                choice("own_room", ("租的，套房或雅房", "I rent a single room")),
                choice("own_school", ("學校或公司的宿舍", "It is a dormitory of a school or company")),
            ],
        ),
        question(
            "home.landlord_consent",
            "single_choice",
            ("房東或管理單位同意養寵物嗎？", "Does the landlord or owner allow pets?"),
            show_if=when("home.owned", "any_of", ["c_own_rent", "c_own_room", "c_own_school"]),
            required=True,
            choices=[
                choice("lord_written", ("同意，有寫進租約或書面", "Yes, in writing")),
                choice("lord_spoken", ("口頭同意", "Yes, by word of mouth")),
                choice("lord_unasked", ("還沒問", "I have not asked yet")),
                choice("lord_no", ("不同意", "No")),
            ],
        ),
        *_safety(species),
    ]


_SAFETY = {
    CAT: (
        ("窗戶和陽台有防護嗎？", "Are the windows and the balcony secured?"),
        (
            "貓可以推開紗窗，先知道要一起準備什麼。",
            "Cats can push a screen open; it is good to know what to prepare together.",
        ),
    ),
    DOG: (
        ("大門、陽台和圍欄有防走失的措施嗎？", "Are the door, balcony and fence escape-proof?"),
        ("剛到新家的狗狗最容易走失。", "Dogs get lost most easily in their first weeks in a new home."),
    ),
    SMALL_ANIMAL: (
        ("電線、門縫和窗戶有防護嗎？", "Are cables, gaps and windows made safe?"),
        ("小動物會咬電線，也會鑽進縫裡。", "Small animals chew cables and slip into gaps."),
    ),
}


def _safety(species: str) -> list[Node]:
    label, help_text = _SAFETY[species]
    return [
        question(
            "home.window_safety",
            "single_choice",
            label,
            help=help_text,
            required=True,
            choices=[
                choice("window_all", ("有，全部都弄好了", "Yes, all of them")),
                choice("window_some", ("部分有，願意在牠來之前補齊", "Partly; I will finish before the pet comes")),
                choice("window_none", ("還沒有", "Not yet")),
            ],
        ),
        question(
            "home.window_plan",
            "long_text",
            ("打算怎麼補上防護？", "How will you make it safe?"),
            max_length=300,
            placeholder=("例如：月底前裝好陽台網", "For example: a balcony net by the end of the month"),
            show_if=when("home.window_safety", "any_of", ["c_window_some", "c_window_none"]),
            required=True,
        ),
    ]


_SAME = {
    CAT: ("養過貓", "I have kept cats"),
    DOG: ("養過狗", "I have kept dogs"),
    SMALL_ANIMAL: ("養過同一種小動物", "I have kept the same kind of small animal"),
}


def experience(species: str) -> list[Node]:
    """飼養經驗: animals before, and animals now."""
    return [
        question(
            "pets.experience",
            "single_choice",
            ("你養過動物嗎？", "Have you kept animals before?"),
            required=True,
            choices=[
                choice("exp_same", _SAME[species]),
                choice("exp_other", ("養過別種動物", "I have kept other animals")),
                choice("exp_first", ("這是第一次", "This is my first time")),
            ],
        ),
        question(
            "pets.before",
            "long_text",
            ("以前養的動物後來怎麼了？", "What became of the animals you had?"),
            max_length=500,
            show_if=when("pets.experience", "any_of", ["c_exp_same", "c_exp_other"]),
            required=True,
        ),
        question(
            "pets.now", "yes_no", ("家裡現在有其他動物嗎？", "Are there other animals at home now?"), required=True
        ),
        question(
            "pets.list",
            "repeat",
            ("家裡有哪些動物？", "Which animals are they?"),
            add_label=("再加一種", "Add a kind"),
            show_if=when("pets.now", "is", True),
            required=True,
            min_rows=1,
            max_rows=8,
            fields=[
                field(
                    "pet_kind",
                    "single_choice",
                    ("種類", "Kind"),
                    required=True,
                    choices=[
                        choice("pet_dog", ("狗", "Dog")),
                        choice("pet_cat", ("貓", "Cat")),
                        choice("pet_rabbit", ("兔子", "Rabbit")),
                        choice("pet_other", ("其他", "Other")),
                    ],
                ),
                field("pet_count", "number", ("幾隻", "How many"), required=True, integer=True, min=1, max=50),
                field("pet_neutered", "yes_no", ("都結紮了嗎？", "All neutered?")),
            ],
        ),
    ]


def family() -> list[Node]:
    """家人與同住者: who lives there, and whether they want this too."""
    return [
        question(
            "family.agrees",
            "single_choice",
            ("同住的人都同意嗎？", "Does everybody at home agree?"),
            required=True,
            choices=[
                choice("agree_all", ("都同意", "Everybody agrees")),
                choice("agree_alone", ("我一個人住", "I live alone")),
                choice("agree_talking", ("還在溝通", "We are still talking")),
                choice("agree_no", ("有人不同意", "Somebody does not")),
            ],
        ),
        question(
            "family.worries",
            "long_text",
            ("家人擔心的是什麼？", "What are they worried about?"),
            max_length=500,
            show_if=when("family.agrees", "any_of", ["c_agree_talking", "c_agree_no"]),
            required=True,
            private=True,
        ),
        question(
            "family.special",
            "multi_choice",
            ("家裡有這些情形嗎？", "Does any of this apply at your home?"),
            show_if=when("family.agrees", "any_of", ["c_agree_all", "c_agree_talking", "c_agree_no"]),
            required=True,
            private=True,
            choices=[
                choice("fam_baby", ("有未滿 6 歲的小孩", "Children under 6")),
                choice("fam_allergy", ("有人對動物過敏", "Somebody is allergic to animals")),
                choice("fam_elder", ("有需要照顧的長輩", "An elder who needs care")),
                choice("fam_none", ("都沒有", "None of these"), exclusive=True),
            ],
        ),
    ]
