"""Posting lists in public, taking them down, writing down and resolving what people say."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.appraisal.enums import LimitKind
from awards.appraisal.models import Dossier, PostedItem, Posting, PostingComment
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.selectors.postings import rule_of, to_post, version_of
from awards.appraisal.services import holds
from awards.law import basis, law
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused

ONLY_DESK = "Chỉ nơi thẩm định, không có phần trong hồ sơ, ghi ý kiến về danh sách công khai."
ONLY_HEAD = "Chỉ lãnh đạo nơi thẩm định gỡ danh sách công khai."


@transaction.atomic
def post(dossiers: Sequence[Dossier], *, starts: dt.date, by: Any) -> Posting:
    """One list of appraised nominees whose rule asks for it, all or none.

    It stands as many days as the longest of their rules says (law.md P-01, P-02, P-04); where the text names no number, as the
    editable limit of the office. The first day is not counted.
    """
    if not by.has_perm("appraisal.work"):
        raise PermissionDenied("Chỉ nơi thẩm định công khai danh sách.")
    if starts < clock.today():
        raise Refused("Ngày bắt đầu công khai không thể đã qua.")
    keys = {row.pk for row in dossiers}
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys).values_list("pk"))
    rows = to_post(Dossier.objects.visible_to(by).filter(pk__in=keys))
    if not rows or len(rows) != len(keys) or not all(by.has_perm("appraisal.ask", row) for row in rows):
        raise Refused("Có hồ sơ không còn chờ công khai. Hãy tải lại trang rồi chọn lại.")
    clocks = Clocks()
    terms = [_term(row, starts, clocks) for row in rows]
    made = Posting.objects.create(
        starts=starts,
        until=max(until for until, _, _ in terms),
        basis="; ".join(dict.fromkeys(words for _, words, _ in terms if words)),
        verified=all(sure for _, _, sure in terms),
        posted_by=by,
    )
    PostedItem.objects.bulk_create([PostedItem(posting=made, dossier=row, award=row.council_award) for row in rows])
    for row in rows:
        audit.record(row, action="post", label=f"Công khai đến hết {made.until:%d/%m/%Y}", by=by)
    return made


def _term(row: Dossier, starts: dt.date, clocks: Clocks) -> tuple[dt.date, str, bool]:
    """(last day, on what it rests, whether the number was held against a text) of one nominee."""
    rule = rule_of(row)
    words = basis(law(), rule, version_of(row), starts)
    if rule.days is None:
        limit = clocks.limit(LimitKind.POSTING, row.council_award)
        if limit is None:
            raise Refused("Văn bản không nêu số ngày công khai. Hãy ghi số ngày ở trang Thời hạn.")
        return clocks.calendar.add(starts, limit.days), words, limit.verified
    if rule.day_kind == "working":
        return clocks.calendar.add(starts, rule.days), words, True
    return starts + dt.timedelta(days=rule.days), words, True


@transaction.atomic
def withdraw(posting: Posting, *, version: int | None, reason: str, by: Any) -> Posting:
    """Take a list down, with a reason: who was on it has to be posted anew. Comments on it stay readable at the desk."""
    row = concurrency.lock(posting, version=version)
    items = list(row.items.select_related("dossier__nominee__file"))
    if not all(by.has_perm("appraisal.look", item.dossier) for item in items):
        raise PermissionDenied(ONLY_HEAD)
    if row.withdrawn_at:
        raise Refused("Danh sách này đã được gỡ.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do gỡ danh sách.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = clock.now(), by, reason.strip()
    concurrency.bump(row)
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason", "version"])
    for item in items:
        audit.record(item.dossier, action="post", label="Gỡ danh sách công khai", by=by)
    notify.settle(f"posting:{row.pk}:due")
    return row


@transaction.atomic
def record_comment(
    item: PostedItem, *, sender: str, contact: str, received_on: dt.date, text: str, identified: bool = False, by: Any
) -> PostingComment:
    """Write down what came by letter, by phone or at the desk. Until it is resolved the nominee goes to no Council and leaves an agenda."""
    dossier = Dossier.objects.select_for_update(of=("self",)).for_page().get(pk=item.dossier_id)
    if not by.has_perm("appraisal.ask", dossier):
        raise PermissionDenied(ONLY_DESK)
    if item.posting.withdrawn_at:
        raise Refused("Danh sách này đã được gỡ.")
    if not item.posting.starts <= received_on <= clock.today():
        raise Refused("Ngày nhận phải từ ngày bắt đầu công khai đến hôm nay.")
    if not (sender.strip() and contact.strip() and text.strip()):
        raise Refused("Hãy ghi người gửi, liên hệ và nội dung.")
    row = PostingComment.objects.create(
        item=item,
        sender=sender.strip(),
        contact=contact.strip(),
        received_on=received_on,
        identified=identified,
        text=text.strip(),
        recorded_by=by,
    )
    # Neither who wrote nor what: the record of changes is read by more people than the comment.
    audit.record(dossier, action="comment", label="Ghi ý kiến về danh sách công khai", by=by)
    holds.off_the_agenda(dossier, by)
    return row


@transaction.atomic
def resolve(comment: PostingComment, *, version: int | None, identified: bool, answer: str, by: Any) -> PostingComment:
    """Say what came of a comment and on what ground; an answer may be written again."""
    row = concurrency.lock(comment, version=version)
    dossier = Dossier.objects.for_page().get(pk=row.item.dossier_id)
    if not by.has_perm("appraisal.ask", dossier):
        raise PermissionDenied(ONLY_DESK)
    if not answer.strip():
        raise Refused("Hãy ghi kết quả giải quyết và căn cứ.")
    row.identified, row.answer = identified, answer.strip()
    row.resolved_at, row.resolved_by = clock.now(), by
    concurrency.bump(row)
    row.save(update_fields=["identified", "answer", "resolved_at", "resolved_by", "version"])
    audit.record(dossier, action="comment", label="Giải quyết ý kiến về danh sách công khai", by=by)
    return row
