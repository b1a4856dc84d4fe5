"""A dozen invented animals in the ministry's shape, brought in as its list is."""

from datetime import timedelta

from django.utils import timezone

from adoption.open_data.reading import Row
from adoption.services import shelters

SHELTERS = [
    ("2", "臺北市動物之家", "臺北市內湖區安美街191號", "(02)87913254"),
    ("3", "新北市板橋區公立動物之家", "新北市板橋區板城路28-1號", "(02)89662158"),
    ("10", "臺中市動物之家南屯園區", "臺中市南屯區中台路601號", "(04)23850976"),
    ("17", "高雄市壽山動物保護教育園區", "高雄市鼓山區萬壽路350號", "(07)5519059"),
]
FIRST_ID = 900_000_001  # far above the ministry's numbers

# kind, breed, sex, size, colour, age, neutered, remark
ANIMALS = [
    ("狗", "混種犬", "M", "MEDIUM", "黑色", "ADULT", "T", "親人，會坐下，牽繩穩定。"),
    ("貓", "混種貓", "F", "SMALL", "三花色", "CHILD", "F", "一起送來的三隻之一，可以單獨認養。"),
    ("狗", "混種犬", "F", "MEDIUM", "黃色", "ADULT", "T", "怕大聲響，熟了之後很黏人。"),
    ("貓", "混種貓", "M", "MEDIUM", "虎斑色", "ADULT", "T", "左耳剪耳，可以和別的貓同住。"),
    ("狗", "柴犬", "M", "MEDIUM", "棕色", "ADULT", "N", ""),
    ("狗", "混種犬", "F", "BIG", "黑黃色", "ADULT", "T", "後腳車禍已恢復，不影響行走。"),
    ("貓", "英國短毛貓", "F", "MEDIUM", "灰色", "", "N", ""),
    ("狗", "混種犬", "M", "SMALL", "白色", "CHILD", "F", "換牙中，會咬東西。"),
    ("其他", "混種家兔", "F", "SMALL", "白色", "ADULT", "N", "會用兔砂。"),
    ("狗", "貴賓犬", "F", "SMALL", "米色", "ADULT", "T", "白內障，在熟悉的環境走動沒有問題。"),
    ("貓", "混種貓", "N", "SMALL", "黑色", "CHILD", "F", "奶貓，代養家庭照顧中。"),
    ("狗", "混種犬", "M", "MEDIUM", "虎斑色", "ADULT", "T", "會握手，和狗相處良好。"),
]


def make():
    return shelters.import_animals(
        rows=[Row(line, values) for line, values in enumerate(_rows(), start=1)], is_whole=False
    )


def _rows():
    today = timezone.localdate()
    for number, (kind, breed, sex, size, colour, age, neutered, remark) in enumerate(ANIMALS):
        area, shelter, address, telephone = SHELTERS[number % len(SHELTERS)]
        opened = str(today - timedelta(days=7 * number))
        yield {
            "animal_id": FIRST_ID + number, "animal_subid": f"DEMO-{number + 1:03}", "animal_area_pkid": area,
            "animal_place": shelter, "animal_kind": kind, "animal_Variety": breed, "animal_sex": sex,
            "animal_bodytype": size, "animal_colour": colour, "animal_age": age, "animal_sterilization": neutered,
            "animal_bacterin": "F", "animal_status": "OPEN", "animal_remark": remark, "animal_opendate": opened,
            "shelter_name": shelter, "shelter_address": address, "shelter_tel": telephone, "album_file": "",
        }  # fmt: skip
