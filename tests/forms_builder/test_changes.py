"""What changed between two versions, in words."""

import copy

import pytest

from forms_builder.definition import apply, changes
from tests.forms_builder.definitions import small

ANSWERED = {"q": "q_name", "op": "answered"}
CHOICE = {
    "id": "q_home",
    "type": "single_choice",
    "label": "Home",
    "choices": [{"id": "c_house", "label": "House"}, {"id": "c_flat", "label": "Flat"}],
}


def document():
    draft = small()
    draft["pages"][0]["items"].append(copy.deepcopy(CHOICE))
    draft["pages"].append({"id": "p_two", "title": "More", "items": [{"id": "q_more", "type": "note", "help": "Hm"}]})
    return draft


@pytest.mark.parametrize(
    ("op", "sentence"),
    [
        ({"op": "set", "id": "form", "prop": "title", "value": "New"}, "表單從「Adopt Mikan」改名為「New」"),
        ({"op": "set", "id": "form", "prop": "intro", "value": "Hi"}, "改了開頭的話"),
        ({"op": "set", "id": "form", "prop": "thanks", "value": "Hi"}, "改了送出後的話"),
        ({"op": "set", "id": "p_one", "prop": "title", "value": "You"}, "頁面從「About you」改名為「You」"),
        ({"op": "set", "id": "p_two", "prop": "show_if", "value": ANSWERED}, "改了「More」頁出現的條件"),
        ({"op": "set", "id": "q_name", "prop": "label", "value": "Who?"}, "「Your name」改成「Who?」"),
        ({"op": "set", "id": "q_name", "prop": "help", "value": "Full"}, "改了「Your name」的說明"),
        ({"op": "set", "id": "q_name", "prop": "required", "value": None}, "「Your name」改成選填"),
        ({"op": "set", "id": "q_why", "prop": "required", "value": True}, "「Why Mikan?」改成必填"),
        ({"op": "set", "id": "q_why", "prop": "max_length", "value": 9}, "改了「Why Mikan?」的設定"),
        ({"op": "set", "id": "q_why", "prop": "show_if", "value": ANSWERED}, "改了「Why Mikan?」出現的條件"),
        ({"op": "remove", "id": "q_why"}, "刪了「Why Mikan?」"),
        ({"op": "remove", "id": "c_flat"}, "「Home」拿掉選項「Flat」"),
        ({"op": "set", "id": "c_flat", "prop": "label", "value": "Hut"}, "「Home」的選項「Flat」改成「Hut」"),
        ({"op": "add", "id": "c_tent", "parent": "q_home", "value": {"label": "Tent"}}, "「Home」加了選項「Tent」"),
        ({"op": "move", "id": "q_why", "after": "q_more", "page": "p_two"}, "移動了「Why Mikan?」"),
        ({"op": "set", "id": "q_why", "prop": "label", "value": "為什麼", "language": "zh-hant"}, "改了翻譯"),
    ],
)  # fmt: skip
def test_one_edit_is_one_sentence(op, sentence):
    old = document()

    assert changes(old, apply(old, [op]).document) == [sentence]


CONSENT = {"id": "q_yes", "type": "consent", "label": "Agreement", "statement": "You may call my vet."}


def agreed(statement, translated=None):
    draft = small()
    draft["pages"][0]["items"].append(CONSENT | {"statement": statement})
    if translated:
        draft["translations"] = {"zh-hant": {"q_yes": {"statement": translated}}}
    return draft


def test_another_statement_is_told_with_the_old_and_the_new_words():
    said = changes(agreed("You may call my vet."), agreed("You may visit at any hour."))

    assert said == ["「Agreement」：同意的內容原本是「You may call my vet.」，現在是「You may visit at any hour.」"]


def test_so_is_one_that_changes_in_another_language_only():
    said = changes(agreed("Call.", "可以打電話。"), agreed("Call.", "可以隨時上門。"))

    assert said == ["「Agreement」：同意的內容原本是「可以打電話。」，現在是「可以隨時上門。」"]


def test_one_that_passes_all_others_is_said_alone():
    old = document()
    new = apply(old, [{"op": "move", "id": "q_home", "after": None}]).document

    assert changes(old, new) == ["移動了「Home」"]


def test_a_newcomer_in_between_moves_nobody():
    old = document()
    new = {"id": "q_new1", "type": "yes_no", "label": "New"}
    op = {"op": "add", "id": "q_new1", "page": "p_one", "after": None, "value": new}

    assert changes(old, apply(old, [op]).document) == ["加了「New」"]


def test_a_page_that_goes_takes_its_questions_along_in_words():
    old = document()

    assert changes(old, apply(old, [{"op": "remove", "id": "p_two"}]).document) == ["刪了「More」頁", "刪了「Hm」"]


def test_nothing_changed_is_nothing_said():
    assert changes(document(), document()) == []
