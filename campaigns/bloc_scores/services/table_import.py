"""A criteria table that was read from a file becomes a draft, and the file stays with it."""

from django.db import transaction

from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.table_reader import CriteriaResult
from emulation.base import files, vietnamese
from emulation.base.models import StoredFile
from emulation.base.spreadsheets import Fault
from emulation.base.workflow import Refused
from organisations.models import Bloc, Unit


@transaction.atomic
def create_table(
    document: dict,
    *,
    by,
    file: StoredFile | None,
    bloc: Bloc | None,
    year: int | None,
    remarks=(),
    source: str = "",
    **head,
) -> CriteriaTable:
    """A draft from the document; the original file hangs on it. Raises campaigns.scoring.Refused for what nobody could score."""
    lines = [source or (f"Tệp “{file.name}”" if file else ""), *remarks]
    table = tables.create(
        document, by=by, bloc=bloc, year=year, verified=False, source="\n".join(filter(None, lines)), **head
    )
    _name_departments(table)
    if file:
        files.attach(file, table)
    return table


def _name_departments(table: CriteriaTable) -> None:
    """Where the column of who scores holds just the name of one unit, that unit is the department of the criterion."""
    rows = list(table.criteria.exclude(scorer_note=""))
    if not rows:
        return
    known: dict[str, set[int]] = {}
    for pk, *names in Unit.objects.valid_on().values_list("pk", "official_name", "short_name"):
        for name in filter(None, names):
            known.setdefault(vietnamese.fold(name), set()).add(pk)
    for row in rows:
        found = known.get(vietnamese.fold(row.scorer_note), set())
        row.scorer_unit_id = next(iter(found)) if len(found) == 1 else None
    Criterion.objects.bulk_update([row for row in rows if row.scorer_unit_id], ["scorer_unit"])


def commit_criteria(result: CriteriaResult, *, bloc: Bloc | None, year: int | None, accept_conversion: bool) -> None:
    """Write what a command read, unless something in it is wrong."""
    if not result.ok:
        return
    if result.converted and not accept_conversion:
        result.sheet_errors = [*result.sheet_errors, _unread(result)]
        return
    try:
        create_table(
            result.document, by=None, file=None, bloc=bloc, year=year, remarks=result.remarks, source=result.file
        )
    except Refused as refused:
        result.refuse(str(refused))
        return
    result.committed, result.written = True, len(result.proposals)


def _unread(result: CriteriaResult) -> Fault:
    return Fault("Chữ được chuyển từ bảng mã cũ. Hãy đọc lại, rồi chạy thêm --accept-conversion.", result.sheet)
