from datetime import date

import pytest

from adoption.open_data import values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-11-26", date(2025, 11, 26)),
        ("2025/05/04", date(2025, 5, 4)),
        ("2025/5/4 00:00:00", date(2025, 5, 4)),
        ("2031-01-01", date(2031, 1, 1)),
        ("1900-01-01", None),
        ("2025-13-40", None),
        ("", None),
        (None, None),
    ],
)
def test_days_of_both_spellings(written, meant):
    assert values.day(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("02-87913254", "02-87913254"),
        ("(02)87913254", "02-87913254"),
        ("039602350分機620", "03-9602350#620"),
        ("(03)9602350620", "03-9602350#620"),
        ("038-421452", "03-8421452"),
        ("037-558228", "037-558228"),
        ("(049)2225440", "049-2225440"),
        ("(0836)25003", "0836-25003"),
        ("082-336625", "082-336625"),
        ("(04)23850976", "04-23850976"),
        ("04-8590638", "04-8590638"),
        ("08-7221090 0910-9597", "08-7221090"),
        ("7221090 0910-000000", "0910-000000"),
        ("（０２）８７９１３２５４", "02-87913254"),
        ("(72)", ""),
        ("(09)", ""),
        ("", ""),
    ],
)
def test_telephone_numbers_of_every_county_and_broken_ones(written, meant):
    assert values.phone(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("混種貓                 ", "混種貓"),
        ("混種狗", "混種犬"),
        ("其他                  ", ""),
        ("\u3000柴犬\u3000", "柴犬"),
    ],
)
def test_breeds_lose_their_padding_and_their_second_spelling(written, meant):
    assert values.breed(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("404165", 404165), (404165, 404165), ("  12 ", 12), ("", None), ("0", None), ("-3", None), ("12.5", None),
     (True, None), ("9" * 30, None), ("abc", None), ([1], None)],
)  # fmt: skip
def test_numbers(written, meant):
    assert values.number(written) == meant


def test_control_characters_and_halves_of_emoji_never_reach_the_database():
    assert values.text("乖\x00巧\ud83d 🐶\n很好\u200b") == "乖 巧 🐶 很好"


def test_a_map_link_in_an_address_is_left_out():
    written = "苗栗縣銅鑼鄉朝陽村6鄰朝北55-1號(地圖：https:／／goo.gl/maps/abc)"

    assert values.address(written) == "苗栗縣銅鑼鄉朝陽村6鄰朝北55-1號"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://www.pet.gov.tw/upload/pic/1.png", "https://www.pet.gov.tw/upload/pic/1.png"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AAAA", ""),
        ("https://", ""),
        ("http://[bad", ""),
        ('https://a.tw/"><script>', ""),
        ("https://a.tw/" + "x" * 400, ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(written, meant):
    assert values.web_address(written) == meant
