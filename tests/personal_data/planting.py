"""Putting a mark into every text column that is a person's, and looking for marks everywhere."""

import json
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models.query import QuerySet

from petbuddy import storage
from tests.personal_data.inventory import is_ours

TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
APPS = ("accounts", "notifications", "forms_builder", "adoption")


def own_models():
    return [model for name in APPS for model in apps.get_app_config(name).get_models()]


def texts_of(model):
    """The columns into which words can be written; a choice is none."""
    return [field for field in model._meta.concrete_fields if isinstance(field, TEXTS) and not field.choices]


def hers_in(model):
    return [field for field in texts_of(model) if not is_ours(model, field)]


def plant(rows, email):
    """Mark every column of these rows. Returns {mark: "app.Model.column"}; the marks of STAYS are among them."""
    marks = {}
    for row in rows:
        model, values = type(row), {}
        for field in hers_in(model):
            mark = f"mark{len(marks):04d}"
            value = _value_for(row, field, mark, email)
            if value is not None:
                values[field.name] = value
                marks[_mark_in(value, mark)] = f"{model._meta.label}.{field.name}"
        QuerySet(model).filter(pk=row.pk).update(**values)  # around the doors of append-only rows
        row.refresh_from_db()
    return marks


def _value_for(row, field, mark, email):
    label = f"{row._meta.label}.{field.name}"
    if isinstance(field, models.GenericIPAddressField):
        return f"2001:db8::{int(mark[4:]):x}:5ee"
    if label in SHAPED:
        return SHAPED[label](row, mark)
    if isinstance(field, models.JSONField):
        return [mark] if isinstance(field.get_default(), list) else {"word": mark}
    if "@" in str(getattr(row, field.name)):  # hers is looked for as it is
        return None if getattr(row, field.name) == email else f"{mark}@example.com"
    return mark


def _mark_in(value, mark):
    return value if str(value).startswith("2001:db8::") else mark


def _agreement_text(row, mark):
    hers = "Giver" if row.giver_name else "Adopter"
    chinese = "送養人" if row.giver_name else "認養人"
    return f"Adoption agreement\n\n{hers}: {mark}\nPet: Orange\n\n──────\n\n{chinese}：{mark}"


def _evidence(held, mark):
    """What she said, frozen by somebody else's report of it."""
    return {**held, "text": mark, "context": [{"author": held["author"], "text": mark}]} if held else None


SHAPED = {
    "adoption.Agreement.text": _agreement_text,
    "adoption.Agreement.giver_name": lambda row, mark: mark if row.giver_name else None,
    "adoption.Agreement.adopter_name": lambda row, mark: mark if row.adopter_name else None,
    "adoption.Report.evidence": lambda row, mark: _evidence(row.evidence, mark),
    "adoption.Report.words": lambda row, mark: None if row.evidence else mark,  # the other's words are not hers
    "adoption.Report.answer": lambda row, mark: None if row.evidence else mark,
}


def everything():
    """All rows of all tables as text, secrets decrypted: {"app.Model": text}."""
    return {
        model._meta.label: json.dumps(list(QuerySet(model).values()), default=str, ensure_ascii=False)
        for model in apps.get_models(include_auto_created=True)
    }


def found(marks):
    """["app.Model.column planted → app.Model where it stands now"] of every mark that is still there."""
    texts = everything()
    return sorted(
        {f"{name} → {label}" for mark, name in marks.items() for label, text in texts.items() if mark in text}
    )


def plant_files(rows, mark):
    """Give every stored file of these rows real bytes that hold the mark. Returns how many files there are now."""
    count = 0
    for row in rows:
        for name, is_public in _file_columns(row):
            store = storage.where(is_public=is_public)
            key = storage.new_key("incoming" if name == "incoming_key" else "files", "bin")
            storage.save_bytes(store, key, f"bytes {mark} {count}".encode(), "image/webp")
            value = [{"key": key, "width": 1, "height": 1, "mime": "image/webp", "bytes": 1}]
            QuerySet(type(row)).filter(pk=row.pk).update(**{name: value if name == "renditions" else key})
            count += 1
        row.refresh_from_db()
    return count


def _file_columns(row):
    names = {"key", "incoming_key", "avatar_key", "renditions"}
    is_public = getattr(row, "is_public", False)
    if row._meta.label == "accounts.IdempotencyKey":
        return []
    return [
        (field.name, is_public and field.name != "incoming_key")
        for field in row._meta.concrete_fields
        if field.name in names
    ]


def files_with(mark):
    """Names of the files of both storages that hold the mark."""
    return [
        path.name
        for store in (storage.public_storage(), storage.private_storage())
        if isinstance(store, FileSystemStorage)
        for path in Path(store.location).rglob("*")
        if path.is_file() and mark.encode() in path.read_bytes()
    ]
