"""The adoption application for each species: what givers in Taiwan ask, and nothing that only frightens people off.

Asked: age, consent of family and landlord, number of animals, three photos, a second contact, follow-up, 切結書.
Never asked: identity numbers, income, the exact address (it opens with a confirmed visit).
"""

from .groups import CAT, DOG, SMALL_ANIMAL, experience, family, home
from .writing import Node, Pair, choice, document, page, question, when

_TITLES: dict[str, Pair] = {
    DOG: ("狗狗認養申請表", "Application to adopt a dog"),
    CAT: ("貓咪認養申請表", "Application to adopt a cat"),
    SMALL_ANIMAL: ("小動物認養申請表", "Application to adopt a small animal"),
}
_INTRO = ("大約 8 分鐘，可以隨時停下來，下次再繼續。", "About 8 minutes. You can stop at any time and go on later.")
_THANKS = ("謝謝你。每一份申請都會收到回覆。", "Thank you. Every application gets an answer.")


def kind_for(species: str) -> str:
    """The template that fits a post's species: whatever is no dog and no cat is a small animal."""
    return species if species in (DOG, CAT) else SMALL_ANIMAL


def template(species: str, language: str = "zh-hant") -> Node:
    """The definition of one species' form, its own texts in one language with the other beside it."""
    species = kind_for(species)
    return document(_TITLES[species], _INTRO, _THANKS, _pages(species), _CHECKS, language)


def _pages(species: str) -> list[Node]:
    """One topic a page, on a phone one screen: five questions at most, also when every further one opens."""
    return [
        about_you(),
        page("home", ("你的家", "Your home"), *home(species)),
        page("family", ("家人", "Your family"), *family()),
        _photos(species),
        page("animals", ("你和動物", "You and animals"), _WHY, *experience(species)),
        page("daily", ("每天的生活", "Daily life"), *hours(), *_DAILY[species]),
        page("future", ("生病與變化", "Illness and change"), *_CLINIC.get(species, []), *_FUTURE),
        _agreement(species),
    ]


def about_you() -> Node:
    return page(
        "you",
        ("關於你", "About you"),
        question(
            "contact.name",
            "short_text",
            ("怎麼稱呼你？", "What should we call you?"),
            required=True,
            private=True,
            max_length=60,
            autocomplete="name",
        ),
        question(
            "applicant.age",
            "single_choice",
            ("你幾歲？", "How old are you?"),
            required=True,
            choices=[
                choice("age_20", ("滿 20 歲", "20 or older")),
                choice("age_18", ("18 或 19 歲", "18 or 19")),
                choice("age_minor", ("未滿 18 歲", "Under 18")),
            ],
        ),
        question(
            "applicant.cosigner",
            "short_text",
            ("哪一位家人會和你一起簽名？", "Who in your family will sign with you?"),
            help=("寫稱呼和關係就好。", "A name and how you are related is enough."),
            show_if=when("applicant.age", "is", "c_age_18"),
            required=True,
            private=True,
            max_length=100,
        ),
        question(
            "contact.phone",
            "short_text",
            ("手機號碼", "Mobile number"),
            format="phone",
            required=True,
            private=True,
            help=("確認見面之後才會給送養人。", "The giver sees it once a visit is confirmed."),
            autocomplete="tel",
        ),
        question(
            "home.area",
            "address",
            ("你住在哪一區？", "Which district do you live in?"),
            required=True,
            detail="district",
            help=("只用來估算見面的距離。", "Only to see how far it is to meet."),
        ),
    )


_WHY = question(
    "applicant.why",
    "long_text",
    ("為什麼想認養牠？", "Why would you like to adopt this pet?"),
    required=True,
    min_length=10,
    max_length=500,
)
SECOND_CONTACT = question(
    "contact.second",
    "short_text",
    ("第二聯絡人", "A second contact"),
    required=True,
    private=True,
    max_length=150,
    help=(
        "找不到你的時候可以問的人：稱呼、關係、電話。",
        "Whom to ask when you cannot be reached: name, relation, phone.",
    ),
)
_SLEEPING: dict[str, Pair] = {
    DOG: ("牠睡覺的地方", "Where the dog would sleep"),
    CAT: ("牠睡覺和躲起來的地方", "Where the cat would sleep and hide"),
    SMALL_ANIMAL: ("籠子或圍片的空間", "The cage or pen"),
}
_PROTECTION: dict[str, Pair] = {
    DOG: ("大門、陽台或圍欄", "The door, balcony or fence"),
    CAT: ("窗戶和陽台的防護", "The protection of windows and balcony"),
    SMALL_ANIMAL: ("窗戶、電線或門縫的防護", "How windows, cables or gaps are made safe"),
}


def _photos(species: str) -> Node:
    photos = {"required": True, "min_files": 1, "max_files": 3}
    where = ("還沒準備好也沒關係，拍預定的位置。", "Not ready yet? Show the place you have in mind.")
    return page(
        "photos",
        ("照片", "Photos"),
        question("home.photo_sleep", "photo", _SLEEPING[species], help=where, **photos),
        question("home.photo_protection", "photo", _PROTECTION[species], help=where, **photos),
        question(
            "home.photo_room", "photo", ("牠平常活動的房間", "The room where the pet would spend its day"), **photos
        ),
        intro=("照片只有送養人和她授權的人看得到。", "Only the giver, and whom she authorizes, sees the photos."),
    )


def hours() -> list[Node]:
    """A workday: how long the pet is alone, and who looks after it then."""
    return [
        question(
            "work.hours_away",
            "number",
            ("平日牠一天要自己在家幾小時？", "How many hours a workday would the pet be alone?"),
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


_FUTURE: list[Node] = [
    question(
        "care.illness",
        "long_text",
        (
            "牠生病時，你打算怎麼安排看診和費用？",
            "If the pet falls ill, how would you arrange the vet and the cost?",
        ),
        required=True,
        max_length=500,
    ),
    question(
        "care.changes",
        "long_text",
        (
            "如果要搬家、出國或家裡多了小孩，牠怎麼辦？",
            "If you move, go abroad or have a child, what about the pet?",
        ),
        required=True,
        max_length=500,
    ),
]
_DAILY: dict[str, list[Node]] = {
    DOG: [
        question(
            "care.walks",
            "single_choice",
            ("一天能帶牠散步幾次？", "How many walks a day can you give?"),
            required=True,
            choices=[
                choice("walk_two", ("兩次以上", "Two or more")),
                choice("walk_one", ("一次", "One")),
                choice("walk_less", ("不是每天", "Not every day")),
            ],
        ),
    ],
    CAT: [
        question(
            "care.indoor",
            "single_choice",
            ("牠會怎麼生活？", "How would the cat live?"),
            required=True,
            choices=[
                choice("indoor_only", ("完全養在室內", "Indoors only")),
                choice("indoor_lead", ("室內，偶爾牽繩外出", "Indoors, sometimes out on a lead")),
                choice("indoor_free", ("自由進出", "Free to come and go")),
            ],
        ),
    ],
    SMALL_ANIMAL: [
        question(
            "care.heat",
            "single_choice",
            ("夏天的溫度怎麼控制？", "How do you keep it cool in summer?"),
            required=True,
            choices=[
                choice("heat_air", ("可以整天開冷氣", "Air conditioning all day")),
                choice("heat_fan", ("電扇或冰磚", "Fans or ice packs")),
                choice("heat_none", ("還沒想到", "I have not thought of it")),
            ],
        ),
    ],
}

_CLINIC: dict[str, list[Node]] = {
    SMALL_ANIMAL: [
        question(
            "care.vet",
            "short_text",
            ("附近哪一家醫院看這種動物？", "Which clinic nearby treats this kind of animal?"),
            required=True,
            max_length=150,
        ),
    ],
}

_NEUTER = question(
    "consent.neuter",
    "consent",
    ("結紮、晶片與疫苗", "Neutering, chip and vaccines"),
    required=True,
    statement=(
        "我會照獸醫師的建議完成結紮、晶片登記和每年的疫苗。",
        "I will have the pet neutered, chipped and vaccinated every year as a vet advises.",
    ),
)
_FOLLOW_UP = question(
    "consent.follow_up",
    "consent",
    ("看環境與追蹤", "Seeing the home, and follow-up"),
    required=True,
    statement=(
        "我願意讓送養人家訪或視訊看環境，並在一週、一個月、三個月和六個月後回報近況。",
        "The giver may see my home, in person or by video, "
        "and I will send news after a week and after one, three and six months.",
    ),
)
_PLEDGE = question(
    "consent.pledge",
    "consent",
    ("切結書", "Pledge"),
    required=True,
    typed=True,
    help=("打上你的姓名，代表你同意。", "Type your name to agree."),
    statement=(
        "以上都是真的。我會照顧牠一輩子，不棄養、不販售、不轉送；如果真的無法再照顧，會先聯絡送養人。",
        "All of this is true. I will care for the pet for life and never abandon, sell or pass it on; "
        "should I be unable to, I will first turn to the giver.",
    ),
)


def _agreement(species: str) -> Node:
    consents = [_FOLLOW_UP, _PLEDGE] if species == SMALL_ANIMAL else [_NEUTER, _FOLLOW_UP, _PLEDGE]
    return page("agree", ("約定", "Agreement"), SECOND_CONTACT, *consents)


_CHECKS: list[Node] = [
    {
        "id": "k_minor",
        "when": when("applicant.age", "is", "c_age_minor"),
        "on": "q_applicant_age",
        "level": "error",
        "message": (
            "未滿 18 歲，請由家長用自己的帳號申請。",
            "Under 18: please let a parent apply with their own account.",
        ),
    },
    {
        "id": "k_alone",
        "when": when("work.hours_away", "gte", 12),
        "on": "q_work_hours_away",
        "level": "warning",
        "message": (
            "牠一個人的時間很長，請在下一題說明安排。",
            "That is a long day alone; please explain in the next question.",
        ),
    },
]
