"""Animals in the ministry's shape, invented, and the files that hold them."""

import csv
import io
import json

ANIMAL = {
    "animal_id": "404165", "animal_subid": "CAAAG1140504004", "animal_area_pkid": "6", "animal_shelter_pkid": "61",
    "animal_place": "桃園市動物保護教育園區", "animal_kind": "狗", "animal_Variety": "混種犬          ",
    "animal_sex": "M", "animal_bodytype": "SMALL", "animal_colour": "黃色", "animal_age": "CHILD",
    "animal_sterilization": "F", "animal_bacterin": "F", "animal_foundplace": "寶山鄉", "animal_title": "",
    "animal_status": "OPEN", "animal_remark": "", "animal_caption": "", "animal_opendate": "2025-05-04",
    "animal_closeddate": "2999-12-31", "animal_update": "2025/05/04", "animal_createtime": "2025/05/04",
    "shelter_name": "桃園市動物保護教育園區", "album_file": "https://www.pet.gov.tw/upload/pic/1.png",
    "album_update": "", "cDate": "2025/05/04", "shelter_address": "桃園市新屋區永興里3鄰藻礁路1668號",
    "shelter_tel": "03-4861760",
}  # fmt: skip


def animal(**changes):
    return {**ANIMAL, **changes}


def csv_bytes(*animals, order=None, ending="\n\n", mark="\ufeff", newline="\n"):
    """A CSV file as the ministry writes it: byte-order mark, blank lines at the end, quotes only where needed."""
    file = io.StringIO()
    writer = csv.DictWriter(file, order or list(ANIMAL), lineterminator=newline)
    writer.writeheader()
    writer.writerows(animals)
    return (mark + file.getvalue() + ending).encode()


def json_bytes(*animals):
    """The JSON service's answer: three keys are numbers, all else text."""
    numbers = ("animal_id", "animal_area_pkid", "animal_shelter_pkid")
    rows = [{**each, **{key: int(each[key]) for key in numbers if each[key].isdigit()}} for each in animals]
    return json.dumps(rows, ensure_ascii=False).encode()
