"""A list from a file that one unit brings in for itself: whose lines they are, whom they mean, which stand already.

One way for registered titles and nominations. Faults go into the rows of the result; the caller writes what is fresh.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from awards.enums import SubjectKind
from awards.law import find_award
from awards.models import Collective, Household, Person
from awards.selectors.listed_names import ListedUnits
from awards.services.list_import import DOUBTFUL
from awards.services.list_subjects import ListSubjects
from emulation.base.spreadsheets import Fault, ImportResult, Row
from organisations.models import Unit

FIELDS = {Person: "person", Collective: "collective", Household: "household"}
OLD_LETTERS = "Chữ trong tệp theo bảng mã cũ {}. Hãy lưu lại tệp bằng Unicode, đọc lại các tên rồi nhập."
STANDS = "Dòng này đã có trong danh sách. Dòng được giữ nguyên, không ghi thêm."
# A subject for an award: (kind, id of the subject, code of the award).
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Meant:
    """What one line means. `what`: stands (is there already), known, new, or doubt (new, but a namesake is on record)."""

    row: Row
    what: str
    subject: Person | Collective | Household


class UnitList:
    """The lines of a file as the unit means them; a fixed number of queries for any number of lines.

    `fits(kind, award code)` says why an award is not for this list, '' when it is. `present` stands in the list already. `since`:
    who left the unit before that day is not meant.
    """

    def __init__(
        self,
        result: ImportResult,
        unit: Unit,
        *,
        fits: Callable[[str, str], str],
        present: set[Key],
        since: dt.date | None = None,
        accepts_old_letters: bool = False,
    ):
        self.result, self.unit = result, unit
        if result.converted and not accepts_old_letters:
            result.sheet_errors.append(Fault(OLD_LETTERS.format(result.converted.upper()), result.sheet))
        units = ListedUnits()
        for row in result.valid_rows:
            self._check_place(row, units)
            self._check_award(row, fits)
        rows = result.valid_rows
        self.subjects = ListSubjects(rows, units, since=since)
        self.lines = self._meant(rows, set(present))

    @property
    def fresh(self) -> list[Meant]:
        """Lines to be written: none while the file has an error."""
        return [line for line in self.lines if line.what != "stands"] if self.result.ok else []

    def save(self) -> None:
        """Records of the people, collectives and households that are new."""
        self.subjects.save([line.row for line in self.fresh])

    def _check_place(self, row: Row, units: ListedUnits) -> None:
        """A place that is no unit of the catalogue is a part of this one; another unit brings in its own list."""
        text = row["unit"] or ""
        found = units.named(text) if text else []
        if found and self.unit.pk not in {other.pk for other in found}:
            row.error("unit", f"“{text}” là đơn vị khác. Đơn vị đó lập danh sách của mình; hãy bỏ dòng này.")
        itself = units.named(row["name"]) if row["kind"] == SubjectKind.COLLECTIVE else []
        if len(itself) == 1 and self.unit.pk not in (itself[0].pk, itself[0].parent_id):
            row.error("name", f"“{row['name']}” là đơn vị khác. Đơn vị đó lập danh sách của mình; hãy bỏ dòng này.")
        row.values["part"] = "" if found else text
        row.values["unit"] = self.unit.official_name

    def _check_award(self, row: Row, fits: Callable[[str, str], str]) -> None:
        award = find_award(row["award"])
        row.values["code"] = award.code if award else ""
        if fault := fits(row["kind"], row["code"]):
            row.error("award", fault)

    def _meant(self, rows: list[Row], present: set[Key]) -> list[Meant]:
        found = []
        for row in rows:
            match = self.subjects.matches[row.number]
            key = (row["kind"], match.subject.pk or id(match.subject), row["code"])
            what = "stands" if key in present else "doubt" if match.others else "new" if match.is_new else "known"
            present.add(key)
            if what in ("stands", "doubt"):
                row.warn("name", STANDS if what == "stands" else DOUBTFUL)
            found.append(Meant(row, what, match.subject))
        return found
