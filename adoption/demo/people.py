"""Who lives in the demo. The addresses are of example.org, which nobody owns."""

from dataclasses import dataclass

from accounts.models import OneTimeToken, User
from accounts.selectors.users import by_email
from accounts.services import profiles, users

PASSWORD = "petbuddy-demo"  # printed in the README; the demo never runs on a public https site


@dataclass(frozen=True)
class Person:
    key: str
    email: str
    name: str
    county: str = ""
    district: str = ""
    phone: str = ""
    address: str = ""
    language: str = "zh-hant"


PEOPLE = [
    # Givers
    Person("lin", "giver@example.org", "林小姐", "tpe", "tpe-116", "0900000101", "臺北市文山區木柵路一段 1 號 3 樓"),
    Person("wang", "giver2@example.org", "王媽媽中途", "tpe", "tpe-111", "0900000102", "臺北市士林區中山北路六段 2 號"),
    Person("chang", "chang@example.org", "張阿德", "nwt", "nwt-231", "0900000103", "新北市新店區北宜路一段 3 號"),
    Person("hsieh", "hsieh@example.org", "謝獸醫師", "tao", "tao-330", "0900000104", "桃園市桃園區中正路 4 號"),
    Person("jou", "jou@example.org", "小柔", "tpe", "tpe-103", "0900000105", "臺北市大同區迪化街一段 5 號"),
    Person("anna", "anna@example.org", "Anna", "txg", "txg-407", "0900000106", "臺中市西屯區福星路 6 號", "en"),
    Person("kuo", "kuo@example.org", "郭小姐", "nwt", "nwt-235", "0900000107", "新北市中和區景平路 7 號"),
    # Adopters
    Person("yichun", "adopter@example.org", "陳怡君", "tpe", "tpe-116", "0900000201", "臺北市文山區興隆路二段 8 號"),
    Person("wu", "adopter2@example.org", "吳先生", "tpe", "tpe-116", "0900000202", "臺北市文山區羅斯福路五段 9 號"),
    Person("lee", "lee@example.org", "李宗翰", "tpe", "tpe-106", "0900000203", "臺北市大安區和平東路二段 10 號"),
    Person("tsai", "tsai@example.org", "蔡佩珊", "tpe", "tpe-116", "0900000204", "臺北市文山區指南路二段 11 號"),
    Person("chou", "chou@example.org", "周小安", "nwt", "nwt-234", "0900000205", "新北市永和區永貞路 12 號"),
    Person("hsu", "hsu@example.org", "許家瑜", "nwt", "nwt-231", "0900000206", "新北市新店區中興路三段 13 號"),
    Person("kevin", "kevin@example.org", "張 Kevin", "nwt", "nwt-235", "0900000207", "新北市中和區中山路二段 14 號"),
    Person("huang", "huang@example.org", "黃先生", "nwt", "nwt-241", "0900000208", "新北市三重區重新路四段 15 號"),
    Person("ho", "ho@example.org", "何太太", "tpe", "tpe-110", "0900000209", "臺北市信義區松仁路 16 號"),
    # Staff, and accounts that can not do much
    Person("moderator", "moderator@example.org", "管理員小周"),
    Person("operator", "operator@example.org", "站務"),
    Person("unverified", "unverified@example.org", "還沒驗證"),
    Person("disabled", "disabled@example.org", "停用的帳號"),
]


def make():
    """{key: account}, each registered and verified as a person would do it."""
    accounts = {person.key: by_email(person.email) or _register(person) for person in PEOPLE}
    users.add_role(accounts["moderator"], "Moderators")
    User.objects.filter(pk=accounts["moderator"].pk).update(is_staff=True)
    User.objects.filter(pk=accounts["operator"].pk).update(is_staff=True, is_superuser=True)
    users.deactivate(user=accounts["disabled"], by=accounts["moderator"], note="demo")
    return {key: User.objects.get(pk=account.pk) for key, account in accounts.items()}


def known():
    """{key: account} of those that are there."""
    found = {user.email: user for user in User.objects.filter(email__in=[person.email for person in PEOPLE])}
    return {person.key: found[person.email] for person in PEOPLE if person.email in found}


def _register(person):
    user = users.register(email=person.email, password=PASSWORD, name=person.name, language=person.language)
    if person.key == "unverified":
        return user
    users.verify_email(token=OneTimeToken.objects.get(user=user, purpose="verify_email", used_at=None))
    told = {"county": person.county, "district": person.district, "phone": person.phone, "address": person.address}
    if person.county:
        profiles.update(user=user, by=user, changes=told)
    return user
