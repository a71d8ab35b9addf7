"""The answer of a tally as JSON, each result also as a sentence."""

from campaigns.scoring.figures import show

from .counting import Outcome, conflicts, count
from .law import VoteLaw
from .reading import read_session
from .session import ALL_MEMBERS, PRESENT, VALID_VOTES, Session, Threshold

OF = {ALL_MEMBERS: "tổng số thành viên", PRESENT: "số người tham gia", VALID_VOTES: "số phiếu hợp lệ"}
VERDICTS = {
    "REACHED": "đạt",
    "BELOW_THRESHOLD": "không đạt",
    "TIE_AT_LAST_SEAT": "đủ phiếu nhưng bằng phiếu ở suất cuối cùng, chưa xác định được",
    "OUT_OF_SEATS": "đủ phiếu nhưng ngoài số suất được chọn, không đạt",
    "NO_QUORUM": "không đủ số thành viên dự họp tối thiểu nên không có giá trị",
    "ZERO_DENOMINATOR": "không có căn cứ tính tỷ lệ, cần người có thẩm quyền xem xét",
    "NO_LEGAL_THRESHOLD": "không có quy định tỷ lệ phiếu, cần người có thẩm quyền xem xét",
}


def tally(document) -> dict:
    """The answer to a session; Refused, with every fault, if the numbers cannot be."""
    session, law = read_session(document)
    return {
        "quorum": {
            "met": session.has_quorum,
            "required": session.quorum_required,
            "present": session.quorum_present,
        },
        "threshold": _threshold(session.threshold, law),
        "vote_required": law and law.required,
        "secret_by_law": law and law.secret,
        "total_members": len(session.members),
        "nominees": [_nominee(outcome, session) for outcome in count(session)],
        "warnings": [_warning(member, nominee) for member, nominee in conflicts(session)],
    }


def _threshold(threshold: Threshold | None, law: VoteLaw | None) -> dict:
    if threshold is None:
        basis = law and law.basis
        nothing = dict.fromkeys(("ratio", "denominator", "source"))
        return nothing | {"strictly": False, "verified": False, "basis": basis}
    return {
        "ratio": threshold.text,
        "denominator": threshold.denominator,
        "strictly": threshold.strictly,
        "source": threshold.source,
        "verified": threshold.verified,
        "basis": threshold.basis,
    }


def _nominee(outcome: Outcome, session: Session) -> dict:
    return {
        "id": outcome.nominee.id,
        "denominator": outcome.denominator,
        "needed": outcome.needed,
        "yes": outcome.yes,
        "no": outcome.no,
        "abstain": outcome.abstain,
        "invalid": outcome.invalid,
        "written_yes": outcome.nominee.letters.yes,
        "unreturned": outcome.unreturned,
        "percent": show(outcome.percent),
        "result": outcome.result,
        "reason": outcome.reason,
        "sentence": sentence(outcome, session),
    }


def sentence(outcome: Outcome, session: Session) -> str:
    """The result in words, with the figures it rests on."""
    verdict = VERDICTS[outcome.reason]
    if session.threshold is None:
        return f"Có {outcome.yes}/{len(session.members)} thành viên đồng ý: {verdict}."
    percent = "" if outcome.percent is None else f" ({show(outcome.percent).replace('.', ',')}%)"
    share = f"{outcome.yes}/{outcome.denominator}{percent} {OF[session.threshold.denominator]} đồng ý"
    return f"Có {share}, cần {outcome.needed} phiếu: {verdict}."


def _warning(member: str, nominee: str) -> dict:
    message = f"Thành viên {member} cùng đơn vị hoặc chính là {nominee} nhưng vẫn tham gia biểu quyết."
    return {"code": "CONFLICT_NOT_RECUSED", "member": member, "nominee": nominee, "message": message}
