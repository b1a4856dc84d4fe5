import json

import pytest

from adoption.open_data import reading
from tests.adoption.open_data.samples import ANIMAL, animal, csv_bytes, json_bytes


def test_a_byte_order_mark_and_blank_lines_are_no_records():
    data = csv_bytes(animal(), animal(animal_id="2"), ending="\n\n\n")

    rows = reading.rows(data)

    assert [(row.line, row.values["animal_id"]) for row in rows] == [(2, "404165"), (3, "2")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_columns_are_found_by_their_names_in_any_order(newline):
    data = csv_bytes(animal(), order=list(reversed(ANIMAL)), newline=newline)

    rows = reading.rows(data)

    assert [row.values for row in rows] == [ANIMAL]


def test_json_and_csv_say_the_same():
    rows = reading.rows(json_bytes(animal()))

    assert rows[0].values == {**ANIMAL, "animal_id": 404165, "animal_area_pkid": 6, "animal_shelter_pkid": 61}


def test_a_quoted_remark_keeps_its_commas_quotes_and_line_breaks():
    remark = '他說"乖",\n會坐下'
    data = csv_bytes(animal(animal_remark=remark), animal(animal_id="2"))

    rows = reading.rows(data)

    assert [row.values["animal_remark"] for row in rows] == [remark, ""]


def test_a_line_that_was_cut_off_is_named_and_costs_no_other():
    whole = csv_bytes(animal(), animal(animal_id="2"), animal(animal_id="3")).decode().splitlines()
    whole[2] = whole[2][:40]

    rows = reading.rows("\n".join(whole).encode())

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, False), (3, True), (4, False)]


def test_a_quote_that_never_closes_does_not_swallow_the_rest():
    whole = csv_bytes(animal(), animal(animal_id="2")).decode().splitlines()
    whole[1] = whole[1].replace(",OPEN,,", ',OPEN,"溫馴,')

    rows = reading.rows("\n".join(whole).encode())

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False)]


def test_bytes_that_are_not_utf8_cost_their_row_only():
    lines = csv_bytes(animal(), animal(animal_id="2")).splitlines()
    lines[1] = lines[1].replace("黃色".encode(), b"\xb6\xc0")

    rows = reading.rows(b"\n".join(lines))

    assert [bool(row.problem) for row in rows] == [True, False]


def test_what_is_no_object_in_a_json_list_is_named():
    rows = reading.rows(json.dumps([animal(), None, 7]).encode())

    assert [(row.line, bool(row.problem)) for row in rows] == [(1, False), (2, True), (3, True)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf\n\n",
        b"<html><body>503</body></html>",
        b"name,price\nsoap,3\n",
        b'{"error": "busy"}',
        json_bytes(animal(), animal(animal_id="2"))[:-30],
    ],
    ids=["empty", "blank", "html", "other columns", "no list", "JSON cut off"],
)
def test_what_is_no_list_of_animals_is_refused_whole(data):
    with pytest.raises(reading.Unreadable):
        reading.rows(data)
