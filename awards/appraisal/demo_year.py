"""The desk of the demo in December 2023: the received file handed out, one nominee with each step. All an illustration."""

import datetime as dt
from typing import TYPE_CHECKING

from awards.appraisal.models import Agency, Dossier, Opinion, Tabled
from awards.appraisal.selectors.findings import articles_of, checked_of, points_of
from awards.appraisal.services import assignment, dossiers, opinions
from awards.appraisal.workflows import DOSSIER
from awards.council.models import AgendaItem
from awards.nominations.models import NominationFile
from emulation.base import clock
from organisations.enums import Role
from organisations.models import User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

# How far each person of the received file has come, in the order of the file. The unit itself lies before the Council.
STEPS = ("proposed", "begun", "waiting")


def build(year: "Year") -> None:
    """Called by build_demo after the nominations."""
    rows = list(Dossier.objects.for_page().order_by("pk"))
    head = User.objects.filter(memberships__role=Role.DHA_HEAD, is_active=True).first()
    if not rows or head is None:
        return
    officer = User.objects.get(pk=year.dha.pk)
    with clock.at(clock.moment(dt.date(2023, 12, 7), 14, 45)):
        assignment.assign({row.pk: officer for row in rows}, by=head)
    people = [row for row in rows if row.nominee.collective_id is None]
    for row in rows:
        if row.nominee.collective_id:
            _before_the_council(row, officer, head)
    _ask(year, rows[0].nominee.file, officer)
    for row, step in zip(people, STEPS, strict=False):
        _walk(row, step, officer)


def _ask(year: "Year", file: NominationFile, officer: User) -> None:
    """Two agencies, one of them on the system; it has answered about the first person."""
    agent = year.p.people["hiepy"]
    police = Agency.objects.filter(name="Công an tỉnh").first()
    if police is None or agent.acting is None:
        return
    police.unit = agent.acting.unit
    police.save(update_fields=["unit"])
    others = list(Agency.objects.filter(name="Thanh tra tỉnh"))
    with clock.at(clock.moment(dt.date(2023, 12, 8), 9)):
        opinions.ask(file, [police, *others], by=officer)
    with clock.at(clock.moment(dt.date(2023, 12, 11), 8, 20)):
        for opinion in Opinion.objects.for_page().filter(dossier__nominee__file=file).order_by("dossier", "agency")[:2]:
            by_desk = opinion.agency_id != police.pk
            letter = "Văn bản số minh họa ngày 11/12/2023" if by_desk else ""
            by = officer if by_desk else agent
            opinions.give(opinion, version=opinion.version, answer="clear", letter=letter, by=by)


def _walk(row: Dossier, step: str, officer: User) -> None:
    if step == "waiting":
        return
    with clock.at(clock.moment(dt.date(2023, 12, 11), 9, 10)):
        _write(row, officer, full=step != "begun")
        DOSSIER.perform(row, "begin" if step == "begun" else "propose", by=officer)


def _before_the_council(row: Dossier, officer: User, head: User) -> None:
    """Appraised in the evening, on the agenda that was made the next morning."""
    with clock.at(clock.moment(dt.date(2023, 12, 7), 16, 10)):
        _write(row, officer, full=True)
        DOSSIER.perform(row, "propose", by=officer)
        DOSSIER.perform(row, "agree", by=head)
    own = {"unit": row.nominee.collective.unit, "award": row.nominee.award, "subject_kind": "collective"}
    item = AgendaItem.objects.filter(session__year=2023, **own).order_by("-session__held_at").first()
    if item:
        Tabled.objects.create(dossier=row, item=item)


def _write(row: Dossier, officer: User, *, full: bool) -> None:
    """A refusal where the law finds something in the way, else agreement; a begun one has half of its list looked at."""
    row = Dossier.objects.for_page().get(pk=row.pk)
    checked = checked_of(row)
    codes, articles = [point.code for point in points_of(checked)], articles_of(checked)
    refused = full and row.finding == "blocked" and bool(articles)
    dossiers.save_work(
        row,
        version=row.version,
        verdict="refused" if refused else "supported" if full else "",
        lower_award="",
        reason="Chưa đủ điều kiện của danh hiệu theo sổ khen thưởng và hồ sơ đơn vị gửi." if refused else "Đủ hồ sơ.",
        articles=articles[:1] if refused else [],
        note="Đã đối chiếu với bản giấy." if full else "",
        seen=codes if full else codes[: len(codes) // 2],
        checked=checked,
        by=officer,
    )
