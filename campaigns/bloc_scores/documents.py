"""Official documents of scoring: a version of a ranking as Word and PDF, with what each of several scorers gave (B11)."""

from django.conf import settings
from django.urls import reverse

from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from campaigns.bloc_scores.selectors.by_scorer import given_in
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from emulation.base import clock
from emulation.base.official import samples
from emulation.base.official.description import Annex, Column, Description, Paragraph, Signature, Table
from emulation.base.official.kinds import Kind, register_kind
from emulation.base.official.wording import place_of
from emulation.base.vietnamese import format_number

RANKING = "bang-xep-hang"
_PLACES = (
    Column("Hạng", 8, "center"),
    Column("Đơn vị", 32),
    Column("Điểm chuẩn", 12, "right"),
    Column("Điểm thưởng", 12, "right"),
    Column("Điểm trừ", 12, "right"),
    Column("Tổng điểm", 12, "right"),
    Column("Ghi chú", 30),
)
_GIVEN = (
    Column("Bước", 20),
    Column("Đơn vị được chấm", 30),
    Column("Người chấm", 30),
    Column("Điểm chấm", 12, "right"),
    Column("Điểm được tính", 14, "right"),
)


def register() -> None:
    """Tell the ground floor which documents scoring makes."""
    register_kind(
        Kind(
            key=RANKING,
            label="Bảng xếp hạng của khối",
            model_label="bloc_scores.Ranking",
            describe=ranking,
            sample=lambda: samples.named("Bảng xếp hạng", ""),
            page=lambda row: f"{reverse('bloc_scores:round_ranking', args=[row.round_id])}?ban={row.number}",
        )
    )


def ranking(row: Ranking) -> Description:
    """A version of a ranking; a draft until it is published."""
    page, round_ = RankingPage(row), row.round
    given = tuple((one.stage, one.unit, one.scorer, _number(one.total), _number(one.combined)) for one in given_in(row))
    annexes = (Annex("Điểm của từng người chấm", (Table(_GIVEN, given),), landscape=True),) if given else ()
    return Description(
        issuer=round_.bloc.name,
        place=place_of(settings.PROVINCE),
        day=clock.day_of(row.computed_at),
        type_name="Bảng xếp hạng",
        subject=round_.name,
        draft=row.state != RankingState.PUBLISHED,
        blocks=(
            Paragraph(f"Bản {row.number}, tính theo {round_.table}."),
            Table(_PLACES, tuple(_place(one) for one in page.rows)),
        ),
        signatures=(Signature("Trưởng khối"),),
        recipients=("Các đơn vị thành viên", "Sở Nội vụ", f"Lưu: {round_.bloc.name}"),
        annexes=annexes,
    )


def _place(row) -> tuple[str, ...]:
    figures = (_number(number) for number in (row.standard, row.bonus, row.penalty, row.total))
    return (str(row.rank_words), row.name, *figures, ". ".join(filter(None, [row.level, row.note])))


def _number(number) -> str:
    return format_number(number, 2)
