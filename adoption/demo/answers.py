"""What people of the demo answer in an application form. The questions are those of our templates."""

from django.core.files import File

from adoption.demo.posts import PHOTOS
from adoption.services import applications
from forms_builder import definition
from forms_builder.services import uploads

# One home for each person: (answers that differ from most people's, photos: sleeping place, protection, room).
HOMES = {
    "yichun": (
        {
            "q_applicant_why": "去年送走了陪我六年的貓，家裡一直很安靜。看到橘子在窗邊的樣子，想給牠一個有太陽的窗台。",
            "q_home_window_safety": "c_window_some",
            "q_home_window_plan": "客廳和房間已經裝好防護網，陽台月底前請師傅來裝，裝好可以拍給你看。",
            "q_family_agrees": "c_agree_all",
            "q_pets_experience": "c_exp_same",
            "q_pets_before": "養過一隻米克斯六年，去年因為腎衰竭離開，最後一個月在家打皮下點滴。",
            "q_work_hours_away": 9,
            "q_care_daytime": "我每週在家工作三天，其他天媽媽在家。",
        },
        ("home-living", "home-window", "home-room"),
    ),
    "wu": (
        {
            "q_applicant_why": "我在家工作，一整天都在。希望有個伴，也負擔得起牠的醫療。",
            "q_work_hours_away": 2,
            "q_family_agrees": "c_agree_alone",
        },
        ("home-room", "home-window", "home-living"),
    ),
    "lee": (
        {
            "q_applicant_why": "我們夫妻養貓十一年，上一隻活到十五歲。附近就是熟識的獸醫院，可以請醫師幫我們寫推薦。",
            "q_pets_experience": "c_exp_same",
            "q_pets_before": "三花貓小米，十五歲老死，最後是在家裡睡著離開的。",
        },
        ("home-living", "home-balcony", "home-room"),
    ),
    "tsai": (
        {"q_applicant_why": "女兒十歲，我們討論了一年，她存錢買了第一個貓抓板。"},
        ("home-room", "home-window", "home-living"),
    ),
    "chou": (
        {
            "q_applicant_why": "第一次養，先上了三堂認養前的課，也去收容所當了半年志工。",
            "q_pets_experience": "c_exp_first",
            "q_home_owned": "c_own_rent",
            "q_home_landlord_consent": "c_lord_written",
        },
        ("home-room", "home-window", "home-living"),
    ),
    "hsu": (
        {
            "q_applicant_why": "家裡有一隻三歲的貓，個性溫和，想幫牠找個伴，兩隻都是室內飼養。",
            "q_pets_experience": "c_exp_same",
            "q_pets_before": "現在這一隻就是第一隻，還在身邊。",
            "q_pets_now": True,
            "q_pets_list": [{"q_pet_kind": "c_pet_cat", "q_pet_count": 1, "q_pet_neutered": True}],
        },
        ("home-cage", "home-balcony", "home-living"),
    ),
    "kevin": (
        {
            "q_applicant_why": "搬到台灣三年了，工作穩定，終於住在可以養寵物的房子。",
            "q_pets_experience": "c_exp_first",
            "q_home_owned": "c_own_rent",
            "q_home_landlord_consent": "c_lord_spoken",
        },
        ("home-living", "home-window", "home-room"),
    ),
    "huang": (
        {
            "q_applicant_why": "倉庫有老鼠，想養一隻貓，牠可以自由進出，不會無聊。",
            "q_home_window_safety": "c_window_none",
            "q_home_window_plan": "倉庫沒有窗戶，門白天會開著。",
            "q_care_indoor": "c_indoor_free",
            "q_work_hours_away": 12,
            "q_care_daytime": "員工會看。",
        },
        ("home-yard", "home-yard", "home-yard"),
    ),
    "ho": (
        {"q_applicant_why": "我退休了，早晚都會去公園走路，想找一個一起慢慢走的伴。", "q_work_hours_away": 1},
        ("home-living", "home-yard", "home-room"),
    ),
}

# What most people say. Only what the form asks, and asks of them, is sent.
USUAL = {
    "q_applicant_age": "c_age_20",
    "q_home_owned": "c_own_self",
    "q_home_window_safety": "c_window_all",
    "q_family_agrees": "c_agree_all",
    "q_family_special": ["c_fam_none"],
    "q_pets_experience": "c_exp_other",
    "q_pets_before": "小時候家裡養過狗，十三歲的時候在家人身邊離開。",
    "q_pets_now": False,
    "q_work_hours_away": 6,
    "q_care_indoor": "c_indoor_only",
    "q_care_walks": "c_walk_two",
    "q_care_heat": "c_heat_air",
    "q_care_illness": "平常每個月存兩千元當醫療基金，附近十分鐘有二十四小時的醫院。",
    "q_care_changes": "搬家一定帶著走；出國的時候由家人照顧，真的不行會先聯絡你。",
    "q_consent_follow_up": True,
}
PHOTO_QUESTIONS = ("q_home_photo_sleep", "q_home_photo_protection", "q_home_photo_room")


def fill(application, person, *, half=False):
    """Answer the form as this person would; `half` of it, without photos, for a draft that waits."""
    version = application.submission.version
    asked = {item["id"] for item in definition.questions(version.definition)}
    own, pictures = HOMES[person.key]
    answers = USUAL | _about(person) | own
    if half:
        asked -= {"q_care_illness", "q_care_changes", "q_consent_follow_up", "q_consent_pledge"}
    else:
        answers |= _photos(version, application.applicant, asked, pictures)
    changes = {key: value for key, value in answers.items() if key in asked}
    applications.save_answers(application=application, by=application.applicant, client="demo", seq=1, changes=changes)


def _about(person):
    return {
        "q_contact_name": person.name,
        "q_contact_phone": person.phone,
        "q_contact_second": "家人，住在附近，0900-000-300",
        "q_home_area": {"county": person.county, "district": person.district},
        "q_consent_pledge": person.name,
    }


def _photos(version, owner, asked, pictures):
    taken = {}
    for question, picture in zip(PHOTO_QUESTIONS, pictures, strict=True):
        if question in asked:
            with (PHOTOS / f"{picture}.jpg").open("rb") as file:
                upload = uploads.accept(
                    version=version, question_id=question, owner=owner, file=File(file, name=f"{question}.jpg")
                )
            taken[question] = [str(upload.uid)]
    return taken
