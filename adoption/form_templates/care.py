"""Each day and what may come: how long alone, where the pet lives, what its species needs, illness and change."""

from .groups import CAT, DOG, SMALL_ANIMAL
from .writing import Node, Pair, choice, question, when


def hours() -> list[Node]:
    """A workday: how long the pet is alone, and who looks after it then."""
    return [
        question(
            "work.hours_away",
            "number",
            ("平日牠每天要獨自在家幾小時？", "On a workday, how many hours would the pet be alone?"),
            required=True,
            min=0,
            max=24,
            unit=("小時", "hours"),
        ),
        question(
            "care.daytime",
            "long_text",
            ("白天誰會照顧牠？", "Who looks after the pet during the day?"),
            max_length=300,
            placeholder=("例如：我在家工作，中午會陪牠", "For example: I work at home and am there at noon"),
            show_if=when("work.hours_away", "gt", 8),
            required=True,
        ),
    ]


# 不關籠、不鍊養、不放養: what givers ask after; each wish of a post can be told from the answer.
_PLACES: dict[str, list[Node]] = {
    DOG: [
        choice("indoor_only", ("屋內，和家人一起", "Indoors, with the family")),
        choice("indoor_yard", ("白天在院子，晚上進屋", "In the yard by day, indoors at night")),
        choice("indoor_out", ("院子、陽台或頂樓", "In the yard, on a balcony or on the roof")),
        choice("indoor_cage", ("大部分時間關籠或鍊住", "Mostly in a cage or on a chain")),
        choice("indoor_free", ("放養，自由進出", "Free to come and go")),
    ],
    CAT: [
        choice("indoor_only", ("完全養在屋內", "Indoors only")),
        choice("indoor_lead", ("屋內，偶爾牽繩外出", "Indoors, sometimes out on a lead")),
        choice("indoor_out", ("陽台、院子或店面", "On a balcony, in the yard or in a shop")),
        choice("indoor_cage", ("大部分時間在籠子裡", "Mostly in a cage")),
        choice("indoor_free", ("放養，自由進出", "Free to come and go")),
    ],
    SMALL_ANIMAL: [
        choice("indoor_only", ("屋內，可以自由活動", "Indoors, free to move about")),
        choice("indoor_pen", ("屋內的圍片裡，每天放出來活動", "Indoors in a pen, let out every day")),
        choice("indoor_box", ("籠子或飼養箱裡", "In a cage or a tank")),
        choice("indoor_out", ("陽台、院子或戶外", "On a balcony, in the yard or outdoors")),
    ],
}


def _place(species: str) -> Node:
    label = ("牠平常會待在哪裡？", "Where would the pet spend most of its time?")
    return question("care.indoor", "single_choice", label, required=True, choices=_PLACES[species])


_NEEDS: dict[str, list[Node]] = {
    DOG: [
        question(
            "care.walks",
            "single_choice",
            ("一天能帶牠散步幾次？", "How many walks a day can you give the dog?"),
            required=True,
            choices=[
                choice("walk_two", ("兩次以上", "Two or more")),
                choice("walk_one", ("一次", "One")),
                choice("walk_less", ("不是每天", "Not every day")),
            ],
        ),
    ],
    CAT: [],
    SMALL_ANIMAL: [
        question(
            "care.heat",
            "single_choice",
            ("夏天怎麼讓牠保持涼爽？", "How would you keep the pet cool in summer?"),
            required=True,
            choices=[
                choice("heat_air", ("可以整天開冷氣", "Air conditioning all day")),
                choice("heat_fan", ("電扇或冰磚", "Fans or ice packs")),
                choice("heat_none", ("還沒想到", "I have not thought of it yet")),
            ],
        ),
    ],
}


def daily(species: str) -> list[Node]:
    return [*hours(), _place(species), *_NEEDS[species]]


_VET: Pair = (
    "牠生病時，你打算怎麼安排看診和費用？",
    "If the pet falls ill, how would you arrange the vet and the cost?",
)
_EXOTIC_VET: Pair = (
    "附近哪一家醫院看這種動物？看診的費用怎麼安排？",
    "Which clinic nearby treats this kind of animal, and how would you meet the cost?",
)


def future(species: str) -> list[Node]:
    """Illness, and a life that changes. Few clinics treat small animals, so there the clinic is asked for."""
    return [
        question(
            "care.illness",
            "long_text",
            _EXOTIC_VET if species == SMALL_ANIMAL else _VET,
            required=True,
            max_length=500,
        ),
        question(
            "care.changes",
            "long_text",
            (
                "如果要搬家、出國或家裡多了小孩，牠怎麼辦？",
                "If you move, go abroad or have a child, what would happen to the pet?",
            ),
            required=True,
            max_length=500,
        ),
    ]
