"""The adoption application for each species: what givers in Taiwan ask, and nothing that only frightens people off.

Asked: age, consent of family and landlord, number of animals, three photos, a second contact, follow-up, 切結書.
Never asked: identity numbers, income, the exact address (it opens with a confirmed visit).
Private is whatever names, reaches or shows a person or a home, and what it says of other people's health or worries.
"""

from .care import daily, future
from .groups import CAT, DOG, SMALL_ANIMAL, experience, family, home
from .writing import Node, Pair, choice, document, page, question, when

_TITLES: dict[str, Pair] = {
    DOG: ("狗狗認養申請表", "Application to adopt a dog"),
    CAT: ("貓咪認養申請表", "Application to adopt a cat"),
    SMALL_ANIMAL: ("小動物認養申請表", "Application to adopt a small animal"),
}
_INTRO = ("可以隨時停下來，下次再繼續。", "You can stop at any time and go on later.")
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
        page("family", ("家人和聯絡人", "Family and contact"), *family(), SECOND_CONTACT),
        _photos(species),
        page("animals", ("你和動物", "You and animals"), _WHY, *experience(species)),
        page("daily", ("每天的生活", "Daily life"), *daily(species)),
        page("future", ("生病與變化", "Illness and change"), *future(species)),
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
            help=(
                "送出之後，送養人和送養人授權的人就看得到。",
                "The giver, and people whom the giver authorizes, can read it once you have sent this form.",
            ),
            autocomplete="tel",
        ),
        question(
            "home.area",
            "address",
            ("你住在哪一區？", "Which district do you live in?"),
            required=True,
            private=True,
            detail="district",
            help=("選縣市和鄉鎮市區就好，不用寫地址。", "County and district are enough; no street is asked."),
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
        "聯絡不上你的時候可以問的人：稱呼、關係、電話。請先問過對方。",
        "Whom to ask when you cannot be reached: name, relation, phone. Please ask that person first.",
    ),
)
_SLEEPING: dict[str, Pair] = {
    DOG: ("牠睡覺的地方", "Where the dog would sleep"),
    CAT: ("牠睡覺和躲藏的地方", "Where the cat would sleep and hide"),
    SMALL_ANIMAL: ("籠子或圍片的空間", "The cage or pen"),
}
_PROTECTION: dict[str, Pair] = {
    DOG: ("大門、陽台或圍欄", "The door, balcony or fence"),
    CAT: ("窗戶和陽台的防護", "The protection of windows and balcony"),
    SMALL_ANIMAL: ("窗戶、電線或門縫的防護", "The protection of windows, cables or gaps"),
}


def _photos(species: str) -> Node:
    photos = {"required": True, "private": True, "min_files": 1, "max_files": 3}
    where = ("還沒準備好也沒關係，拍預定的位置。", "Not ready yet? Show the place you have in mind.")
    return page(
        "photos",
        ("照片", "Photos"),
        question("home.photo_sleep", "photo", _SLEEPING[species], help=where, **photos),
        question("home.photo_protection", "photo", _PROTECTION[species], help=where, **photos),
        question(
            "home.photo_room", "photo", ("牠平常活動的房間", "The room where the pet would spend its day"), **photos
        ),
        intro=(
            "照片只有送養人和送養人授權的人看得到。",
            "Only the giver, and people whom the giver authorizes, can see the photos.",
        ),
    )


_FOLLOW_UP = question(
    "consent.follow_up",
    "consent",
    ("看環境與追蹤回報", "Seeing the home, and follow-up"),
    required=True,
    statement=(
        "我願意讓送養人家訪或視訊看環境，並在一週、一個月、三個月和六個月後回報近況。",
        "The giver may see my home, in person or by video, "
        "and I will send news after a week and after one, three and six months.",
    ),
)
_VET_CARE: Pair = (
    "我會照獸醫師的建議完成結紮、晶片登記和每年的疫苗，照顧牠一輩子，",
    "I will have the pet neutered, chipped and vaccinated every year as a vet advises, care for it for life, ",
)
_LIFELONG: Pair = ("我會照顧牠一輩子，", "I will care for the pet for life ")


def _pledge(species: str) -> Node:
    """切結書, signed by the name; of dogs and cats the law asks for chip and neutering."""
    chinese, english = _LIFELONG if species == SMALL_ANIMAL else _VET_CARE
    return question(
        "consent.pledge",
        "consent",
        ("切結書", "Pledge"),
        required=True,
        private=True,
        typed=True,
        help=("打上你的姓名，就代表你同意。", "Type your name to agree."),
        statement=(
            f"以上填寫屬實。{chinese}不棄養、不販售、不轉送；如果真的無法再照顧，會先聯絡送養人。",
            f"All of this is true. {english}and never abandon, sell or pass it on; "
            "should I be unable to keep it, I will first turn to the giver.",
        ),
    )


def _agreement(species: str) -> Node:
    return page("agree", ("約定", "Agreement"), _FOLLOW_UP, _pledge(species))


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
            "牠獨自在家的時間很長，請在下一題說明安排。",
            "That is a long day alone; please explain in the next question.",
        ),
    },
]
