"""Files to take along: every answer in its column, nothing that a spreadsheet would run, no more than one may read."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.utils import timezone, translation

from accounts.models import AuditEntry
from forms_builder.exporting import as_csv, as_xlsx, as_zip
from forms_builder.exporting.table import Phone, table, typed
from forms_builder.models import Upload
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.results import Reader, Results
from forms_builder.services import exports, retention, submissions
from petbuddy import storage
from petbuddy.errors import Forbidden, Invalid
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, PostFactory
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.selectors.test_results import read, republish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def form():
    return FormFactory(draft=pets())


def rows(form, filters=None, **kwargs):
    """The CSV as a spreadsheet reads it."""
    made = table(read(form, **kwargs), filters or Filters())
    text = b"".join(as_csv.pieces(made)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(form):
    made = table(read(form), Filters())
    return openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx.pieces(made)))).active


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6 1234", "'+31 6 1234"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("1+1=2", "1+1=2"),
        ('"; ,\r\nnext', '"; ,\r\nnext'),
        ("中文，逗號", "中文，逗號"),
    ],
)
def test_no_cell_begins_a_formula_and_none_breaks_a_row(form, typed, cell):
    send(form, q_why=typed)

    [row] = rows(form)

    assert row["Why?"] == cell


def test_names_labels_and_options_are_made_safe_too(form):
    republish(
        form,
        {"op": "set", "id": "q_why", "prop": "label", "value": "=cmd"},
        {"op": "set", "id": "c_flat", "prop": "label", "value": "+flat"},
    )
    send(form, name="@Wei", q_home="c_flat")

    [row] = rows(form)

    assert (row["Name"], row["Your home?"], "'=cmd" in row) == ("'@Wei", "'+flat", True)


@pytest.mark.parametrize(
    ("number", "cell"), [("+819012345678", "+819012345678"), ("0912345678", "0912345678"), ("+cmd", "'+cmd")]
)
def test_a_telephone_number_keeps_its_plus_and_only_a_telephone_number(form, number, cell):
    send(form, q_phone=number)

    [row] = rows(form)

    assert row["Phone"] == cell


def test_numbers_are_numbers(form):
    send(form, q_age=-5, q_calm=4)

    [row] = rows(form)

    assert (row["Age"], row["How calm?"]) == ("-5", "4")


def test_the_file_is_utf_8_with_its_mark_and_ends_lines_as_the_rule_says(form):
    send(form, q_why='He said "no"')

    raw = b"".join(as_csv.pieces(table(read(form), Filters())))

    assert raw.startswith("\ufeffName,Sent,Version,State,For,Decision,Score,".encode())
    assert raw.count(b"\r\n") == 2
    assert b'"He said ""no"""' in raw


def test_one_column_a_question_over_all_versions_with_the_latest_words(form):
    send(form, name="Old", q_why="Company", q_calm=3)
    republish(
        form,
        {"op": "set", "id": "q_why", "prop": "label", "value": "Tell us"},
        {"op": "remove", "id": "q_calm"},
    )
    send(form, name="New", q_why="Love")

    new, old = rows(form)

    assert (new["Tell us"], old["Tell us"]) == ("Love", "Company")
    assert (old["Version"], old["How calm?"], new["How calm?"]) == ("1", "3", "")


def test_two_questions_with_the_same_words_are_told_apart_by_their_ids(form):
    republish(form, {"op": "set", "id": "q_born", "prop": "label", "value": "Why?"})

    header = table(read(form), Filters()).header

    assert {"Why? (q_why)", "Why? (q_born)"} <= set(header)
    assert len(set(header)) == len(header)


def test_a_question_called_like_a_fact_of_the_sheet_is_told_apart_from_it(form):
    republish(form, {"op": "set", "id": "q_why", "prop": "label", "value": "Name"})
    send(form, name="Wei", q_why="Mikan")

    [row] = rows(form)

    assert (row["Name"], row["Name (q_why)"]) == ("Wei", "Mikan")


def test_several_choices_and_rows_of_a_repeat_are_readable(form):
    send(form, q_has=["c_cat", "c_dog"], q_list=[{"q_kind": "c_cats", "q_old": 3}, {"q_kind": "c_dogs"}])

    [row] = rows(form)

    assert (row["You have had"], row["Your pets"]) == ("Cat, Dog", "1. Kind: Cat · Age: 3\n2. Kind: Dog")


def test_the_owner_is_told_for_which_pet_each_was_and_how_it_stands():
    post = PostFactory(published=True, name="Mikan")
    one = ApplicationFactory(post=post, submitted=True)
    form, owner = one.submission.version.form, post.giver
    other = PostFactory(published=True, name="Kuro", giver=owner, form=form)
    ApplicationFactory(post=other, submitted=True)

    own, helpers = rows(form), table(Results(form, Reader(user=UserFactory()), language="en"), Filters())

    assert {(row["For"], row["Decision"]) for row in own} == {("Mikan", "Sent"), ("Kuro", "Sent")}
    assert "For" not in helpers.header


def test_what_can_no_longer_be_read_says_why(form):
    send(form, name="Kept", q_why="Company")
    submissions.withhold(submission=send(form, name="Back", q_why="Secret"))
    gone = send(form, name="Gone", q_why="Old")
    retention.forget(submission=gone, now=timezone.now())

    found = {row["Name"]: (row["State"], row["Why?"]) for row in rows(form)}

    assert found == {"Kept": ("sent", "Company"), "Back": ("taken back", ""), "Gone": ("purged", "")}


def test_private_questions_have_no_column_for_whoever_may_not_read_them(form):
    send(form, q_phone="0912345678", q_why="Company")

    [row] = rows(form, private=False)

    assert {"Phone", "Age", "Do you rent?", "The lease"} & set(row) == set()
    assert "0912345678" not in row.values()


def test_scores_are_for_reviewers_only(form):
    assert "Score" not in table(read(form, review=False), Filters()).header


def test_a_sheet_holds_text_as_text_and_numbers_and_days_as_such(form):
    send(form, q_why="=1+1", q_phone="+819012345678", q_age=7, q_born="2001-02-03")

    answers = sheet(form)
    cells = {head.value: cell for head, cell in zip(answers[1], answers[2], strict=True)}

    assert [(cells[name].value, cells[name].data_type) for name in ("Why?", "Phone", "Age")] == [
        ("=1+1", "s"),
        ("+819012345678", "s"),
        (7, "n"),
    ]
    assert cells["Born"].value == datetime(2001, 2, 3)


@pytest.mark.parametrize("text", ["x" * 40_000, "a\x0bb", "_x0041_", " padded ", "😀" * 20_000])
def test_a_sheet_takes_any_text(form, text):
    send(form, q_why=text)

    values = [cell.value for cell in sheet(form)[2]]

    assert any(isinstance(value, str) and value.strip()[:1] == text.strip()[:1] for value in values)


def test_a_day_before_the_calendar_of_sheets_is_text(form):
    send(form, q_born="1899-12-31")

    assert "1899-12-31" in [cell.value for cell in sheet(form)[2]]


def test_kinds_of_values():
    assert typed({"type": "short_text", "format": "phone"}, "+819012345678") == Phone("+819012345678")
    assert type(typed({"type": "short_text", "format": "phone"}, "=1")) is str
    assert typed({"type": "date"}, "2001-02-03") == date(2001, 2, 3)
    assert typed({"type": "number"}, "=1") == "=1"


# -- Files -------------------------------------------------------------------------------------------------------------


def add_file(submission, question_id, content=b"picture", ending="webp", **fields):
    key = storage.new_key("files", ending)
    storage.save_bytes(storage.private_storage(), key, content, "image/webp")
    upload = Upload.objects.create(
        form=submission.version.form,
        question_id=question_id,
        submission=submission,
        owner=submission.respondent,
        state="ready",
        key=key,
        **fields,
    )
    submission.answers.setdefault(question_id, []).append(str(upload.uid))
    submission.save()
    return upload


def packed(form, filters=None, **kwargs):
    pieces = as_zip.pieces(read(form, **kwargs), filters or Filters())
    pack = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert pack.testzip() is None
    return {name: pack.read(name) for name in pack.namelist()}


def test_files_have_names_that_people_read(form):
    sent = send(form, name="陳怡君")
    add_file(sent, "q_pics", b"one")
    add_file(sent, "q_pics", b"two")

    assert packed(form) == {"陳怡君-Your rooms-1.webp": b"one", "陳怡君-Your rooms-2.webp": b"two"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("C:\\con", "C con"),
        (".hidden", "hidden"),
        ("a\u202egpj.exe", "a gpj.exe"),
        ("///", "-"),
        ("長" * 60, "長" * 40),
    ],
)
def test_no_name_leaves_its_folder_or_misleads(form, name, safe):
    add_file(send(form, name=name), "q_pics")

    assert list(packed(form)) == [f"{safe}-Your rooms-1.webp"]


def test_two_people_of_one_name_keep_their_own_files(form):
    add_file(send(form, name="Wei"), "q_pics", b"first")
    add_file(send(form, name="wei"), "q_pics", b"second")

    assert sorted(packed(form).values()) == [b"first", b"second"]


def test_private_and_foreign_files_stay_out(form):
    sent, other = send(form, name="Wei"), send(FormFactory(draft=pets()), name="Other")
    add_file(sent, "q_lease", b"lease")
    foreign = add_file(other, "q_pics", b"foreign")
    sent.answers["q_pics"] = [str(foreign.uid)]
    sent.save()
    back = send(form, name="Back")
    add_file(back, "q_pics", b"taken back")
    submissions.withhold(submission=back)

    assert packed(form, private=False) == {}
    assert list(packed(form).values()) == [b"lease"]


def test_a_file_that_was_private_when_it_was_sent_stays_out(form):
    add_file(send(form, name="Wei"), "q_lease", b"private then")
    republish(form, {"op": "set", "id": "q_lease", "prop": "private", "value": False})
    add_file(send(form, name="Lin"), "q_lease", b"for all")

    assert list(packed(form, private=False).values()) == [b"for all"]


def test_what_the_storage_could_not_give_is_named(form):
    sent = send(form, name="Wei")
    storage.delete(storage.private_storage(), add_file(sent, "q_pics").key)
    add_file(sent, "q_pics", b"two")

    pack = packed(form)

    assert pack["Wei-Your rooms-2.webp"] == b"two"
    assert "Wei-Your rooms-1.webp" in pack["NOT-INCLUDED.txt"].decode()


# -- Who took what -----------------------------------------------------------------------------------------------------


def test_the_audit_trail_says_who_took_what(form):
    exports.export(results=read(form), kind="csv", filters=Filters(), by=form.owner)

    entry = AuditEntry.objects.get(action="results.exported")

    assert (entry.actor, entry.ref, entry.note) == (
        form.owner,
        f"forms_builder.form:{form.pk}",
        "csv, with private answers",
    )


def test_nothing_leaves_without_the_right(form):
    with pytest.raises(Forbidden):
        exports.export(results=read(form), kind="csv", filters=Filters(), by=UserFactory())

    assert not AuditEntry.objects.filter(action="results.exported").exists()


def test_an_unknown_kind_is_refused(form):
    with pytest.raises(Invalid):
        exports.export(results=read(form), kind="pdf", filters=Filters(), by=form.owner)


def test_the_name_of_the_file_is_safe(form):
    form.title = "../a:b/\u202ec"

    made = exports.export(results=read(form), kind="csv", filters=Filters(), by=form.owner)

    assert made.name == f"a b c-{timezone.localdate():%Y-%m-%d}.csv"
