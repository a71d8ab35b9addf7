"""Lists of decided awards and of nominees: against what is stored, and writing them, all rows or none."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from awards.enums import ListKind
from awards.law import find_award
from awards.models import AwardRecord, ListedNominee, ListSource
from awards.models.registry import ListedSubject
from awards.selectors.listed_names import check_names
from awards.selectors.people import chunks
from awards.selectors.province_law import NamesOfAwards
from awards.services.list_subjects import ListSubjects
from awards.services.record_words import save_words, searched_text
from emulation.base import audit, clock, vietnamese
from emulation.base.models import StoredFile
from emulation.base.spreadsheets import Fault, ImportResult, Row

ALREADY = "Dòng này đã có trong sổ từ trước. Dòng được giữ nguyên, không ghi thêm."
DOUBTFUL = "Đã có hồ sơ cùng tên nhưng chưa chắc là một người. Sẽ ghi thành hồ sơ mới và đưa vào danh sách chờ xem."


class _Checked:
    """A list after it was compared with what is stored."""

    def __init__(self, result: ImportResult, model: type[ListedSubject], identity: Callable[[Row], str]):
        self.result = result
        self.units, self.awards = check_names(result), NamesOfAwards()
        self.identities = {row.number: identity(row) for row in result.valid_rows}
        stored = _stored(model, self.identities.values())
        self._first: dict[str, int] = {}
        self.fresh: list[Row] = []
        for row in result.valid_rows:
            if self.identities[row.number] in stored:
                row.warn("name", ALREADY)
            elif not self._repeats(row):
                self.fresh.append(row)
        self.subjects = ListSubjects(self.fresh, self.units)
        for row in self.fresh:
            if self.subjects.matches[row.number].others:
                row.warn("name", DOUBTFUL)

    def _repeats(self, row: Row) -> bool:
        """Another name of the same award hides a line that stands twice."""
        first = self._first.setdefault(self.identities[row.number], row.number)
        if first != row.number:
            row.error("name", f"Trùng với dòng {first}: cùng tên, cùng đơn vị, cùng hình thức. Hãy bỏ một dòng.")
        return first != row.number


def _stored(model: type[ListedSubject], identities) -> set[str]:
    found: set[str] = set()
    for part in chunks(identities):
        found |= set(model.objects.filter(identity__in=part).values_list("identity", flat=True))
    return found


def _digest(row: Row, *parts: str) -> str:
    award = find_award(row["award"])
    words = [row["kind"], row["name"], row["unit"] or "", award.code if award else row["award"], *parts]
    return hashlib.sha256("|".join(vietnamese.fold(word) for word in words).encode()).hexdigest()


def award_identity(row: Row) -> str:
    """What makes two lines the same award: subject, unit, award, decision."""
    return _digest(row, row["decision_number"], row["decided_on"].isoformat())


def nominee_identity(row: Row) -> str:
    """What makes two lines the same nominee: subject, unit, award, in one year."""
    return _digest(row, str(clock.today().year))


def check_awards(result: ImportResult) -> int:
    """Add what only stored rows can tell; write nothing. Returns how many awards are not in the registry yet."""
    return len(_Checked(result, AwardRecord, award_identity).fresh)


def check_nominees(result: ImportResult) -> int:
    """Add what only stored rows can tell; write nothing. Returns how many nominees are not drafted yet."""
    return len(_Checked(result, ListedNominee, nominee_identity).fresh)


@transaction.atomic
def commit_awards(
    result: ImportResult, *, by: Any, accept_conversion: bool = False, file: StoredFile | None = None
) -> ImportResult:
    """Write the awards that are not in the registry yet; with one error nothing is written.

    A result is committed once, and not checked before by `check_awards`: it is checked here, under the transaction
    that writes.
    """
    _refuse_unread(result, accept_conversion)
    checked = _Checked(result, AwardRecord, award_identity)
    if result.ok:
        records = _write(checked, AwardRecord, ListKind.AWARDS, _award_fields, by=by, file=file)
        save_words(records)
    return result


@transaction.atomic
def commit_nominees(
    result: ImportResult, *, by: Any, accept_conversion: bool = False, file: StoredFile | None = None
) -> ImportResult:
    """Keep the nominees as draft lines of this year; with one error nothing is written."""
    _refuse_unread(result, accept_conversion)
    checked = _Checked(result, ListedNominee, nominee_identity)
    if result.ok:
        _write(checked, ListedNominee, ListKind.NOMINEES, _nominee_fields, by=by, file=file)
    return result


def _refuse_unread(result: ImportResult, accept_conversion: bool) -> None:
    if result.converted and not accept_conversion:
        message = (
            f"Chữ trong tệp theo bảng mã cũ {result.converted.upper()}. "
            "Hãy đọc lại bản đã chuyển sang Unicode, xác nhận (--accept-conversion) rồi mới ghi."
        )
        result.sheet_errors.append(Fault(message, result.sheet))


def _write(checked: _Checked, model, kind: str, fields: Callable[[Row], dict], *, by: Any, file) -> list:
    result, rows = checked.result, checked.fresh
    result.committed = True
    if not rows:
        return []
    checked.subjects.save(rows)
    source = ListSource.objects.create(
        kind=kind,
        name=Path(result.file).name[:300],
        sheet=(result.sheet or "")[:100],
        file=file,
        written=len(rows),
        by=by,
    )
    made = [
        model(source=source, identity=checked.identities[row.number], **_common(checked, row), **fields(row))
        for row in rows
    ]
    model.objects.bulk_create(made, batch_size=200)
    result.written = len(made)
    audit.record(source, action="import", label=f"Nhập danh sách: {len(made)} dòng", by=by)
    return made


def _common(checked: _Checked, row: Row) -> dict:
    match, award = checked.subjects.matches[row.number], checked.awards.find(row["award"])
    kinds = {"individual": "person", "collective": "collective", "household": "household"}
    return {
        "subject_kind": row["kind"],
        kinds[row["kind"]]: match.subject,
        "subject_text": row["name"],
        "position": row["position"] or "",
        "unit": match.unit,
        "unit_text": row["unit"] or "",
        "award": award.code if award else "",
        "award_text": row["award"],
        "posthumous": bool(row["posthumous"]),
        "field": row["field"] or "",
        "subject_type": row["subject_type"] or "",
        "source_row": row.number,
        "original": {name: cell.text for name, cell in row.cells.items()},
    }


def _award_fields(row: Row) -> dict:
    return {
        "decision_number": row["decision_number"],
        "decided_on": row["decided_on"],
        "coefficient": row["coefficient"],
        "amount": row["amount"],
        "reason": row["reason"] or "",
        "search_key": searched_text(row["name"], row["decision_number"]),
    }


def _nominee_fields(row: Row) -> dict:
    return {"year": clock.today().year}
