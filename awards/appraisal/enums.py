"""States, verdicts and clocks of the appraisal. Values are stored; labels are the words on screen."""

from django.db.models import TextChoices


class DossierState(TextChoices):
    WAITING = "waiting", "Chờ thẩm định"
    APPRAISING = "appraising", "Đang thẩm định"
    PROPOSED = "proposed", "Chờ lãnh đạo xem"
    APPRAISED = "appraised", "Đã thẩm định"


OPEN = (DossierState.WAITING, DossierState.APPRAISING)

# Family, icon of each state (ui.md §5) and for whom it waits.
LOOKS = {
    DossierState.WAITING: ("wait", "inbox", "officer"),
    DossierState.APPRAISING: ("wait", "hourglass-split", "officer"),
    DossierState.PROPOSED: ("act", "patch-exclamation", "head"),
    DossierState.APPRAISED: ("ok", "check2-circle", ""),
}


class Verdict(TextChoices):
    """What the desk says of a nominee."""

    SUPPORTED = "supported", "Đủ điều kiện, đề nghị khen thưởng"
    LOWER = "lower", "Đề nghị danh hiệu, hình thức thấp hơn"
    REFUSED = "refused", "Chưa đủ điều kiện, không đề nghị"


GOES_ON = (Verdict.SUPPORTED, Verdict.LOWER)

VERDICT_LOOKS = {
    Verdict.SUPPORTED: ("ok", "check2-circle"),
    Verdict.LOWER: ("act", "arrow-down-circle"),
    Verdict.REFUSED: ("bad", "x-octagon"),
}


class Finding(TextChoices):
    """What the check against the law says of a dossier, in one word."""

    CLEAN = "clean", "Không vướng mắc"
    ASK = "ask", "Cần xem xét"
    BLOCKED = "blocked", "Chưa đủ điều kiện"


FINDING_LOOKS = {
    Finding.CLEAN: ("ok", "check2-circle"),
    Finding.ASK: ("act", "question-circle"),
    Finding.BLOCKED: ("bad", "x-octagon"),
}


class LimitKind(TextChoices):
    """What is counted in working days."""

    RECEPTION = "reception", "Kiểm tra, tiếp nhận hoặc trả lại hồ sơ"
    APPRAISAL = "appraisal", "Thẩm định từ khi đủ hồ sơ"
    OPINION = "opinion", "Cơ quan được hỏi trả lời ý kiến"
    POSTING = "posting", "Công khai danh sách khi văn bản không nêu số ngày"


class Answer(TextChoices):
    """What an agency says of a nominee."""

    CLEAR = "clear", "Không có ý kiến khác"
    ADVERSE = "adverse", "Có vi phạm hoặc đang xem xét"


class Silence(TextChoices):
    """What it means when an agency does not answer in time."""

    PROCEED = "proceed", "Tiếp tục mà không cần ý kiến"
    WAIT = "wait", "Vẫn chờ trả lời"
