"""Forms that can be published and answers to them, as nobody would think of: strategies for hypothesis."""

from datetime import date

from hypothesis import strategies as st

from forms_builder.definition.rules import OPERATORS

LETTERS = (
    "aA zZ09.-+@:/#,\t\n\r\u00a0\u3000\u200b\u2060\ufe0f\u0301\u0085\u2028é"
    "ßſİıKΣς０９ＡａｶﾞＫ我👩\u200d👧\U000e0100\x00\x7f"
)
TEXT = st.text(alphabet=LETTERS, max_size=12) | st.text(
    st.characters(exclude_categories=("Cn", "Co", "Cs")), max_size=8
)
TYPED = st.sampled_from(
    ["0912345678", "+81 90-1234-5678", "０９１２－３４５６７８", "02-2345 6789#12", "a@b.tw", "A.B@Ex-Ample.COM",
     "a@b..c", "example.tw/me",
     "HTTPS://例え.jp", "httpſ://a.tw", "javascript:1", "106", "１０６-２３", "1,234.50",
     "-0", "1e5", "٣", "2000/2/29", "2001-02-29", "２００４．１２．３１", "0000-01-01", "9999-12-31",
     "😀😀😀😀😀://a.b", " ", "\u200b"]
)  # fmt: skip
NUMBERS = (
    st.integers(-20, 20)
    | st.sampled_from([0.1 + 0.2, 0.3, 2.5, -0.0, 1e15, 9007199254740991, 9007199254740992, 1e300])
    | st.floats(-20, 20, allow_nan=False)
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(2000, 2, 29), date(2024, 2, 29), date(2023, 2, 28), date(2026, 3, 1), date(2026, 12, 31)]
)
BOUNDS = st.builds(date.isoformat, DAYS) | st.sampled_from(
    ["today", "today-18y", "today-1m", "today+1m", "today-1d", "today+366d", "today-999d", "today-12m"]
)
UIDS = st.sampled_from([f"0b0e7a1c-0000-4000-8000-{number:012x}" for number in range(4)])
WILD = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT | TYPED | UIDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["other", "county", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
FILES = st.dictionaries(
    UIDS,
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from(["pending", "ready", "rejected"]),
            "kind": st.sampled_from(["image", "pdf"]),
            "bytes": st.sampled_from([0, 1024 * 1024, 1024 * 1024 + 1, 99 * 1024 * 1024]),
            "width": st.none() | st.integers(1, 900),
            "height": st.none() | st.integers(1, 900),
        },
    ),
)


def _pair(draw, values, low, high):
    """Either, both or none of two limits, the right way round."""
    first, second = sorted((draw(values), draw(values)))
    return {name: value for name, value in ((low, first), (high, second)) if draw(st.booleans())}


def _choices(draw, key, *, exclusive=False):
    count = draw(st.integers(2, 4))
    made = [{"id": f"c_{key}_{number}", "label": f"Option {number}"} for number in range(count)]
    if exclusive and draw(st.booleans()):
        made[-1]["exclusive"] = True
    return made


def _text(draw, key):
    formats = st.sampled_from(["text", "email", "phone", "url", "postal_code"])
    return {"format": draw(formats)} | _lengths(draw, key)


def _lengths(draw, key):
    return _pair(draw, st.integers(0, 12), "min_length", "max_length")


def _multi(draw, key):
    choices = _choices(draw, key, exclusive=True)
    most = sum(not choice.get("exclusive") for choice in choices)
    limits = _pair(draw, st.integers(0, most), "min_selected", "max_selected")
    return {"other": draw(st.booleans()), "choices": choices} | limits


def _repeat(draw, key):
    kinds = st.sampled_from(["short_text", "long_text", "number", "yes_no", "single_choice", "date"])
    fields = [_question(draw, draw(kinds), f"{key}_{number}") for number in range(draw(st.integers(1, 3)))]
    return {"fields": fields} | _pair(draw, st.integers(1, 3), "min_rows", "max_rows")


def _files(draw):
    return _pair(draw, st.integers(1, 4), "min_files", "max_files")


_PROPS = {
    "short_text": _text,
    "long_text": _lengths,
    "number": lambda draw, key: {"integer": draw(st.booleans())} | _pair(draw, st.integers(-20, 20), "min", "max"),
    "single_choice": lambda draw, key: {"other": draw(st.booleans()), "choices": _choices(draw, key)},
    "multi_choice": _multi,
    "date": lambda draw, key: {draw(st.sampled_from(["min", "max"])): draw(BOUNDS)} if draw(st.booleans()) else {},
    "scale": lambda draw, key: {"min": draw(st.integers(0, 1)), "max": draw(st.integers(2, 10))},
    "photo": lambda draw, key: _files(draw) | {"min_pixels": draw(st.integers(1, 800))},
    "file": lambda draw, key: _files(draw) | {"accept": [draw(st.sampled_from(["pdf", "image"]))]},
    "address": lambda draw, key: {"detail": draw(st.sampled_from(["district", "full"]))},
    "consent": lambda draw, key: {"statement": "I do.", "typed": draw(st.booleans())},
    "repeat": _repeat,
    "note": lambda draw, key: {"help": "Words"},
}


def _question(draw, kind, key):
    item = {"id": f"q_{key}", "type": kind, "label": f"Question {key}"}
    item |= _PROPS.get(kind, lambda draw, key: {})(draw, key)
    return item if kind in ("heading", "note") else item | {"required": draw(st.booleans())}


def _leaf(draw, asked):
    item = draw(st.sampled_from(asked))
    op = draw(st.sampled_from(OPERATORS[item["type"]]))
    leaf = {"q": item["id"], "op": op}
    if op in ("answered", "not_answered"):
        return leaf
    options = [choice["id"] for choice in item.get("choices", ())]
    if op in ("any_of", "none_of", "all_of"):
        return leaf | {"value": draw(st.lists(st.sampled_from(options), min_size=1, max_size=3))}
    values = {
        "single_choice": st.sampled_from(options or ["-"]), "yes_no": st.booleans(),
        "number": st.integers(-20, 20) | st.just(0.3),
        "scale": st.integers(0, 10), "date": BOUNDS,
    }  # fmt: skip
    return leaf | {"value": draw(values.get(item["type"], TYPED.filter(str.strip)))}


def _rule(draw, asked, depth=0):
    shape = draw(st.sampled_from(["leaf", "leaf", "all", "any", "not"] if depth < 3 else ["leaf"]))
    if shape == "leaf":
        return _leaf(draw, asked)
    if shape == "not":
        return {"not": _rule(draw, asked, depth + 1)}
    return {shape: [_rule(draw, asked, depth + 1) for _part in range(draw(st.integers(1, 3)))]}


def _ruled(draw, node, asked, *props):
    return node | {prop: _rule(draw, asked) for prop in props if asked and draw(st.integers(0, 2)) == 0}


@st.composite
def definitions(draw):
    """A form that can be published: every kind of question, conditions on whatever came before."""
    kinds = st.sampled_from([*OPERATORS, "heading", "note"])
    asked, pages = [], []
    for number in range(draw(st.integers(1, 3))):
        page = _ruled(draw, {"id": f"p_{number}0", "items": []}, asked, "show_if")
        for place in range(draw(st.integers(1, 4))):
            kind = draw(kinds)
            props = ("show_if",) if kind in ("heading", "note") else ("show_if", "required_if")
            item = _ruled(draw, _question(draw, kind, f"{number}{place}"), asked, *props)
            page["items"].append(item)
            if kind in OPERATORS:
                asked.append(item)
        pages.append(page)
    if not asked:
        asked.append(_question(draw, "yes_no", "last"))
        pages[-1]["items"].append(asked[0])
    checks = [
        {"id": f"k_{number}0", "when": _rule(draw, asked), "on": draw(st.sampled_from(asked))["id"], "message": "Hm",
         "level": draw(st.sampled_from(["error", "warning", "internal"]))}
        for number in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    return {"schema_version": 1, "title": "T", "language": "en", "pages": pages, "checks": checks}


def _likely(item):
    """Answers of the right kind, which may still be wrong."""
    options = st.sampled_from([choice["id"] for choice in item.get("choices", ())] + ["c_gone"])
    own_words = st.fixed_dictionaries({"other": TEXT})
    place = st.fixed_dictionaries({}, optional={"county": TEXT, "district": TEXT, "street": TEXT, "postal_code": TEXT})
    rows = [st.fixed_dictionaries({}, optional={field["id"]: answer_to(field) for field in item.get("fields", ())})]
    return {
        "short_text": TEXT | TYPED, "long_text": TEXT, "number": NUMBERS | TYPED,
        "scale": st.integers(-1, 11) | NUMBERS,
        "yes_no": st.booleans(), "single_choice": options | own_words,
        "multi_choice": st.lists(options | own_words, max_size=4),
        "date": st.builds(date.isoformat, DAYS) | TYPED, "photo": st.lists(UIDS | UIDS.map(str.upper), max_size=5),
        "file": st.lists(UIDS, max_size=5), "address": place, "consent": st.booleans() | TEXT,
        "repeat": st.lists(rows[0], max_size=4),
    }[item["type"]]  # fmt: skip


def answer_to(item):
    return st.one_of(_likely(item), _likely(item), _likely(item), WILD)


@st.composite
def filled_in(draw):
    """(definition, answers, today, files): sometimes an answer to a question that is not there."""
    definition = draw(definitions())
    asked = [item for page in definition["pages"] for item in page["items"] if item["type"] in OPERATORS]
    answers = {item["id"]: draw(answer_to(item)) for item in asked if draw(st.integers(0, 3))}
    if not draw(st.integers(0, 15)):
        answers[draw(st.sampled_from(["q_gone", "p_00", "__proto__", "constructor"]))] = draw(WILD)
    return definition, answers, draw(DAYS), draw(st.none() | FILES)
