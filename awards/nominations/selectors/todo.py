"""Work of nominations that waits: to prepare, to approve, to endorse, to receive."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile
from campaigns.selectors.todo import Source, Todo
from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import review_scope


def sources(user: Any) -> list[Source]:
    """For officers of a unit their own files and those of their bloc, for Sở Nội vụ what was sent to it."""
    if is_dha(user):
        return [Source(for_department(unit_id_of(user)).for_page(), lambda rows: map(_card, rows))]
    if is_chairman_office(user):
        rows = NominationFile.objects.filter(state=FileState.WITH_DEPARTMENT, unit__in=dha_unit_ids())
        return [Source(rows.for_page(), lambda rows: map(_card, rows))]
    if not is_unit_officer(user):
        return []
    own = Q(state__in=[FileState.DRAFT, FileState.RETURNED])
    if role_of(user) == Role.UNIT_HEAD:
        own |= Q(state=FileState.AWAITING_HEAD)
    waits = Q(unit_id=unit_id_of(user)) & own
    for bloc, leads, leading in review_scope(user):
        theirs = ~Q(unit__in=leading) if leads else Q(unit__in=leading)
        waits |= Q(bloc=bloc, state=FileState.WITH_BLOC) & theirs
    return [Source(NominationFile.objects.filter(waits).for_page(), lambda rows: map(_card, rows))]


def for_department(department: int) -> QuerySet[NominationFile]:
    """Files that Sở Nội vụ has to receive: never its own."""
    return NominationFile.objects.filter(state=FileState.WITH_DEPARTMENT).exclude(unit_id=department)


_WORK = {
    FileState.DRAFT: ("Soạn hồ sơ đề nghị", "Chưa trình thủ trưởng.", "Mở và soạn"),
    FileState.RETURNED: ("Bổ sung hồ sơ đề nghị", "", "Mở và sửa"),
    FileState.AWAITING_HEAD: ("Duyệt hồ sơ đề nghị", "Cán bộ đầu mối đã trình.", "Xem và duyệt"),
    FileState.WITH_BLOC: ("Xác nhận hồ sơ đề nghị", "Đơn vị đã gửi, chờ trưởng khối xác nhận.", "Xem"),
    FileState.WITH_DEPARTMENT: ("Tiếp nhận hồ sơ đề nghị", "Kiểm tra đủ tài liệu rồi tiếp nhận.", "Xem"),
}


def _card(file: NominationFile) -> Todo:
    title, reason, button = _WORK[FileState(file.state)]
    return Todo(
        f"{title}: {file}",
        reverse("nominations:file", args=[file.pk]),
        reason or file.return_note,
        button,
        subject=file,
        due=file.due_on if file.sent_at is None else None,
        source=file.route.name,
    )
