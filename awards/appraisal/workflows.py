"""The table of moves of a dossier."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from awards.appraisal.enums import LOOKS, OPEN, Finding, Verdict
from awards.appraisal.enums import DossierState as S
from awards.appraisal.models import Dossier, Tabled
from awards.appraisal.selectors.findings import checked_together, finding_of, points_of
from awards.appraisal.services import dossiers
from emulation.base.workflow import Refused, State, Transition, Workflow
from organisations.selectors.people import dha_unit_ids


def _verdict_given(dossier, user):
    if not dossier.verdict:
        return "Chưa chọn kết luận."
    if dossier.verdict == Verdict.LOWER and not dossier.lower_award:
        return "Chưa chọn danh hiệu, hình thức đề nghị thay."
    return None


def _reason_given(dossier, user):
    """Less than what was asked is never said without why and by which article."""
    if dossier.verdict not in (Verdict.LOWER, Verdict.REFUSED):
        return None
    if not dossier.reason.strip():
        return "Kết luận khác đề nghị của đơn vị phải ghi lý do; đơn vị đọc được lý do này khi được báo."
    if dossier.verdict == Verdict.REFUSED and not dossier.articles:
        return "Chọn ít nhất một căn cứ cho kết luận không đề nghị."
    return None


def _checked_off(dossier, user):
    """What goes on was looked at piece by piece; where the law found something, the officer says why it goes on all the same."""
    if dossier.verdict == Verdict.REFUSED:
        return None
    left = [words for code, words in dossier.points if code not in dossier.seen]
    if left:
        return f"Còn {len(left)} mục chưa đánh dấu đã kiểm tra: {'; '.join(left[:4])}{'…' if len(left) > 4 else ''}."
    if dossier.verdict == Verdict.SUPPORTED and dossier.finding != Finding.CLEAN and not dossier.reason.strip():
        return "Hồ sơ còn vướng mắc khi đối chiếu; ghi lý do vẫn đề nghị khen thưởng."
    return None


def _not_held(dossier, user):
    """What is held goes on to nobody; refused it may be."""
    if dossier.verdict != Verdict.REFUSED and dossier.is_held:
        return "Đang tạm dừng xét. Lãnh đạo cho tiếp tục, có lý do, rồi mới kết luận được."
    return None


def _opinions_in(dossier, user):
    """Who was asked has answered, or was silent past the day where the rule goes on without."""
    if dossier.verdict == Verdict.REFUSED:
        return None
    waits = [opinion.agency.name for opinion in dossier.opinions.all() if opinion.waits]
    return f"Còn chờ ý kiến: {', '.join(waits)}." if waits else None


def _not_on_an_agenda(dossier, user):
    """What lies before the Council is the Council's."""
    tabled = Tabled.objects.filter(dossier=dossier).select_related("item__session").first()
    return f"Đã ở chương trình {tabled.item.session.title}. Rút khỏi chương trình trước." if tabled else None


def _another_looks(dossier, user):
    """A second look by the one who gave the first is none."""
    if user is None or dossier.proposed_by_id != user.pk:
        return None
    if dossier.nominee.file.unit_id in dha_unit_ids():
        return "Bạn đã kết luận hồ sơ này. Cần một người khác của Văn phòng xem lại."
    return "Bạn đã kết luận hồ sơ này. Cần một lãnh đạo Sở khác xem lại."


DOSSIER = Workflow(
    "appraisal_dossier",
    "Hồ sơ thẩm định của một đối tượng",
    {value: State(S(value).label, *LOOKS[value]) for value in S},
    [
        Transition(
            "begin",
            "Bắt đầu thẩm định",
            [S.WAITING],
            S.APPRAISING,
            "appraisal.appraise",
            effect=dossiers.begun,
            icon="play-circle",
            done="Bắt đầu thẩm định",
        ),
        Transition(
            "propose",
            "Trình lãnh đạo",
            [S.WAITING, S.APPRAISING],
            S.PROPOSED,
            "appraisal.appraise",
            guards=[_verdict_given, _reason_given, _checked_off, _opinions_in, _not_held],
            stamp=dossiers.stamp_proposed,
            effect=dossiers.proposed,
            style="primary",
            icon="send",
            done="Trình lãnh đạo kết luận thẩm định",
        ),
        Transition(
            "take_back",
            "Lấy lại để sửa",
            [S.PROPOSED],
            S.APPRAISING,
            "appraisal.appraise",
            effect=dossiers.taken_back,
            icon="arrow-counterclockwise",
            done="Lấy lại kết luận để sửa",
        ),
        Transition(
            "agree",
            "Đồng ý kết luận",
            [S.PROPOSED],
            S.APPRAISED,
            "appraisal.look",
            guards=[_another_looks, _opinions_in, _not_held],
            stamp=dossiers.stamp_agreed,
            effect=dossiers.agreed,
            style="primary",
            icon="check2-circle",
            done="Lãnh đạo đồng ý kết luận thẩm định",
        ),
        Transition(
            "send_back",
            "Chuyển lại để xem thêm",
            [S.PROPOSED],
            S.APPRAISING,
            "appraisal.look",
            effect=dossiers.sent_back,
            note_required=True,
            note_label="cần xem thêm",
            own_page=True,
            icon="arrow-return-left",
            done="Lãnh đạo chuyển lại để xem thêm",
        ),
        Transition(
            "reopen",
            "Mở lại thẩm định",
            [S.APPRAISED],
            S.APPRAISING,
            "appraisal.look",
            guards=[_not_on_an_agenda],
            stamp=dossiers.stamp_reopened,
            effect=dossiers.reopened,
            note_required=True,
            note_label="lý do mở lại",
            own_page=True,
            icon="arrow-counterclockwise",
            done="Mở lại thẩm định",
        ),
    ],
)


@transaction.atomic
def propose_together(rows: Sequence[Dossier], *, by: Any) -> int:
    """“Supported” for dossiers in which the law finds nothing today: all of their checklist counts as looked at. Returns how many.

    One that cannot be proposed refuses all.
    """
    found = checked_together(list(rows))
    for row in rows:
        checked = found.get(row.pk)
        if finding_of(checked) != Finding.CLEAN:
            raise Refused(f"{row.nominee.name}: còn vướng mắc khi đối chiếu. Hãy mở hồ sơ và kết luận riêng.")
        seen = [point.code for point in points_of(checked)]
        dossiers.save_work(
            row,
            version=row.version,
            verdict=Verdict.SUPPORTED,
            lower_award="",
            reason=row.reason,
            articles=row.articles,
            note=row.note,
            seen=seen,
            checked=checked,
            by=by,
        )
        DOSSIER.perform(row, "propose", by=by)
    return len(rows)


@transaction.atomic
def agree_together(rows: Sequence[Dossier], *, by: Any) -> int:
    """The second look at several dossiers, each of which the head saw in the list. Returns how many."""
    for row in rows:
        DOSSIER.perform(row, "agree", by=by)
    return len(rows)


def may_write(dossier: Dossier, user: Any) -> bool:
    """Whether the form of the verdict is open to this person."""
    return dossier.state in OPEN and user.has_perm("appraisal.appraise", dossier)
