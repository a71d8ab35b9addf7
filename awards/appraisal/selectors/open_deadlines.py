"""Files that the desk has not received or appraised by their day, for reminders: Sở Nội vụ owes them as the standing body."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from awards.appraisal.enums import DossierState, LimitKind
from awards.appraisal.models import Dossier
from awards.appraisal.selectors import opinions, postings
from awards.appraisal.selectors.clocks import Clocks, pauses_by_dossier, receptions
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile
from campaigns.selectors.open_deadlines import Deadline, register
from emulation.base import clock
from organisations.selectors.people import dha_unit_ids


def to_receive(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Files that lie with Sở Nội vụ; those back with the unit wait for the unit."""
    departments = dha_unit_ids()
    files = list(
        NominationFile.objects.for_page().filter(state=FileState.WITH_DEPARTMENT).exclude(unit__in=departments)
    )
    if not files or not departments:
        return
    running = receptions(files, Clocks())
    for file in files:
        one = running.get(file.pk)
        if one and first <= one.due <= last:
            yield _of(file, "reception", f"Tiếp nhận hồ sơ đề nghị: {file}", one.due, min(departments))


def to_appraise(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Files with nominees that are not appraised, by the nearest of their days."""
    departments = dha_unit_ids()
    rows = Dossier.objects.exclude(state=DossierState.APPRAISED).exclude(nominee__file__unit__in=departments)
    found = defaultdict(set)
    pauses = pauses_by_dossier(rows)
    for pk, file, award in rows.values_list("pk", "nominee__file", "nominee__award"):
        found[file].add((award, pauses.get(pk, ())))
    if not found or not departments:
        return
    clocks = Clocks()
    for file in NominationFile.objects.for_page().filter(pk__in=found).exclude(received_at=None):
        day = clock.day_of(file.received_at)
        running = [
            clocks.running(LimitKind.APPRAISAL, day, award=award, pauses=stops) for award, stops in found[file.pk]
        ]
        # While it stands still nobody is late.
        due = min((one.due for one in running if one and not one.paused), default=None)
        if due and first <= due <= last:
            yield _of(file, "appraisal", f"Thẩm định hồ sơ: {file}", due, min(departments))


def _of(file: NominationFile, kind: str, title: str, due: dt.date, department: int) -> Deadline:
    queue = reverse("appraisal:queue")
    return Deadline(
        key=f"{kind}:{file.pk}",
        group=f"{kind}:route:{file.route_id}",
        title=title,
        unit_id=department,
        due=due,
        url=f"{queue}?muc=tat-ca&ho-so={file.pk}"
        if kind == "appraisal"
        else reverse("nominations:file", args=[file.pk]),
        topic=f"{kind}:{file.pk}:due",
        group_url=queue,
        as_department=True,
    )


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("reception", "Tiếp nhận hồ sơ đề nghị khen thưởng", to_receive)
    register("opinion", "Cho ý kiến về đề nghị khen thưởng", opinions.deadlines)
    register("posting", "Công khai danh sách đề nghị khen thưởng", postings.deadlines)
    register("appraisal", "Thẩm định hồ sơ đề nghị khen thưởng", to_appraise)
