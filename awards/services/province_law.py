"""Writing what the province lays on top of the national law. Nothing of the nation is changed, nothing is changed in place."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.law import LawDataError, law
from awards.models import ProvinceName, ProvinceRule, ProvinceText
from awards.selectors.province_law import NamesOfAwards, as_rule, name_key
from emulation.base import audit, clock, concurrency
from emulation.base.workflow import Refused

ONLY_DHA = "Chỉ Sở Nội vụ ghi được quy định của tỉnh."


def _must(by: Any) -> None:
    if not by.has_perm("awards.edit_province_law"):
        raise PermissionDenied(ONLY_DHA)


@transaction.atomic
def add_text(*, by: Any, name: str, **days: dt.date | None) -> ProvinceText:
    """A document of the province."""
    _must(by)
    if ProvinceText.objects.filter(name=name).exists():
        raise Refused(f"Văn bản “{name}” đã có. Hãy chọn văn bản đó khi ghi điều kiện.")
    row = ProvinceText.objects.create(name=name, **days)
    audit.record(row, action="create", label="Ghi văn bản của tỉnh", by=by)
    return row


@transaction.atomic
def edit_text(text: ProvinceText, *, version: int | None, by: Any, **new: Any) -> ProvinceText:
    """Correct a document, or note from when it no longer holds: citations are marked from that day on."""
    _must(by)
    text = concurrency.lock(text, version=version)
    if ProvinceText.objects.filter(name=new.get("name", text.name)).exclude(pk=text.pk).exists():
        raise Refused(f"Văn bản “{new['name']}” đã có.")
    if changes := concurrency.change(text, new):
        audit.record(text, action="edit", label="Sửa văn bản của tỉnh", by=by, changes=changes)
    return text


@transaction.atomic
def add_rule(*, by: Any, **fields: Any) -> ProvinceRule:
    """One thing more that is asked from a day on; refused if the law's vocabulary does not know it."""
    _must(by)
    row = ProvinceRule.objects.create(**fields, recorded_by=by)
    try:
        as_rule(row)
    except LawDataError as fault:
        raise Refused("Điều kiện này chưa đủ thông tin để kiểm tra. Hãy ghi đủ các ô.") from fault
    names = ", ".join(law().awards[code].name for code in row.awards)
    audit.record(row, action="create", label="Ghi điều kiện của tỉnh", by=by, note=names)
    return row


@transaction.atomic
def confirm_rule(row: ProvinceRule, *, by: Any) -> ProvinceRule:
    """Somebody held it against the document: from now on it decides, before it only asked for a look."""
    _must(by)
    row = concurrency.lock(row, version=None)
    if row.withdrawn_at or row.verified:
        raise Refused("Điều kiện này đã được đối chiếu hoặc đã bỏ.")
    row.verified = True
    concurrency.bump(row)
    row.save(update_fields=["verified", "version"])
    audit.record(row, action="confirm", label="Xác nhận đã đối chiếu với văn bản", by=by)
    return row


@transaction.atomic
def end_rule(row: ProvinceRule, *, by: Any, reason: str, last_day: dt.date | None = None) -> ProvinceRule:
    """It holds to the end of a day; without one, it was written down by mistake and never held."""
    _must(by)
    row = concurrency.lock(row, version=None)
    _refuse_end(row, last_day)
    label = f"Kết thúc điều kiện ngày {last_day:%d/%m/%Y}" if last_day else "Bỏ điều kiện ghi nhầm"
    new = {"valid_to": last_day} if last_day else {"withdrawn_at": clock.now()}
    changes = audit.difference({"valid_to": row.valid_to}, {"valid_to": last_day}) if last_day else {}
    for name, value in (new | {"ended_reason": reason}).items():
        setattr(row, name, value)
    concurrency.bump(row)
    row.save(update_fields=[*new, "ended_reason", "version"])
    audit.record(row, action="end", label=label, by=by, note=reason, changes=changes)
    return row


def _refuse_end(row: ProvinceRule, last_day: dt.date | None) -> None:
    """A day that is still to come may be brought forward; one that has passed stays, and later is another rule."""
    if row.withdrawn_at or (row.valid_to and row.valid_to < clock.today()):
        raise Refused("Điều kiện này đã kết thúc.")
    if last_day and last_day < row.valid_from:
        raise Refused(f"Điều kiện áp dụng từ {row.valid_from:%d/%m/%Y}. Hãy ghi ngày kết thúc từ ngày đó trở đi.")
    if last_day and row.valid_to and last_day >= row.valid_to:
        raise Refused(
            f"Điều kiện đã ghi áp dụng đến hết {row.valid_to:%d/%m/%Y}. "
            "Hãy ghi ngày trước ngày đó; nếu kéo dài, hãy ghi điều kiện mới."
        )


@transaction.atomic
def add_name(*, award: str, name: str, by: Any) -> ProvinceName:
    """Another name of an award; no name may stand for two awards."""
    _must(by)
    other = NamesOfAwards().find(name)
    if other:
        raise Refused(f"Tên “{name}” đã chỉ {other.name}. Một tên chỉ dùng cho một danh hiệu, hình thức.")
    row = ProvinceName.objects.create(award=award, name=name, comparison_key=name_key(name))
    audit.record(row, action="create", label=f"Ghi tên gọi của {law().awards[award].name}", by=by)
    return row


@transaction.atomic
def remove_name(row: ProvinceName, *, reason: str, by: Any) -> None:
    """Lists that come in later no longer know the name; what was brought in with it stays."""
    _must(by)
    audit.record(row, action="delete", label=f"Bỏ tên gọi “{row.name}”", by=by, note=reason)
    row.delete()
