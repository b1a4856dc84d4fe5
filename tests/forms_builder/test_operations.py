"""Edits merge, undo, and never lose or double a question."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_builder.definition import InvalidOperation, MalformedDraft, apply, find
from forms_builder.definition.operations import canonical


def draft():
    return canonical(
        {
            "schema_version": 1,
            "title": "Form",
            "language": "zh-hant",
            "translations": {"en": {"q_bb": {"label": "B"}, "c_11": {"label": "One"}}},
            "pages": [
                {
                    "id": "p_01",
                    "title": "One",
                    "items": [
                        {"id": "q_aa", "type": "yes_no", "label": "a"},
                        {
                            "id": "q_bb",
                            "type": "single_choice",
                            "label": "b",
                            "choices": [{"id": "c_11", "label": "1"}, {"id": "c_22", "label": "2"}],
                        },
                        {
                            "id": "q_cc",
                            "type": "short_text",
                            "label": "c",
                            "show_if": {"q": "q_bb", "op": "is", "value": "c_11"},
                        },
                    ],
                },
                {"id": "p_02", "items": [{"id": "q_dd", "type": "number", "label": "d", "min": 1}]},
            ],
            "checks": [
                {"id": "k_01", "when": {"q": "q_dd", "op": "gt", "value": 3}, "on": "q_dd", "message": "many"},
            ],
        }
    )


def order(document):
    return [[item["id"] for item in page["items"]] for page in document["pages"]]


def test_applying_leaves_the_document_given_untouched():
    before = draft()

    apply(before, [{"op": "remove", "id": "q_aa"}, {"op": "set", "id": "form", "prop": "title", "value": "x"}])

    assert before == draft()


def test_adding_behind_a_neighbor_keeps_the_suggested_id():
    op = {"op": "add", "id": "q_new1", "page": "p_01", "after": "q_aa", "value": {"type": "yes_no", "label": "new"}}

    applied = apply(draft(), [op])

    assert order(applied.document) == [["q_aa", "q_new1", "q_bb", "q_cc"], ["q_dd"]]
    assert applied.inverse == [{"op": "remove", "id": "q_new1"}]


def test_without_an_id_the_server_makes_one_also_for_what_is_inside():
    value = {"type": "single_choice", "choices": [{"label": "x"}, {"label": "y"}]}

    [done] = apply(draft(), [{"op": "add", "page": "p_02", "after": None, "value": value}]).done

    assert done["id"].startswith("q_")
    assert done["value"]["id"] == done["id"]
    assert [choice["id"][:2] for choice in done["value"]["choices"]] == ["c_", "c_"]


def test_the_same_edit_sent_twice_happens_once():
    op = {"op": "add", "id": "q_new1", "page": "p_01", "after": "q_aa", "value": {"type": "yes_no"}}

    applied = apply(draft(), [op, op])

    assert order(applied.document) == [["q_aa", "q_new1", "q_bb", "q_cc"], ["q_dd"]]
    assert [(skipped.index, skipped.reason) for skipped in applied.skipped] == [(1, "exists")]


def test_an_id_of_an_earlier_version_is_not_given_again_but_may_come_back():
    document = apply(draft(), [{"op": "remove", "id": "q_aa"}])
    again = {"op": "add", "id": "q_aa", "page": "p_01", "after": None, "value": {"type": "number"}}

    added = apply(document.document, [again], retired={"q_aa"})
    restored = apply(document.document, document.inverse, retired={"q_aa"})

    assert [skipped.reason for skipped in added.skipped] == ["exists"]
    assert restored.document == draft()


def test_what_may_have_answers_comes_back_as_what_it_was():
    document = apply(draft(), [{"op": "remove", "id": "q_aa"}])
    other = {"op": "restore", "id": "q_aa", "page": "p_01", "after": None, "value": {"type": "number"}}

    restored = apply(document.document, [other], retired={"q_aa"}, published={"q_aa": "yes_no"})
    again = apply(document.document, document.inverse, retired={"q_aa"}, published={"q_aa": "yes_no"})

    assert [skipped.reason for skipped in restored.skipped] == ["type_fixed"]
    assert again.document == draft()


def test_removing_and_restoring_brings_back_order_options_texts_and_logic():
    removed = apply(draft(), [{"op": "remove", "id": "q_bb"}])

    restored = apply(removed.document, removed.inverse)

    assert "translations" not in removed.document
    assert find(removed.document, "q_cc").node["show_if"] == {"q": "q_bb", "op": "is", "value": "c_11"}
    assert restored.document == draft()


def test_a_restore_brings_texts_of_what_it_restores_and_of_nothing_else():
    op = {"op": "restore", "id": "q_ee", "page": "p_01", "value": {"id": "q_ee", "type": "yes_no"}}
    texts = {"q_ee": {"label": "E"}, "q_gone": {"label": "nobody's"}, "q_aa": {"label": "another's"}}

    restored = apply(draft(), [op | {"translations": {"en": texts}}])

    assert restored.document["translations"]["en"] == draft()["translations"]["en"] | {"q_ee": {"label": "E"}}


def test_removing_a_page_takes_its_questions_and_gives_them_back():
    removed = apply(draft(), [{"op": "remove", "id": "p_01"}])

    assert order(removed.document) == [["q_dd"]]
    assert apply(removed.document, removed.inverse).document == draft()


def test_words_for_a_question_that_is_gone_are_offered_back():
    op = {"op": "set", "id": "q_bb", "prop": "label", "value": "what I typed"}

    applied = apply(draft(), [{"op": "remove", "id": "q_bb"}, op])

    assert [(skipped.op, skipped.reason) for skipped in applied.skipped] == [(op, "gone")]


def test_a_move_to_another_page_follows_its_neighbor():
    moves = [
        {"op": "move", "id": "q_bb", "page": "p_02", "after": "q_dd"},
        {"op": "move", "id": "q_aa", "after": "q_bb"},
    ]

    applied = apply(draft(), moves)

    assert order(applied.document) == [["q_cc"], ["q_dd", "q_bb", "q_aa"]]
    assert apply(applied.document, applied.inverse).document == draft()


def test_a_move_behind_something_gone_lands_at_the_end():
    applied = apply(
        draft(), [{"op": "remove", "id": "q_bb"}, {"op": "move", "id": "q_aa", "page": "p_01", "after": "q_bb"}]
    )

    assert order(applied.document) == [["q_cc", "q_aa"], ["q_dd"]]


def test_a_move_to_a_page_that_is_gone_is_skipped():
    applied = apply(
        draft(), [{"op": "remove", "id": "p_02"}, {"op": "move", "id": "q_aa", "page": "p_02", "after": None}]
    )

    assert [skipped.reason for skipped in applied.skipped] == ["page_gone"]
    assert order(applied.document) == [["q_aa", "q_bb", "q_cc"]]


def test_pages_options_and_checks_are_edited_alike():
    ops = [
        {"op": "move", "id": "p_02", "after": None},
        {"op": "add", "id": "c_33", "parent": "q_bb", "after": "c_11", "value": {"label": "3"}},
        {"op": "move", "id": "c_22", "after": None},
        {"op": "set", "id": "c_11", "prop": "score", "value": 2},
        {"op": "set", "id": "k_01", "prop": "level", "value": "error"},
        {"op": "set", "id": "form", "prop": "thanks", "value": "Thank you"},
        {"op": "set", "id": "q_bb", "prop": "label", "value": "Bee", "language": "en"},
    ]

    applied = apply(draft(), ops)

    assert order(applied.document) == [["q_dd"], ["q_aa", "q_bb", "q_cc"]]
    assert [choice["id"] for choice in find(applied.document, "q_bb").node["choices"]] == ["c_22", "c_11", "c_33"]
    assert applied.document["translations"]["en"]["q_bb"] == {"label": "Bee"}
    assert apply(applied.document, applied.inverse).document == draft()


def test_changing_the_type_puts_aside_what_does_not_fit_and_undo_brings_it_back():
    applied = apply(draft(), [{"op": "set", "id": "q_bb", "prop": "type", "value": "number"}])

    assert find(applied.document, "q_bb").node == {"id": "q_bb", "type": "number", "label": "b"}
    assert apply(applied.document, applied.inverse).document == draft()


def test_a_published_question_keeps_its_type_but_may_grow_longer():
    ops = [
        {"op": "set", "id": "q_dd", "prop": "type", "value": "yes_no"},
        {"op": "set", "id": "q_cc", "prop": "type", "value": "long_text"},
    ]

    applied = apply(draft(), ops, published={"q_dd": "number", "q_cc": "short_text"})

    assert [(skipped.index, skipped.reason) for skipped in applied.skipped] == [(0, "type_fixed")]
    assert find(applied.document, "q_cc").node["type"] == "long_text"


def test_a_full_page_takes_no_more():
    ops = [
        {"op": "add", "id": f"q_n{number:02}", "page": "p_02", "after": None, "value": {"type": "heading"}}
        for number in range(60)
    ]

    applied = apply(draft(), ops)

    assert len(applied.document["pages"][1]["items"]) == 60
    assert [(skipped.index, skipped.reason) for skipped in applied.skipped] == [(59, "limit")]


@pytest.mark.parametrize(
    "op",
    [
        {"op": "explode", "id": "q_aa"},
        {"id": "q_aa"},
        "remove",
        {"op": "set", "id": "q_aa", "prop": "items", "value": []},
        {"op": "set", "id": "q_aa", "prop": "choices", "value": []},
        {"op": "set", "id": "q_aa", "prop": "min", "value": 3},
        {"op": "set", "id": "q_aa", "prop": "label", "value": {"a": 1}},
        {"op": "set", "id": "q_aa", "prop": "id", "value": "q_zz"},
        {"op": "set", "id": "q_aa", "prop": "type", "value": "poem"},
        {"op": "set", "id": "form", "prop": "language", "value": "zh-hant", "language": "../x"},
        {"op": "add", "id": "q_NEW", "page": "p_01", "after": None, "value": {"type": "yes_no"}},
        {"op": "add", "id": "x_aa", "page": "p_01", "after": None, "value": {"type": "yes_no"}},
        {"op": "add", "page": "p_01", "after": None, "value": {"type": "yes_no", "on_click": "x"}},
        {"op": "add", "page": "p_01", "after": None},
    ],
)
def test_what_is_no_edit_is_refused(op):
    with pytest.raises(InvalidOperation) as refused:
        apply(draft(), [op])

    assert refused.value.extra["index"] == 0


def test_a_hostile_depth_is_refused():
    rule = {"q": "q_aa", "op": "answered"}
    for _level in range(60):
        rule = {"not": rule}

    with pytest.raises(MalformedDraft):
        apply(draft(), [{"op": "set", "id": "q_bb", "prop": "show_if", "value": rule}])


# -- Properties: whatever two people do -------------------------------------------------------------------------------

ITEMS = st.sampled_from(["q_aa", "q_bb", "q_cc", "q_dd"])
PAGES = st.sampled_from(["p_01", "p_02"])
TEXTS = st.one_of(st.none(), st.text("abc 貓", max_size=4))
NEW_ITEM = st.sampled_from([{"type": "yes_no", "label": "n"}, {"type": "multi_choice", "choices": [{"id": "c_n1"}]}])
EDITS = st.one_of(
    st.fixed_dictionaries({"op": st.just("set"), "id": ITEMS, "prop": st.just("label"), "value": TEXTS}),
    st.fixed_dictionaries(
        {"op": st.just("set"), "id": ITEMS, "prop": st.just("label"), "value": TEXTS, "language": st.just("en")}
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("set"),
            "id": ITEMS,
            "prop": st.just("type"),
            "value": st.sampled_from(["number", "short_text", "single_choice", "note"]),
        }
    ),
    st.fixed_dictionaries(
        {"op": st.just("set"), "id": st.sampled_from(["form", "p_01"]), "prop": st.just("title"), "value": TEXTS}
    ),
    st.fixed_dictionaries({"op": st.just("move"), "id": ITEMS, "after": st.one_of(st.none(), ITEMS), "page": PAGES}),
    st.fixed_dictionaries({"op": st.just("move"), "id": PAGES, "after": st.one_of(st.none(), PAGES)}),
    st.fixed_dictionaries(
        {
            "op": st.just("move"),
            "id": st.sampled_from(["c_11", "c_22"]),
            "after": st.sampled_from([None, "c_11", "c_22"]),
        }
    ),
    st.fixed_dictionaries(
        {"op": st.just("remove"), "id": st.one_of(ITEMS, PAGES, st.sampled_from(["c_11", "c_22", "k_01"]))}
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("add"),
            "id": st.sampled_from(["q_n1", "q_n2"]),
            "page": PAGES,
            "after": st.one_of(st.none(), ITEMS),
            "value": NEW_ITEM,
        }
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("add"),
            "id": st.sampled_from(["c_n2", "c_n3"]),
            "parent": st.just("q_bb"),
            "after": st.sampled_from([None, "c_11"]),
            "value": st.just({"label": "n"}),
        }
    ),
)


@given(st.lists(EDITS, max_size=8))
@settings(max_examples=150, deadline=None)
def test_edits_followed_by_their_inverse_restore_the_document(ops):
    applied = apply(draft(), ops)

    undone = apply(applied.document, applied.inverse)

    assert undone.document == draft()
    assert undone.skipped == []


def test_a_list_that_ran_empty_does_not_stop_a_change_of_type():
    emptied = apply(draft(), [{"op": "remove", "id": "c_11"}, {"op": "remove", "id": "c_22"}]).document
    emptied["pages"][0]["items"][1]["choices"] = []
    ops = [
        {"op": "set", "id": "q_bb", "prop": "type", "value": "number"},
        {"op": "set", "id": "q_bb", "prop": "type", "value": "short_text"},
        {"op": "add", "id": "c_n2", "parent": "q_bb", "after": None, "value": {"label": "n"}},
    ]
    applied = apply(emptied, ops)

    undone = apply(applied.document, applied.inverse)

    assert undone.document == canonical(emptied)


@given(st.lists(EDITS, max_size=6), st.lists(EDITS, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_two_editors_end_with_the_same_form_and_no_item_lost_or_doubled(hers, his, chance):
    queue = [("hers", op) for op in hers] + [("his", op) for op in his]
    chance.shuffle(queue)
    server, log = draft(), []
    tabs = {"hers": (draft(), 0), "his": (draft(), 0)}
    for who, op in queue:
        applied = apply(server, [op])
        server = applied.document
        log += applied.done
        tab, seen = tabs[who]
        tabs[who] = (apply(tab, log[seen:]).document, len(log))

    ends = [apply(tab, log[seen:]).document for tab, seen in tabs.values()]

    assert ends == [server, server]
    ids = [item for page in order(server) for item in page]
    removed = {op["id"] for op in log if op["op"] == "remove"}
    assert len(ids) == len(set(ids))
    assert removed & {"p_01", "p_02"} or {"q_aa", "q_bb", "q_cc", "q_dd"} - removed <= set(ids)


def test_both_reorder_the_same_list_and_end_alike():
    hers, his = {"op": "move", "id": "q_cc", "after": None}, {"op": "move", "id": "q_aa", "after": "q_cc"}

    first = apply(apply(draft(), [hers]).document, [his]).document
    second = apply(copy.deepcopy(draft()), [hers, his]).document

    assert order(first) == [["q_cc", "q_aa", "q_bb"], ["q_dd"]]
    assert first == second
