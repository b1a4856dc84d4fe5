"""Everything that a form ever asked, over all its versions: what it is called now, what it was called before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from forms_builder import definition as definitions
from forms_builder.models import Form, FormVersion

CHOICES = ("single_choice", "multi_choice")


@dataclass(frozen=True)
class Column:
    """One question over all versions: its words now, and what it was called before."""

    id: str
    item: dict
    was: list[str] = field(default_factory=list)
    is_removed: bool = False

    @property
    def label(self) -> str:
        return self.item.get("label") or ""

    @property
    def type(self) -> str:
        return self.item["type"]

    @property
    def is_file(self) -> bool:
        return self.type in ("photo", "file")


@dataclass(frozen=True)
class Option:
    """One option that was ever offered: a renamed one is the same, a deleted one keeps its name."""

    id: str
    label: str
    was: list[str] = field(default_factory=list)
    is_removed: bool = False


@dataclass(frozen=True)
class Asked:
    """One published version as it was worded, in the reader's language."""

    number: int
    sha256: str
    document: dict
    items: dict[str, dict]


class Questionnaire:
    """The questions of one form for one reader; two queries at most."""

    def __init__(self, form: Form, *, language: str, may_see_private: bool):
        self.form, self.language, self.may_see_private = form, language, may_see_private

    @cached_property
    def versions(self) -> dict[int, Asked]:
        """By primary key, the oldest first."""
        rows = FormVersion.objects.filter(form=self.form).order_by("number")
        found = {}
        for pk, number, sha256, definition in rows.values_list("pk", "number", "sha256", "definition"):
            document = definitions.public_projection(definition, self.language)
            items = {item["id"]: item for item in definitions.questions(document)}
            found[pk] = Asked(number, sha256, document, items)
        return found

    @cached_property
    def columns(self) -> list[Column]:
        """The questions of the newest version first, then those that earlier ones asked."""
        found: dict[str, Column] = {}
        for age, asked in enumerate(reversed(list(self.versions.values()))):
            for item in asked.items.values():
                known = found.get(item["id"])
                if known is None:
                    found[item["id"]] = Column(item["id"], item, is_removed=age > 0)
                elif item["label"] not in (known.label, *known.was):
                    known.was.append(item["label"])
        return list(found.values())

    @cached_property
    def open_columns(self) -> list[Column]:
        """Those that this reader may read at all."""
        return [column for column in self.columns if not self._is_private_now(column)]

    def column(self, question_id: str) -> Column | None:
        return next((column for column in self.columns if column.id == question_id), None)

    def options(self, question_id: str) -> list[Option]:
        """Every option that a question ever offered, those of today first."""
        found: dict[str, Option] = {}
        for age, asked in enumerate(reversed(list(self.versions.values()))):
            for choice in (asked.items.get(question_id) or {}).get("choices", []):
                known = found.get(choice["id"])
                if known is None:
                    found[choice["id"]] = Option(choice["id"], choice["label"], is_removed=age > 0)
                elif choice["label"] not in (known.label, *known.was):
                    known.was.append(choice["label"])
        return list(found.values())

    def ever_took_own_words(self, column: Column) -> bool:
        """Could something else than the options be answered, in any version?"""
        return any(self.asked(column, pk).get("other") for pk in self.versions)

    def is_closed(self, column: Column, version_id: int) -> bool:
        """May this reader not see the answer: it was private when it was asked, or it is by now."""
        if self.may_see_private:
            return False
        return self._is_private_now(column) or bool(self.asked(column, version_id).get("private"))

    def asked(self, column: Column, version_id: int) -> dict:
        """The question as the version put it that was answered."""
        return self.versions[version_id].items.get(column.id, column.item)

    def chosen(self, ids: Iterable[str]) -> list[Column]:
        """The columns that a reader wants to see, in the order of the form; all without a choice."""
        wanted = set(ids)
        return [column for column in self.columns if column.id in wanted] or self.columns

    def _is_private_now(self, column):
        return bool(column.item.get("private")) and not self.may_see_private
