"""Official documents of awards: counting minutes of an acclaim."""

from django.conf import settings
from django.urls import reverse

from awards.enums import BallotMode, BoxState
from awards.models import Acclaim, AcclaimNominee
from awards.selectors import acclaims as pages
from awards.selectors.ballots import named_choices
from awards.selectors.quotas import split_of
from emulation.base import clock, vietnamese
from emulation.base.official import samples
from emulation.base.official.description import Block, Column, Description, Paragraph, Signature, Table
from emulation.base.official.kinds import Kind, register_kind
from emulation.base.official.wording import place_of, symbol

ACCLAIM_MINUTES = "bien-ban-kiem-phieu-suy-ton"
NOT_COUNTED = "Biên bản kiểm phiếu có sau khi kiểm phiếu."
_RESULT = (
    Column("STT", 7, "center"),
    Column("Đơn vị", 32),
    Column("Hạng theo điểm", 10, "center"),
    Column("Tổng điểm", 11, "right"),
    Column("Số phiếu", 9, "right"),
    Column("Kết quả", 30),
)
_CHOICES = (Column("Đơn vị", 40), Column("Chọn", 60))


def register() -> None:
    """Tell the ground floor which documents awards make."""
    register_kind(
        Kind(
            key=ACCLAIM_MINUTES,
            label="Biên bản kiểm phiếu bình xét, suy tôn",
            model_label="awards.Acclaim",
            template="minutes",
            describe=acclaim_minutes,
            sample=samples.minutes,
            page=lambda row: reverse("awards:acclaim", args=[row.pk]),
            refuses=lambda row, user: None if row.box.state == BoxState.CLOSED else NOT_COUNTED,
        )
    )


def acclaim_minutes(row: Acclaim) -> Description:
    """What was counted; for a secret ballot counts only."""
    return Description(
        issuer=row.bloc.name,
        place=place_of(settings.PROVINCE),
        day=clock.day_of(row.box.closed_at),
        type_name="Biên bản",
        subject=f"Kiểm phiếu bình xét, suy tôn {row.award} năm {row.bloc.year}",
        symbol=symbol("Biên bản", ""),
        blocks=(*_facts(row), _result(row), *_remarks(row), *_choices(row)),
        signatures=(Signature("Ban kiểm phiếu"), Signature("Trưởng khối")),
        recipients=("Các đơn vị thành viên", "Sở Nội vụ", f"Lưu: {row.bloc.name}"),
    )


def _facts(row: Acclaim) -> list[Block]:
    box, numbers = row.box, pages.paper_numbers(row.box)
    way = "bỏ phiếu kín" if box.secret else "bỏ phiếu mở"
    where = "phiếu giấy tại hội nghị" if box.mode == BallotMode.PAPER else "trên hệ thống"
    basis = f"; căn cứ: {box.threshold_basis}" if box.threshold_basis else ""
    least = "quá" if box.threshold_strictly else "từ"
    given = f" ({row.quota_basis})" if row.quota_basis else ""
    return [
        Paragraph(f"Kiểm phiếu {vietnamese.format_datetime(box.closed_at)}. Hình thức: {way}, {where}."),
        Paragraph(f"Chỉ tiêu: {box.seats} suất{given}. Mỗi phiếu chọn tối đa {box.choices_max} đơn vị."),
        Paragraph(f"Tỷ lệ cần đạt: {least} {box.threshold_ratio} {box.get_threshold_denominator_display()}{basis}."),
        Paragraph(
            f"Số đơn vị có quyền bỏ phiếu: {numbers.voters}; tham gia: {numbers.present}, "
            f"cần ít nhất {box.result['quorum']['required']}. "
            f"Số phiếu thu về: {numbers.returned}; hợp lệ: {numbers.valid}; không hợp lệ: {numbers.invalid}."
        ),
    ]


def _result(row: Acclaim) -> Table:
    nominees = row.nominees.select_related("unit").order_by("-yes", "position")
    return Table(_RESULT, tuple(_nominee(n, one) for n, one in enumerate(nominees, 1)))


def _nominee(number: int, one: AcclaimNominee) -> tuple[str, ...]:
    reason = f"\nLý do đề cử: {one.note}" if one.note else ""
    tie = " Được chọn khi bằng phiếu." if one.chosen_after_tie else ""
    rank, total = (
        vietnamese.format_number(x, places) if x is not None else "–" for x, places in ((one.rank, 0), (one.total, 2))
    )
    votes = "–" if one.yes is None else vietnamese.format_number(one.yes)
    return (str(number), one.unit.official_name + reason, rank, total, votes, one.sentence + tie)


def _remarks(row: Acclaim) -> list[Block]:
    parts = [f"{part.cluster.name} {part.seats} suất" for part in split_of(row)]
    remarks = [Paragraph(f"Chia suất theo cụm: {'; '.join(parts)}.")] if parts else []
    return remarks + ([Paragraph(f"Quyết định suất cuối: {row.tie_reason}")] if row.tie_reason else [])


def _choices(row: Acclaim) -> list[Block]:
    """Of an open ballot each unit with what it chose."""
    if row.box.secret:
        return []
    rows = [(label, ", ".join(chosen) or "không chọn đơn vị nào") for label, chosen in named_choices(row.box)]
    return [Paragraph("Từng đơn vị chọn:"), Table(_CHOICES, tuple(rows))]
