"""Official documents of the year of a bloc: minutes of its meetings and activities, its pledge."""

from django.conf import settings
from django.urls import reverse

from campaigns.bloc_year.enums import ActivityState, PledgeState, RegistrationState
from campaigns.bloc_year.models import Activity, Election, Pledge
from campaigns.bloc_year.selectors import pledges as pledge_pages
from campaigns.bloc_year.selectors.activities import Attendances, Line
from emulation.base import clock, vietnamese
from emulation.base.official import samples
from emulation.base.official.description import Block, Column, Description, Heading, Paragraph, Signature, Table
from emulation.base.official.kinds import Kind, register_kind
from emulation.base.official.wording import day_words, place_of, symbol

MINUTES, PLEDGE = "bien-ban-khoi", "giao-uoc"
READ_OUT = "Biên bản được lập, đọc cho mọi người cùng nghe và thống nhất."
_PRESENT = (
    Column("STT", 7, "center"),
    Column("Đơn vị", 30),
    Column("Người dự", 22),
    Column("Chức vụ", 22),
    Column("Cấp dự", 15),
)
_SIGNED = (
    Column("STT", 7, "center"),
    Column("Đơn vị", 28),
    Column("Danh hiệu đăng ký", 28),
    Column("Người ký", 20),
    Column("Thời điểm ký", 16),
)


def register() -> None:
    """Tell the ground floor which documents a bloc makes."""
    register_kind(
        Kind(
            key=MINUTES,
            label="Biên bản họp, hoạt động của khối",
            model_label="bloc_year.Activity",
            template="minutes",
            describe=minutes,
            sample=samples.minutes,
            page=lambda row: reverse("bloc_year:activity_minutes", args=[row.pk]),
        ),
        Kind(
            key=PLEDGE,
            label="Giao ước thi đua",
            model_label="bloc_year.Pledge",
            describe=pledge,
            sample=lambda: samples.named("Giao ước thi đua", ""),
            page=lambda row: reverse("bloc_year:pledge_print", args=[row.pk]),
        ),
    )


# --- Minutes ----------------------------------------------------------------------------------------------------------
def minutes(row: Activity) -> Description:
    """Minutes of a meeting, or the record of an activity; a draft until it was held."""
    return Description(
        issuer=row.bloc.name,
        place=place_of(settings.PROVINCE),
        day=row.held_on or row.planned_on,
        type_name="Biên bản",
        subject=row.title,
        symbol=symbol("Biên bản", ""),
        draft=row.state != ActivityState.DONE,
        blocks=(*_facts(row), *(_meeting(row) if row.is_meeting else _activity(row)), Paragraph(READ_OUT)),
        signatures=(Signature("Thư ký", row.secretary), Signature("Chủ trì", row.chair)),
        recipients=("Các đơn vị thành viên", "Sở Nội vụ", f"Lưu: {row.bloc.name}"),
    )


def _facts(row: Activity) -> list[Block]:
    last = f" đến {vietnamese.format_date(row.ends_on)}" if row.ends_on else ""
    facts = [("Thời gian", day_words(row.held_on or row.planned_on) + last), ("Địa điểm", row.place)]
    facts.append(("Đơn vị chủ trì", row.host.official_name if row.host else ""))
    facts.append(("Chủ trì", _person(row.chair, row.chair_position)))
    facts.append(("Thư ký", _person(row.secretary, row.secretary_position)))
    return [Paragraph(f"{name}: {text}.") for name, text in facts if text]


def _person(name: str, position: str) -> str:
    return f"{name}, {position}" if name and position else name


def _meeting(row: Activity) -> list[Block]:
    attendance = Attendances(row)
    gone = f"; vắng {len(attendance.absent)}" if attendance.absent else ""
    parts: list[Block] = [
        Heading("I. Thành phần"),
        Paragraph(f"Có {len(attendance.came)} trên {len(attendance.lines)} đơn vị dự{gone}."),
        Table(_PRESENT, tuple(_present(n, line) for n, line in enumerate(attendance.lines, 1))),
        Heading("II. Nội dung"),
        Paragraph(row.agenda or row.content),
    ]
    if row.discussion:
        parts += [Heading("III. Ý kiến thảo luận"), Paragraph(row.discussion)]
    return [*parts, *_election(row), Heading("Kết luận"), Paragraph(row.conclusions)]


def _present(number: int, line: Line) -> tuple[str, ...]:
    if line.row is None:
        return (str(number), line.unit.official_name, "", "", "")
    level = line.row.get_level_display() + (" (có lý do)" if line.row.excused else "")
    return (str(number), line.unit.official_name, line.row.person, line.row.position, level)


def _election(row: Activity) -> list[Block]:
    election = Election.objects.for_page().filter(activity=row).first()
    if election is None:
        return []
    votes = ""
    if election.leader_votes is not None:
        of = f" trên {election.voters}" if election.voters is not None else ""
        votes = f", {election.leader_votes}{of} phiếu"
    parts: list[Block] = [Heading(f"Bầu trưởng khối, phó trưởng khối năm {election.for_year}")]
    parts += [Paragraph(f"Hình thức: {election.method}.")] if election.method else []
    parts.append(Paragraph(f"Trưởng khối: {election.leader.official_name}{votes}."))
    deputies = [one.unit.official_name for one in election.deputies.select_related("unit")]
    return parts + ([Paragraph(f"Phó trưởng khối: {'; '.join(deputies)}.")] if deputies else [])


def _activity(row: Activity) -> list[Block]:
    people = f"Số người tham gia: {vietnamese.format_number(row.head_count)}." if row.head_count is not None else ""
    parts = [
        ("Thành phần", row.participants),
        ("Nội dung", row.content),
        ("Kết quả", f"{people}\n{row.result}".strip()),
    ]
    return [block for title, text in parts if text for block in (Heading(title), Paragraph(text))]


# --- Pledge -----------------------------------------------------------------------------------------------------------
def pledge(row: Pledge) -> Description:
    """The pledge with what each unit registered and who signed."""
    version = f" (bản {row.number})" if row.number > 1 else ""
    day = row.signing_on or (clock.day_of(row.completed_at) if row.completed_at else None)
    texts = (
        ("1. Nội dung giao ước", row.goals),
        ("2. Quy chế hoạt động của khối", row.regulation),
        ("3. Tiêu chí, cách chấm điểm", row.criteria),
    )
    blocks = [block for title, text in texts for block in (Heading(title), Paragraph(text))]
    rows = tuple(_signed(n, line) for n, line in enumerate(pledge_pages.table(row).rows, 1))
    end = [Paragraph(f"Kết thúc ký khi chưa đủ đơn vị: {row.closed_note}")] if row.closed_note else []
    return Description(
        issuer=row.bloc.name,
        place=place_of(settings.PROVINCE),
        day=day,
        year=row.bloc.year,
        type_name="Giao ước thi đua",
        subject=f"Năm {row.bloc.year} của {row.bloc.name}{version}",
        draft=row.state == PledgeState.DRAFT,
        blocks=(*blocks, Heading("4. Các đơn vị ký giao ước"), Table(_SIGNED, rows), *end),
        signatures=(),
        recipients=("Các đơn vị thành viên", "Sở Nội vụ", f"Lưu: {row.bloc.name}"),
    )


def _signed(number: int, line: pledge_pages.Row) -> tuple[str, ...]:
    registered = line.registration.titles if line.registration.state == RegistrationState.CONFIRMED else ""
    signature = line.signature
    signed = (signature.by_name, vietnamese.format_datetime(signature.at)) if signature else ("", "")
    return (str(number), line.registration.unit.official_name, registered, *signed)
