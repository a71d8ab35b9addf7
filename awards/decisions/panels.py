"""What this app shows on pages of others: the thread from nominee and session to the decision; names in the record of changes."""

from typing import Any

from awards.council.models import Session
from awards.decisions.models import DecisionChange, DecisionLine, RewardDecision, SignedDecision
from awards.decisions.selectors.approved import undecided_items
from awards.models import AwardRecord
from awards.nominations.models import Nominee
from organisations import panels
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("council_session", "decisions/panels/session.html", of_session)
    panels.register("nominee", "decisions/panels/lines.html", of_nominee)
    panels.register("award_record", "decisions/panels/lines.html", of_record)
    panels.register_page("decisions.rewarddecision", "decisions:decision", permission="decisions.view_work")
    panels.register_page("decisions.signeddecision", "decisions:signed")
    audit.name_kind("decisions.rewarddecision", "Quyết định khen thưởng")
    audit.name_kind("decisions.fundentry", "Chứng từ của quỹ thi đua, khen thưởng")
    audit.name_kind("decisions.decisionrules", "Quy tắc tiền thưởng, thông báo")
    audit.name_kind("decisions.signeddecision", "Quyết định khen thưởng đã ký")


def of_session(session: Session, user: Any) -> dict | None:
    """Decisions made from a session that the person sees, and how many nominees wait for one. Three queries."""
    rows = list(RewardDecision.objects.visible_to(user).filter(session=session).for_page())
    drafts = user.has_perm("decisions.prepare")
    left = undecided_items(session).count() if drafts else 0
    return {"rows": rows, "left": left, "session": session} if rows or left else None


def of_nominee(nominee: Nominee, user: Any) -> dict | None:
    """The lines of decisions that came from a nomination."""
    return _lines(DecisionLine.objects.filter(nominee=nominee), user)


def of_record(record: AwardRecord, user: Any) -> dict | None:
    """The line of the decision from which an award of the registry came."""
    return _lines(DecisionLine.objects.filter(record=record), user)


def _lines(rows: Any, user: Any) -> dict | None:
    """Each with the pages up and down the thread that the person may open. Three queries."""
    found = list(
        rows.filter(live=True).select_related(
            "decision__session", "decision__signed__document", "item", "nominee__file"
        )
    )
    if not found:
        return None
    ids = [line.decision_id for line in found]
    work = set(RewardDecision.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    signed = set(SignedDecision.objects.visible_to(user).filter(decision__in=ids).values_list("decision_id", flat=True))
    sees_session = user.has_perm("council.view_sessions")
    changes = DecisionChange.objects.filter(
        line__in=found, decision__signed__in=SignedDecision.objects.visible_to(user)
    )
    changed = list(changes.select_related("decision__signed__document").order_by("pk"))
    rows_shown = [
        {
            "line": x,
            "work": x.decision_id in work,
            "signed": x.decision_id in signed,
            "session": sees_session and x.item,
        }
        for x in found
        if x.decision_id in work | signed
    ]
    return {"rows": rows_shown, "changes": changed} if rows_shown else None
