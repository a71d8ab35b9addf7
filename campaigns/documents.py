"""Official documents of campaigns: the plan or report of a unit, exactly as it was last sent."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse

from campaigns.enums import SubmissionKind
from campaigns.models import Submission
from campaigns.rules import sees_only_accepted
from campaigns.selectors.content import TEXT_LABELS, attached
from emulation.base import clock, vietnamese
from emulation.base.official import samples
from emulation.base.official.description import Block, Column, Description, Heading, Paragraph, Signature, Table
from emulation.base.official.kinds import Kind, register_kind
from emulation.base.official.wording import place_of, symbol

PAPER = "ke-hoach-bao-cao"
NOT_SENT = "Kế hoạch, báo cáo này chưa gửi lần nào. Tệp Word, PDF được tạo từ bản đã gửi."
HEAD = "Thủ trưởng đơn vị"
_PLANNED = (
    Column("Chỉ tiêu", 46),
    Column("Đơn vị tính", 14),
    Column("Được giao", 20, "right"),
    Column("Phấn đấu", 20, "right"),
)
_REPORTED = (
    Column("Chỉ tiêu", 34),
    Column("Đơn vị tính", 13),
    Column("Chỉ tiêu giao", 14, "right"),
    Column("Kỳ trước", 13, "right"),
    Column("Thực hiện", 14, "right"),
    Column("% chỉ tiêu", 12, "right"),
)
_MEASURES = (Column("Việc làm", 50), Column("Người, bộ phận thực hiện", 28), Column("Thời gian", 22))


def register() -> None:
    """Tell the ground floor which documents campaigns make."""
    register_kind(
        Kind(
            key=PAPER,
            label="Kế hoạch, báo cáo của đơn vị",
            model_label="campaigns.Submission",
            describe=paper,
            sample=samples.named,
            page=lambda row: reverse("campaigns:submission_print", args=[row.pk]),
            refuses=lambda row, user: None if row.last_sent else NOT_SENT,
            edition=lambda row: str(row.last_sent.number),
            reads=_reads,
        )
    )


def _reads(user: Any) -> Q:
    """Who reads only what was accepted does not read the versions of sendings that were returned."""
    if not sees_only_accepted(user):
        return Q()
    texts = {"text_pk": Cast("pk", CharField()), "text_number": Cast("number", CharField())}
    last = Submission.objects.annotate(**texts)
    return Q(Exists(last.filter(text_pk=OuterRef("holder_id"), text_number=OuterRef("edition"))))


def paper(row: Submission) -> Description:
    """The last sending as an official paper, with what was attached to it by name."""
    sent = row.last_sent
    content = sent.content
    kind_name = "Kế hoạch" if row.kind == SubmissionKind.PLAN else "Báo cáo"
    blocks = [block for section in content["sections"] for block in _section(section, SubmissionKind(row.kind))]
    return Description(
        issuer=content["unit"],
        place=place_of(settings.PROVINCE),
        day=clock.day_of(sent.taken_at),
        type_name=kind_name,
        subject=_subject(content["title"], kind_name),
        symbol=symbol(kind_name, ""),
        blocks=(*_about(row, content), *blocks, *_attached(content)),
        signatures=(Signature(sent.by_position or HEAD, sent.by_name),),
        recipients=(sent.sent_to, "Lưu: đơn vị"),
    )


def _subject(title: str, kind_name: str) -> str:
    """The title without the kind of paper, which stands above it: “BÁO CÁO”, “Quý I năm 2023”."""
    rest = title.removeprefix(kind_name).strip() or title
    return rest[:1].upper() + rest[1:]


def _about(row: Submission, content: dict) -> list[Block]:
    subject = content["subject"]
    parts: list[Block] = [Paragraph(content["campaign"], italic=True, align="center", indent=False)]
    if subject.get("duty"):
        parts.append(Paragraph(f"Nội dung được phân công: {subject['duty']}"))
    elif row.kind == SubmissionKind.REPORT and subject.get("from"):
        days = f"(Số liệu từ ngày {subject['from']} đến ngày {subject['to']})"
        parts.append(Paragraph(days, align="center", indent=False))
    return parts


def _section(section: dict, kind: SubmissionKind) -> list[Block]:
    parts: list[Block] = [Heading(f"{section['order']}. {section['title']}")] if section["task_id"] else []
    if section["values"]:
        parts.append(_figures(section["values"], kind))
    parts += _texts(section, TEXT_LABELS[kind])
    if section["self_assessment"]:
        parts.append(Paragraph(f"Tự đánh giá: {section['self_assessment']}."))
    if section["measures"]:
        rows = [(m["what"], m["who"], str(m["when"] or "")) for m in section["measures"]]
        parts.append(Table(_MEASURES, tuple(rows)))
    return parts


def _texts(section: dict, labels: dict[str, str]) -> list[Block]:
    """Texts one after the other; labels stand above them where there are several."""
    keys = [key for key in ("content", "difficulties", "proposals") if section[key]]
    parts: list[Block] = []
    for key in keys:
        if len(keys) > 1:
            parts.append(Paragraph(f"{labels.get(key, labels['content'])}:", italic=True))
        parts.append(Paragraph(section[key]))
    return parts


def _figures(values: list[dict], kind: SubmissionKind) -> Table:
    planned = kind == SubmissionKind.PLAN
    rows: list[tuple[str, ...]] = []
    for value in values:
        rows.append(_planned(value) if planned else _reported(value))
        if value["explanation"]:
            rows.append((f"Giải trình: {value['explanation']}",))
    return Table(_PLANNED if planned else _REPORTED, tuple(rows))


def _planned(value: dict) -> tuple[str, ...]:
    return (value["name"], value["unit_of_measure"], value["target"] or "–", _number(value["value"]))


def _reported(value: dict) -> tuple[str, ...]:
    about = "ước " if value["estimated"] else ""
    percent = vietnamese.format_percent(Decimal(value["percent"]), 1) if value["percent"] else "–"
    return (
        value["name"],
        value["unit_of_measure"],
        value["target"] or "–",
        _number(value["previous"]),
        about + _number(value["value"]),
        percent,
    )


def _number(text: str | None) -> str:
    return "–" if text is None else vietnamese.format_number(Decimal(text))


def _attached(content: dict) -> list[Block]:
    """What was attached, by name."""
    names = [f"{number}. {piece['name']}" for number, piece in enumerate(attached(content), 1)]
    return [Heading(f"Kèm theo ({len(names)}):"), Paragraph("\n".join(names), align="left")] if names else []
