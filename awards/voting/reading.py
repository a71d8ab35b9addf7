"""Reading a session from a document: strangers, double counting and impossible numbers are named, all of them."""

from campaigns.scoring.fields import Fields, own_key, whole_document
from campaigns.scoring.figures import ratio_of, show

from .law import AWARDS, LAW_VERSIONS, VoteLaw, vote_law
from .session import (
    ALL_MEMBERS,
    DENOMINATORS,
    OUT_OF_DENOMINATOR,
    RECUSAL_RULES,
    Member,
    Nominee,
    Papers,
    Session,
    Threshold,
    Votes,
)

STRANGER = "“{}” không phải thành viên."
COUNTED_TWICE = "“{}” đã được ghi ở trên; mỗi thành viên chỉ được tính một lần."


def read_session(document) -> tuple[Session, VoteLaw | None]:
    """The session and what the law says of such a vote; Refused if anything does not fit."""
    fields, faults = whole_document(document)
    reader = SessionReader(fields)
    session = reader.session()
    faults.raise_if_any()
    return session, reader.law


class SessionReader:
    def __init__(self, fields: Fields):
        self.fields = fields
        self.members = self._members()
        self.member_ids = {member.id for member in self.members}
        self.recused = self._recusals()
        self.recused_leave = self._recused_leave()
        self.law = self._law()

        # Names not accepted: what they may have cast is not held against the ballots as well.
        self.doubtful = {"present": 0, "written": 0}

    def session(self) -> Session:
        present, written = self._attendance()
        quorum = self.fields.group("quorum")
        ratio = quorum and quorum.ratio("ratio")
        papers = self._papers(len(present))
        session = Session(
            members=self.members,
            nominees=self._nominees(papers),
            present=present,
            written=written,
            recused=self.recused,
            recused_leave=self.recused_leave,
            letters_make_quorum=bool(quorum and quorum.flag("written_counts", False)),
            threshold=self._threshold(),
            papers=papers,
            **({"quorum_ratio": ratio} if ratio else {}),
        )
        self._check_votes(session)
        return session

    def _members(self) -> tuple[Member, ...]:
        taken: set[str] = set()
        found = [
            Member(own_key(item, "id", taken) or "", item.text("unit"), item.text("person"))
            for item in self.fields.groups("members")
        ]
        self._some("members", found, "Chưa có thành viên nào.")
        return tuple(found)

    def _some(self, key: str, found: list, message: str) -> None:
        if not found and not self.fields.raw(key):
            self.fields.fault(key, message)

    def _attendance(self) -> tuple[frozenset[str], frozenset[str]]:
        attendance = self.fields.group("attendance")
        if attendance is None:
            return frozenset(), frozenset()
        counted: set[str] = set()
        present = self._names(attendance, "present", counted)
        return present, self._names(attendance, "written", counted)

    def _names(self, attendance: Fields, key: str, counted: set[str]) -> frozenset[str]:
        found = set()
        names = attendance.values(key) or []
        attendance.texts(key)
        for index, name in enumerate(names):
            if not isinstance(name, str):
                continue
            place = f"{key}[{index}]"
            if name not in self.member_ids:
                attendance.fault(place, STRANGER.format(name))
            elif name in counted:
                attendance.fault(place, COUNTED_TWICE.format(name))
            else:
                counted.add(name)
                found.add(name)
        self.doubtful[key] = len(names) - len(found)
        return frozenset(found)

    def _recusals(self) -> dict[str, frozenset[str]]:
        nominees = {item.text("id") for item in self.fields.groups("nominees")}
        found: dict[str, set[str]] = {}
        for item in self.fields.groups("recusals"):
            nominee, member = item.text("nominee", required=True), item.text("member", required=True)
            if nominee is not None and nominee not in nominees:
                item.fault("nominee", f"“{nominee}” không có trong danh sách được đề nghị.")
            if member is not None and member not in self.member_ids:
                item.fault("member", STRANGER.format(member))
            if nominee is not None and member is not None:
                found.setdefault(nominee, set()).add(member)
        return {nominee: frozenset(members) for nominee, members in found.items()}

    def _recused_leave(self) -> bool:
        rule = self.fields.choice("recusal_rule", RECUSAL_RULES)
        if self.fields.raw("recusals") and "recusal_rule" not in self.fields:
            options = " hoặc ".join(RECUSAL_RULES)
            self.fields.fault(
                "recusal_rule", f"Có thành viên không tham gia biểu quyết thì phải ghi cách tính: {options}."
            )
        return rule == OUT_OF_DENOMINATOR and bool(self.recused)

    # --- Threshold ---------------------------------------------------------------------------------------------------
    def _law(self) -> VoteLaw | None:
        """What the law says; with a threshold of its own a vote may also be on what the law does not know."""
        award, version = self.fields.text("award"), self.fields.text("law_version")
        if "threshold" not in self.fields:
            self.fields.choice("award", AWARDS)
            self.fields.choice("law_version", LAW_VERSIONS)
        known = award in AWARDS and version in LAW_VERSIONS
        return vote_law(award, version) if known else None

    def _threshold(self) -> Threshold | None:
        explicit = self.fields.group("threshold")
        if explicit is not None:
            return self._explicit(explicit)
        if self.law is None:
            message = (
                "Không có tỷ lệ phiếu cần đạt và không suy ra được. Hãy ghi tỷ lệ, hoặc ghi danh hiệu và căn cứ luật."
            )
            self.fields.fault("threshold", message)
            return None
        return self._of_law(self.law)

    def _of_law(self, law: VoteLaw) -> Threshold | None:
        if law.ratio is None:
            return None
        # The law says all members, and no clause on recusal was seen.
        verified = law.verified and not self.recused_leave
        return Threshold(ratio_of(law.ratio), law.ratio, ALL_MEMBERS, False, "law", verified, law.basis)

    def _explicit(self, fields: Fields) -> Threshold | None:
        ratio = fields.ratio("ratio", required=True)
        denominator = fields.choice("denominator", DENOMINATORS, required=True)
        strictly, basis = fields.flag("strictly", False), fields.text("basis")
        if ratio is None or denominator is None:
            return None
        stated = fields.raw("ratio")
        text = stated if isinstance(stated, str) and "/" in stated else show(ratio)
        return Threshold(ratio, text, denominator, strictly, "explicit", True, basis)

    # --- Ballots -----------------------------------------------------------------------------------------------------
    def _papers(self, present: int) -> Papers | None:
        """An acclaim ballot is one where voters choose several names on one paper."""
        if "choices" not in self.fields and "ballots_cast" not in self.fields:
            return None
        choices, cast = self.fields.group("choices", required=True), self.fields.group("ballots_cast", required=True)
        if choices is None or cast is None:
            return None
        most, seats = choices.count("max", required=True), choices.count("seats", required=True)
        returned, invalid = cast.count("returned", required=True), cast.count("invalid") or 0
        if most == 0:
            choices.fault("max", "Mỗi phiếu phải được chọn ít nhất một đối tượng.")
        if returned is not None and returned > present + self.doubtful["present"]:
            cast.fault("returned", f"Thu về {returned} phiếu nhưng chỉ có {present} người dự họp.")
        if returned is not None and invalid > returned:
            cast.fault("invalid", f"Có {invalid} phiếu không hợp lệ nhưng chỉ thu về {returned} phiếu.")
        return Papers(most or 0, seats or 0, returned or 0, invalid)

    def _nominees(self, papers: Papers | None) -> tuple[Nominee, ...]:
        taken: set[str] = set()
        found = [self._nominee(item, taken, papers) for item in self.fields.groups("nominees")]
        self._some("nominees", found, "Chưa có đối tượng nào được đề nghị.")
        return tuple(found)

    def _nominee(self, fields: Fields, taken: set[str], papers: Papers | None) -> Nominee:
        acclaim = papers is not None
        return Nominee(
            id=own_key(fields, "id", taken) or "",
            unit=fields.text("unit"),
            person=fields.text("person"),
            ballots=Votes(yes=fields.count("yes") or 0) if acclaim else _votes(fields.group("ballots")),
            letters=_votes(fields.group("written"), invalid=False),
        )

    def _check_votes(self, session: Session) -> None:
        items = {item.text("id"): item for item in self.fields.groups("nominees")}
        papers_fit = not any(
            map(self.fields.faults.at, ("ballots_cast.returned", "ballots_cast.invalid", "choices.max"))
        )
        for nominee in session.nominees:
            item = items.get(nominee.id)
            if item is None:
                continue
            self._check_letters(item, nominee, session)
            if session.papers is None:
                self._check_ballots(item, nominee, session)
            elif papers_fit:
                self._check_yes(item, nominee, session)
        if session.papers is not None and papers_fit:
            self._check_choices(session)

    def _check_ballots(self, fields: Fields, nominee: Nominee, session: Session) -> None:
        cast, voters = nominee.ballots.cast, session.in_room(nominee)
        if cast > voters + self.doubtful["present"]:
            fields.fault("ballots", f"{cast} phiếu, nhiều hơn {voters} người dự họp được biểu quyết.")

    def _check_letters(self, fields: Fields, nominee: Nominee, session: Session) -> None:
        sent, senders = nominee.letters.cast, session.senders(nominee)
        if sent > senders + self.doubtful["written"]:
            fields.fault("written", f"{sent} ý kiến bằng văn bản, nhiều hơn {senders} người gửi ý kiến.")

    def _check_yes(self, fields: Fields, nominee: Nominee, session: Session) -> None:
        yes, most = nominee.ballots.yes, min(session.papers.valid, session.in_room(nominee) + self.doubtful["present"])
        if yes > most:
            fields.fault("yes", f"{yes} phiếu đồng ý, nhiều hơn {most} phiếu có thể chọn đối tượng này.")

    def _check_choices(self, session: Session) -> None:
        allowed = session.papers.valid * session.papers.max_choices
        given = sum(nominee.ballots.yes for nominee in session.nominees)
        if given > allowed:
            message = f"Tổng số lượt chọn là {given}, nhiều hơn {allowed} lượt mà các phiếu hợp lệ được chọn."
            self.fields.fault("nominees", message)


def _votes(fields: Fields | None, *, invalid: bool = True) -> Votes:
    if fields is None:
        return Votes()
    names = ("yes", "no", "abstain", "invalid") if invalid else ("yes", "no", "abstain")
    return Votes(**{name: fields.count(name) or 0 for name in names})
