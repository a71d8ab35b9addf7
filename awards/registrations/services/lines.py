"""Writing the lines of a list: one, many from last year, many from a file; each is held against the law's kinds of subject."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums import SubjectKind
from awards.registrations.models import RegisteredLine, TitleRegistration
from awards.registrations.selectors.comparison import registered_titles
from awards.registrations.selectors.content import Item, award_name, standing
from awards.registrations.selectors.hints import misfit
from awards.selectors.subjects import Subject, kind_of, people_of
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused

FIELDS = ("award", "position", "part", "note")
NOT_YOURS = "Chỉ cán bộ, thủ trưởng của đơn vị soạn danh sách đăng ký của đơn vị."
CLOSED = "Danh sách đã trình hoặc đã gửi nên không sửa được. Hãy lấy lại, rút lại hoặc lập bản bổ sung."


def editable(registration: TitleRegistration, by: Any) -> TitleRegistration:
    """The list, locked, for an officer of the unit while it is in the unit's hands."""
    row = (
        TitleRegistration.objects.select_for_update(of=("self",)).select_related("call", "unit").get(pk=registration.pk)
    )
    if not by.has_perm("registrations.prepare", row):
        raise PermissionDenied(NOT_YOURS)
    if not row.is_editable:
        raise Refused(CLOSED)
    return row


def _field(kind: str) -> str:
    return "person" if kind == SubjectKind.INDIVIDUAL else kind


def _must_fit(kind: str, award: str) -> None:
    if fault := misfit(kind, award):
        raise Refused(fault)


@transaction.atomic
def add(registration: TitleRegistration, subject: Subject, *, award: str, by: Any, **fields: Any) -> RegisteredLine:
    """Register a subject for an award; the same one for the same award stands once."""
    row = editable(registration, by)
    kind = kind_of(subject)
    _must_fit(kind, award)
    try:
        with transaction.atomic():
            line = RegisteredLine.objects.create(
                registration=row, subject_kind=kind, name=str(subject), award=award, **{_field(kind): subject}, **fields
            )
    except IntegrityError:
        raise Refused(f"{subject} đã đăng ký {award_name(award)} trong danh sách này. Hãy sửa dòng đã có.") from None
    audit.record(row, action="line", label=f"Thêm {line.name}: {award_name(award)}", by=by)
    return line


@transaction.atomic
def update(line: RegisteredLine, *, version: int | None, by: Any, **fields: Any) -> RegisteredLine:
    """Change a line; a colleague's change in between is never overwritten."""
    row = editable(line.registration, by)
    locked = concurrency.lock(line, version=version)
    _must_fit(locked.subject_kind, fields.get("award", locked.award))
    changes = audit.difference({name: getattr(locked, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(locked, name, value)
    concurrency.bump(locked)
    try:
        with transaction.atomic():
            locked.save(update_fields=[*fields, "version"])
    except IntegrityError:
        name = award_name(fields["award"])
        raise Refused(f"{locked.name} đã đăng ký {name} trong danh sách này. Hãy bỏ một dòng.") from None
    if changes:
        audit.record(row, action="line", label=f"Sửa {locked.name}", by=by, changes=changes)
        audit.record(locked, action="save", label=f"Sửa {locked.name}", by=by)  # the conflict page says who was first
    return locked


@transaction.atomic
def remove(line: RegisteredLine, *, by: Any) -> None:
    """Take a line out of the list."""
    row = editable(line.registration, by)
    audit.record(row, action="line", label=f"Bỏ {line.name}: {award_name(line.award)}", by=by)
    RegisteredLine.objects.filter(pk=line.pk).delete()


@transaction.atomic
def take_over(registration: TitleRegistration, *, by: Any) -> tuple[int, list[str]]:
    """Lines of last year that still hold, without those that stand already. Returns how many, and who was left out and why."""
    row = editable(registration, by)
    items = registered_titles(row.call.year - 1, row.unit)
    if not items:
        raise Refused(f"Đơn vị chưa có danh sách năm {row.call.year - 1} đã tiếp nhận trên hệ thống.")
    now = standing(items)
    here = set(people_of(row.unit).values_list("pk", flat=True))
    present = {(line.subject_kind, _subject_id(line), line.award) for line in row.lines.all()}
    made, left = [], []
    for item in items:
        subject = now.get(item.subject, item.subject)
        if item.kind == SubjectKind.INDIVIDUAL and subject not in here:
            left.append(f"{item.name}: hôm nay không còn công tác ở đơn vị")
        elif misfit(item.kind, item.award):
            left.append(f"{item.name}: {award_name(item.award)} không còn đăng ký được")
        elif (item.kind, subject, item.award) not in present:
            present.add((item.kind, subject, item.award))
            made.append(built(row, item, subject))
    RegisteredLine.objects.bulk_create(made)
    audit.record(row, action="take_over", label=f"Lấy {len(made)} dòng từ danh sách năm {row.call.year - 1}", by=by)
    return len(made), left


def _subject_id(line: RegisteredLine) -> int:
    return line.person_id or line.collective_id or line.household_id


def built(row: TitleRegistration, item: Item, subject: int) -> RegisteredLine:
    """A line from an earlier one, not yet saved."""
    who = {f"{_field(item.kind)}_id": subject}
    texts = {"name": item.name, "position": item.position, "part": item.part, "note": item.note}
    return RegisteredLine(registration=row, subject_kind=item.kind, award=item.award, **who, **texts)
