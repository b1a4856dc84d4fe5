"""Logic while a form is filled in: what is hidden asks nothing, says nothing and is not sent."""

import pytest

from tests.forms_builder.cases.scenes import form_of

pytestmark = pytest.mark.django_db


def asks(key, **more):
    return {"id": key, "type": "short_text", "label": f"題目 {key}", "required": True, **more}


def says_yes(key, **more):
    return {"id": key, "type": "yes_no", "label": f"是非 {key}", "required": True, **more}


def only_if(key):
    return {"show_if": {"q": key, "op": "is", "value": True}}


RENT = form_of(("p_home", [says_yes("q_rent"), asks("q_lord", **only_if("q_rent"))]))
PETS = form_of(
    (
        "p_pets",
        [
            {
                "id": "q_list",
                "type": "repeat",
                "label": "家裡的動物",
                "min_rows": 1,
                "max_rows": 30,
                "fields": [asks("q_kind")],
            }
        ],
    )
)


def test_a_required_question_that_is_hidden_does_not_hold_up_the_sending(fill):
    filling = fill(RENT)

    filling.send(1, q_rent="no")
    filling.send(2, "send")

    assert (filling.state, filling.answers) == ("submitted", {"q_rent": False})


def test_shown_again_and_empty_it_holds_up_the_sending(fill):
    filling = fill(RENT)
    filling.send(1, q_rent="no")

    filling.send(1, q_rent="yes")
    response = filling.send(2, "send")

    assert (response.status_code, filling.state) == (400, "draft")


def test_an_error_whose_question_is_hidden_then_no_longer_stops_next(fill):
    filling = fill(RENT)
    filling.send(1, q_rent="yes")

    faulty = filling.send(1, q_rent="yes", q_lord="")
    onward = filling.send(1, q_rent="no", q_lord="")

    assert (faulty.status_code, onward["Location"]) == (400, filling.address(2))


def test_a_chain_falls_as_a_whole_and_leaves_nothing_that_keeps_its_end_open(fill):
    chain = form_of(
        (
            "p_home",
            [
                says_yes("q_aaa1"),
                says_yes("q_bbb1", **only_if("q_aaa1")),
                says_yes("q_ccc1", **only_if("q_bbb1")),
                asks("q_ddd1", **only_if("q_ccc1")),
            ],
        )
    )
    filling = fill(chain)
    filling.send(1, q_aaa1="yes", q_bbb1="yes", q_ccc1="yes", q_ddd1="x")

    filling.send(1, q_aaa1="no", q_bbb1="yes", q_ccc1="yes", q_ddd1="x")
    filling.send(2, "send")

    assert (filling.state, filling.answers) == ("submitted", {"q_aaa1": False})


def test_a_value_for_a_hidden_question_is_dropped_and_unlocks_nothing(fill):
    locked = form_of(
        (
            "p_home",
            [
                says_yes("q_open"),
                says_yes("q_hide", **only_if("q_open")),
                asks("q_deep", **only_if("q_hide")),
            ],
        )
    )
    filling = fill(locked)

    filling.send(1, q_open="no", q_hide="yes", q_deep="偷塞的")
    filling.send(2, "send")

    assert (filling.state, filling.answers) == ("submitted", {"q_open": False})


@pytest.mark.parametrize("flag", [{}, {"partial": "1"}, {"draft": "true"}, {"is_draft": "1", "required": "0"}])
def test_a_required_question_left_out_is_refused_whatever_flag_comes_along(fill, flag):
    filling = fill()

    response = filling.send(2, "send", **flag)

    assert (response.status_code, filling.state, filling.answers) == (400, "draft", {})


def test_an_empty_body_sends_nothing(fill):
    filling = fill()

    filling.client.post(filling.address(2), {})

    assert (filling.state, filling.answers) == ("draft", {})


@pytest.fixture
def three_pages():
    return form_of(
        ("p_one1", [says_yes("q_more")]),
        ("p_two2", [asks("q_only", **only_if("q_more"))]),
        ("p_tre3", [asks("q_last")]),
    )


def test_a_hidden_page_is_no_step_for_next_back_progress_check_and_summary(fill, three_pages):
    filling = fill(three_pages)

    onward = filling.send(1, q_more="no")
    page = filling.client.get(onward["Location"]).content.decode()
    back = filling.send(2, "back", q_last="完")
    check = filling.open(3).content.decode()

    assert onward["Location"] == filling.address(2)
    assert '<progress max="3" value="2"' in page
    assert "q_last" in page
    assert back["Location"] == filling.address(1)
    assert "題目 q_only" not in check


def test_the_summary_names_nothing_of_a_hidden_page(fill, three_pages):
    filling = fill(three_pages)
    filling.send(1, q_more="no")

    page = filling.send(3, "send").content.decode()

    assert "題目 q_last" in page
    assert "題目 q_only" not in page


def test_a_hidden_last_page_moves_the_sending_forward(fill):
    filling = fill(form_of(("p_one1", [says_yes("q_more")]), ("p_two2", [asks("q_only", **only_if("q_more"))])))

    onward = filling.send(1, q_more="no")
    page = filling.client.get(onward["Location"]).content.decode()

    assert onward["Location"] == filling.address(2)
    assert 'name="send"' in page


def test_changing_the_branch_keeps_the_old_answers_in_the_draft_and_sends_the_visible_path(fill):
    filling = fill(RENT)
    filling.send(1, q_rent="yes", q_lord="林先生")

    filling.send(1, q_rent="no", q_lord="林先生")
    kept = dict(filling.answers)
    filling.send(1, q_rent="yes", q_lord="林先生")
    back = filling.open(1).content.decode()
    filling.send(1, q_rent="no", q_lord="林先生")
    filling.send(2, "send")

    assert kept == {"q_rent": False, "q_lord": "林先生"}
    assert "林先生" in back
    assert filling.answers == {"q_rent": False}


# -- rows --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("names", "status", "rows"),
    [
        ({}, 302, None),
        ({"0": "狗", "1": "貓"}, 302, [{"q_kind": "狗"}, {"q_kind": "貓"}]),
        ({"0": "狗", "1": "", "2": "貓"}, 302, [{"q_kind": "狗"}, {"q_kind": "貓"}]),
        ({str(number): "貓" for number in range(30)}, 302, [{"q_kind": "貓"}] * 30),
    ],
    ids=["none", "two", "a blank one between", "thirty"],
)
def test_rows_as_they_come(fill, names, status, rows):
    filling = fill(PETS)

    response = filling.send(1, **{f"q_list__{number}__q_kind": kind for number, kind in names.items()})

    assert response.status_code == status
    assert filling.answers.get("q_list") == rows


def test_a_row_taken_out_of_the_middle_leaves_the_others_in_order(fill):
    filling = fill(PETS)
    rows = {f"q_list.{number}.q_kind": kind for number, kind in enumerate(["狗", "貓", "兔"])}

    page = filling.client.post(filling.address(1), {"step": "1", "drop": "q_list.1", **rows}).content.decode()

    assert filling.answers["q_list"] == [{"q_kind": "狗"}, {"q_kind": "兔"}]
    assert 'name="q_list.1.q_kind"' in page
    assert 'name="q_list.2.q_kind"' not in page
