"""A few answer sheets side by side: question by question, with the mark where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_builder.selectors.questionnaires import Column
from forms_builder.selectors.results import Cell, Results, Row
from forms_builder.selectors.sheets import known_uids

LEAST, MOST = 2, 4


@dataclass(frozen=True)
class Line:
    """One question and what each of them said."""

    column: Column
    cells: list[tuple[Row, Cell]]
    differs: bool

    @property
    def is_marked(self) -> bool:
        """Own words differ by nature: only what was chosen, counted or dated is worth a mark."""
        return self.differs and self.column.type not in ("short_text", "long_text", "repeat")


@dataclass(frozen=True)
class Comparison:
    people: list[Row]
    lines: list[Line]

    @property
    def difference_count(self) -> int:
        return sum(line.differs for line in self.lines)


def comparison(results: Results, uids: Iterable[str]) -> Comparison | None:
    """Two to four people in the order chosen, None when there are fewer or more; what nobody answered is left out."""
    people = results.rows(results.of(known_uids(uids)[: MOST + 1]))
    if not LEAST <= len(people) <= MOST:
        return None
    lines = []
    for place, column in enumerate(results.columns):
        cells = [(row, row.cells[place]) for row in people]
        if any(cell.text or cell.files or cell.is_withheld for _row, cell in cells):
            lines.append(Line(column, cells, _differs(column, cells)))
    return Comparison(people, lines)


def _differs(column, cells):
    """Pictures always differ; they are not marked."""
    said = {cell.text for row, cell in cells if not row.end and not cell.is_withheld}
    return len(said) > 1 and not column.is_file
