"""States, signers and kinds of papers of decisions. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices

from awards.enums import SubjectKind


class DecisionState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ lãnh đạo Sở"
    SUBMITTED = "submitted", "Đã trình Chủ tịch"
    SIGNED = "signed", "Đã ký, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    CANCELLED = "cancelled", "Đã bỏ"


# Family, icon of each state (ui.md §5) and for whom it waits.
LOOKS = {
    DecisionState.DRAFT: ("", "pencil", "dha"),
    DecisionState.AWAITING_HEAD: ("wait", "hourglass-split", "dha_head"),
    DecisionState.SUBMITTED: ("wait", "send", "office"),
    DecisionState.SIGNED: ("act", "pen", "dha"),
    DecisionState.ISSUED: ("ok", "check2-circle", ""),
    DecisionState.CANCELLED: ("void", "slash-circle", ""),
}
# Lines of a decision in these states hold their nominee; nobody else may decide on it.
SENT_UP = (DecisionState.SUBMITTED, DecisionState.SIGNED, DecisionState.ISSUED)
NUMBERED = (DecisionState.SIGNED, DecisionState.ISSUED)


class SignerRole(TextChoices):
    """As what a decision of the Chairman is signed (Decree 30/2020: KT. for a deputy, Q. acting)."""

    CHAIRMAN = "chairman", "Chủ tịch"
    DEPUTY = "deputy", "Phó Chủ tịch (KT. Chủ tịch)"
    ACTING = "acting", "Quyền Chủ tịch"


# The order of the annex: A. collectives, B. individuals, C. households.
ANNEX_ORDER = (SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)

# Keys of the official documents, and the books in which they take their numbers.
DRAFT_PAPER = "du-thao-quyet-dinh-khen-thuong"
LETTER_PAPER = "to-trinh-khen-thuong"
DECISION_PAPER = "quyet-dinh-khen-thuong"
NOTICE_PAPER = "thong-bao-khen-thuong"
DECISION_BOOK = "Quyết định của Chủ tịch UBND tỉnh"
LETTER_BOOK = "Tờ trình của Sở Nội vụ"
NOTICE_BOOK = "Thông báo của Sở Nội vụ"


class PayState(TextChoices):
    """What became of the money of a line."""

    TO_PAY = "to_pay", "Chờ chi"
    OPEN = "open", "Chưa xác định mức"
    PAID = "paid", "Đã chi"
    NOT_PAID = "not_paid", "Không chi"
    RECOVER = "recover", "Phải thu hồi"
    RECOVERED = "recovered", "Đã thu hồi"


PAY_LOOKS = {
    PayState.TO_PAY: ("wait", "hourglass-split"),
    PayState.OPEN: ("act", "question-circle"),
    PayState.PAID: ("ok", "check2-circle"),
    PayState.NOT_PAID: ("void", "dash-circle"),
    PayState.RECOVER: ("act", "arrow-counterclockwise"),
    PayState.RECOVERED: ("lock", "check2"),
}


class DecisionKind(TextChoices):
    """What a decision does: awards, or changes what an earlier one awarded."""

    AWARD = "award", "Khen thưởng"
    CORRECTION = "correction", "Đính chính"
    REVOCATION = "revocation", "Hủy bỏ, thu hồi"


class RevocationGround(TextChoices):
    """Why an award is taken back (Law 06/2022 Điều 93 khoản 2; law.md §10)."""

    CHEATING = "a", "Gian dối trong kê khai thành tích"
    FORGED = "b", "Cung cấp thông tin sai hoặc làm giả hồ sơ"
    PROCEDURE = "c", "Thẩm định, xét, đề nghị trái quy định"
    CONCLUSION = "d", "Kết luận, quyết định, bản án cho thấy không đủ tiêu chuẩn trong thời gian tính thành tích"


class FundFlow(TextChoices):
    """What an entry does to the fund."""

    IN = "in", "Thu"
    OUT = "out", "Chi khác"
