"""Official documents of decisions: draft, letter of Sở Nội vụ, the Chairman's decision with its annexes, the notice."""

from django.conf import settings
from django.urls import reverse

from awards.decisions.enums import (
    DECISION_PAPER,
    DRAFT_PAPER,
    LETTER_PAPER,
    NOTICE_PAPER,
    DecisionState,
    SignerRole,
)
from awards.decisions.linked_papers import linked_annexes, linked_articles, linked_request
from awards.decisions.models import RewardDecision, SignedDecision, SubmissionLetter
from awards.decisions.selectors.content import AwardList, Part, award_lists
from awards.decisions.selectors.wording import CHAIRMAN_OF_PROVINCE, HEAD_OF_PAPER
from emulation.base import vietnamese
from emulation.base.official import samples
from emulation.base.official.description import (
    Annex,
    Article,
    Block,
    Column,
    Description,
    Paragraph,
    Signature,
    Table,
)
from emulation.base.official.kinds import Kind, register_kind
from emulation.base.official.wording import place_of, symbol

DEPARTMENT = "Sở Nội vụ"
_LIST = (Column("STT", 7, "center"), Column("Tên", 38), Column("Chức vụ, đơn vị", 55))
_COUNTS = (
    Column("Danh hiệu, hình thức", 46),
    Column("Tập thể", 13, "right"),
    Column("Cá nhân", 13, "right"),
    Column("Hộ gia đình", 14, "right"),
    Column("Cộng", 14, "right"),
)
NOT_ISSUED = "Thông báo có sau khi ban hành quyết định."


def register() -> None:
    """Tell the ground floor which documents decisions make. Numbers are taken by the moves of the decision only."""
    register_kind(
        Kind(
            key=DRAFT_PAPER,
            label="Dự thảo quyết định khen thưởng",
            model_label="decisions.RewardDecision",
            describe=draft_paper,
            sample=lambda: samples.named("Quyết định", "QĐ-UBND"),
            page=_decision_page,
        ),
        Kind(
            key=LETTER_PAPER,
            label="Tờ trình khen thưởng",
            model_label="decisions.SubmissionLetter",
            describe=letter_paper,
            sample=lambda: samples.named("Tờ trình", "TTr-SNV"),
            page=lambda row: _decision_page(row.decision),
        ),
        Kind(
            key=DECISION_PAPER,
            label="Quyết định khen thưởng",
            model_label="decisions.SignedDecision",
            describe=decision_paper,
            sample=lambda: samples.named("Quyết định", "QĐ-UBND"),
            page=_signed_page,
        ),
        Kind(
            key=NOTICE_PAPER,
            label="Thông báo kết quả khen thưởng",
            model_label="decisions.SignedDecision",
            describe=notice_paper,
            sample=lambda: samples.named("Thông báo", "TB-SNV"),
            page=_signed_page,
            refuses=lambda row, user: None if row.decision.state == DecisionState.ISSUED else NOT_ISSUED,
        ),
    )


def _decision_page(row: RewardDecision) -> str:
    return reverse("decisions:decision", args=[row.pk])


def _signed_page(row: SignedDecision) -> str:
    return reverse("decisions:signed", args=[row.pk])


# --- The decision -----------------------------------------------------------------------------------------------------
def draft_paper(row: RewardDecision) -> Description:
    """The decision as it would read, without number and day."""
    return _decision(row, Signature(SignerRole.CHAIRMAN.label), draft=True)


def decision_paper(row: SignedDecision) -> Description:
    """The decision as it was signed; number and day are written in as they are taken."""
    return _decision(row.decision, _signature(row), draft=False)


def _signature(row: SignedDecision) -> Signature:
    if row.signer_role == SignerRole.DEPUTY:
        return Signature("Phó Chủ tịch", row.signer, means="KT.", of="Chủ tịch")
    return Signature("Chủ tịch", row.signer, means="Q." if row.signer_role == SignerRole.ACTING else "")


def _decision(row: RewardDecision, signature: Signature, *, draft: bool) -> Description:
    lists = award_lists(row)
    if row.is_linked:
        blocks, annexes = tuple(linked_articles(row)), linked_annexes(row)
    else:
        blocks = tuple(_articles(row, lists))
        annexes = tuple(Annex(f"Danh sách được tặng {one.given}", (_annex(one),)) for one in lists)
    letter = row.letters.select_related("document").first()
    return Description(
        issuer=HEAD_OF_PAPER,
        place=place_of(settings.PROVINCE),
        type_name="Quyết định",
        subject=row.subject,
        symbol=symbol("Quyết định", "UBND"),
        draft=draft,
        authority=CHAIRMAN_OF_PROVINCE,
        grounds=(*row.grounds.splitlines(), _proposal(letter)),
        resolves="Quyết định:",
        blocks=blocks,
        signatures=(signature,),
        recipients=tuple(line for line in row.recipients.splitlines() if line.strip()),
        annexes=annexes,
    )


def _proposal(letter: SubmissionLetter | None) -> str:
    """“Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 05/TTr-SNV ngày 14/12/2023”; dots until the letter has its number."""
    document = letter.document if letter else None
    number = f"{document.number:02d}" if document else "……"
    day = f"{document.signed_on:%d/%m/%Y}" if document else "……"
    return f"Theo đề nghị của Giám đốc {DEPARTMENT} tại Tờ trình số {number}/{symbol('Tờ trình', 'SNV')} ngày {day}"


def _articles(row: RewardDecision, lists: list[AwardList]) -> list[Block]:
    if len(lists) == 1:
        given = f"Tặng {lists[0].given} cho {lists[0].words} {row.merit} (có danh sách kèm theo)."
        first = Article(1, given)
    else:
        lines = tuple(f"- {one.given[:1].upper()}{one.given[1:]}: {one.words};" for one in lists)
        whom = "các tập thể, cá nhân, hộ gia đình"
        text = f"Tặng danh hiệu thi đua, hình thức khen thưởng cho {whom} {row.merit} (có danh sách kèm theo), gồm:"
        first = Article(1, text, lines)
    texts = [row.money_text, row.execution]
    return [first, *(Article(n, text) for n, text in enumerate((t for t in texts if t.strip()), 2))]


def _annex(one: AwardList) -> Table:
    rows: list[tuple[str, ...]] = []
    for part in one.parts:
        rows.append((part.title,))
        rows += _rows(part)
    return Table(_LIST, tuple(rows))


def _rows(part: Part) -> list[tuple[str, ...]]:
    return [(str(n), _name(line), _place(line)) for n, line in enumerate(part.lines, 1)]


def _name(line) -> str:
    return f"{line.name} (truy tặng)" if line.posthumous else line.name


def _place(line) -> str:
    if line.detail:
        return line.detail
    return line.unit.official_name if line.unit and line.unit.official_name != line.name else ""


# --- The letter -------------------------------------------------------------------------------------------------------
def letter_paper(row: SubmissionLetter) -> Description:
    """What Sở Nội vụ asks of the Chairman: what the Council approved, in numbers, with the draft."""
    decision = row.decision
    lists = award_lists(decision)
    return Description(
        superior=HEAD_OF_PAPER,
        issuer=DEPARTMENT,
        place=place_of(settings.PROVINCE),
        type_name="Tờ trình",
        subject=decision.subject,
        symbol=symbol("Tờ trình", "SNV"),
        draft=row.document_id is None,
        addressees=(CHAIRMAN_OF_PROVINCE,),
        grounds=tuple(decision.grounds.splitlines()),
        blocks=linked_request(decision) if decision.is_linked else (*_result(decision), *_asked(decision, lists)),
        signatures=(_head(row.signer, row.signer_position),),
        recipients=("Như trên", "Lưu: VT, SNV"),
    )


def _result(decision: RewardDecision) -> list[Block]:
    session = decision.session
    text = (
        f"{session.council.name} họp ngày {session.held_on:%d/%m/%Y} đã xét và thông qua các trường hợp nêu dưới đây. "
        f"Biên bản họp, biên bản kiểm phiếu kèm theo hồ sơ."
    )
    return [Paragraph(text)]


def _asked(decision: RewardDecision, lists: list[AwardList]) -> list[Block]:
    total = sum(one.number for one in lists)
    return [
        Paragraph(
            f"{DEPARTMENT} kính trình {CHAIRMAN_OF_PROVINCE} xem xét, quyết định khen thưởng {total} trường hợp "
            f"{decision.merit}, gồm:"
        ),
        Table(_COUNTS, (*(_counts(one) for one in lists), _total(lists))),
        Paragraph("(Có dự thảo quyết định và danh sách kèm theo)", italic=True, align="center", indent=False),
    ]


def _numbers(one: AwardList) -> dict[str, int]:
    return {part.kind.value: len(part.lines) for part in one.parts}


def _counts(one: AwardList) -> tuple[str, ...]:
    numbers = _numbers(one)
    cells = [numbers.get(kind, 0) for kind in ("collective", "individual", "household")]
    return (one.name, *(vietnamese.format_number(n) for n in (*cells, sum(cells))))


def _total(lists: list[AwardList]) -> tuple[str, ...]:
    sums = [sum(_numbers(one).get(kind, 0) for one in lists) for kind in ("collective", "individual", "household")]
    return ("Cộng", *(vietnamese.format_number(n) for n in (*sums, sum(sums))))


def _head(name: str, position: str) -> Signature:
    """The head of Sở Nội vụ, or a deputy who signs for the head."""
    if position.lower().startswith("phó"):
        return Signature("Phó Giám đốc", name, means="KT.", of="Giám đốc")
    return Signature("Giám đốc", name)


def _as_title(subject: str) -> str:
    """“Về việc hủy bỏ …” as the subject of a notice: “Việc hủy bỏ …”."""
    rest = subject.removeprefix("Về ")
    return rest[:1].upper() + rest[1:]


# --- The notice -------------------------------------------------------------------------------------------------------
def notice_paper(row: SignedDecision) -> Description:
    """What Sở Nội vụ tells the units: which decision, who of them, in numbers by award."""
    lists = award_lists(row.decision)
    lines = [line for one in lists for part in one.parts for line in part.lines]
    if row.decision.is_linked:
        lines = [change.line for change in row.decision.changes.select_related("line__unit")]
    units = sorted(
        {line.unit.official_name for line in lines if line.unit},
        key=vietnamese.sort_key,
    )
    text = (
        f"Ngày {row.signed_on:%d/%m/%Y}, {CHAIRMAN_OF_PROVINCE} ban hành Quyết định số {row.number_text} "
        f"{row.decision.subject[:1].lower()}{row.decision.subject[1:]}. {DEPARTMENT} thông báo để các cơ quan, đơn vị và "
        "các tập thể, cá nhân, hộ gia đình có tên trong quyết định được biết."
    )
    tables = (Table(_COUNTS, (*(_counts(one) for one in lists), _total(lists))),) if lists else ()
    return Description(
        superior=HEAD_OF_PAPER,
        issuer=DEPARTMENT,
        place=place_of(settings.PROVINCE),
        type_name="Thông báo",
        subject="Kết quả khen thưởng" if lists else _as_title(row.decision.subject),
        symbol=symbol("Thông báo", "SNV"),
        blocks=(Paragraph(text), *tables),
        signatures=(_head(row.issuer_name, row.issuer_position),),
        recipients=(*units, "Lưu: VT, SNV"),
    )
