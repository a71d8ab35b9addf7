"""Issuing a signed decision: registry, history, money and notices in one transaction; done twice it does nothing twice."""

from typing import Any

from django.urls import reverse

from awards.decisions.enums import NOTICE_BOOK, NOTICE_PAPER
from awards.decisions.models import DecisionLine, RewardDecision, SignedDecision, UnitNotice
from awards.decisions.selectors.payments import Rules
from awards.decisions.selectors.wording import CHAIRMAN_OF_PROVINCE
from awards.decisions.services import linking, payments
from awards.enums import AcclaimStep, AwardLevel
from awards.models import AcclaimNominee, AwardRecord
from awards.services.acclaim_steps import record_step
from awards.services.record_words import save_words, searched_text
from emulation.base import clock, notify
from emulation.base.official.services import numbering
from organisations.enums import UNIT_ROLES
from organisations.models import Membership
from organisations.models.dated import valid_on
from organisations.selectors.people import officers
from organisations.selectors.special_days import working_calendar

BY_SYSTEM = "Trên hệ thống"


def notice_due(signed: SignedDecision, rules: Rules) -> Any:
    """The last day on which units are to be told: so many working days after the day of the decision."""
    return working_calendar().add(signed.signed_on, rules.notice_days)


def issued(decision: RewardDecision, *, by: Any, note: str = "") -> dict:
    """What happens when the head of Sở Nội vụ issues: every part in the transaction of the move."""
    signed = SignedDecision.objects.select_related("document", "decision").get(decision=decision)
    signed.issued_at, signed.issuer_name, signed.issuer_position = clock.now(), by.full_name, by.position
    signed.save(update_fields=["issued_at", "issuer_name", "issuer_position"])
    signed.notice = numbering.sign(
        signed, kind=NOTICE_PAPER, book=NOTICE_BOOK, signed_on=clock.today(), signer=by.full_name, by=by
    )
    signed.save(update_fields=["notice"])
    found: dict[str, int] = {}
    if decision.is_linked:
        lines = linking.apply(signed, by=by)
        found["changed"] = len(lines)
    else:
        rows = decision.lines.select_related("unit", "item__acclaim_nominee", "decision", "nominee")
        lines = list(rows.order_by("order", "pk"))
        found["payments"] = payments.enter(signed, lines)
        found["records"] = enter_registry(signed, lines)
        _step(signed, lines, by)
    found["units"] = _tell_units(signed, lines)
    notify.settle(f"reward_decision:{decision.pk}")
    return found


def enter_registry(signed: SignedDecision, lines: list[DecisionLine]) -> int:
    """One row of the registry for each line that has none. Returns how many were made."""
    fresh = [line for line in lines if line.record_id is None]
    money = {
        line.pk: line.payment
        for line in DecisionLine.objects.filter(pk__in=[x.pk for x in fresh]).select_related("payment")
    }
    records = [_record(signed, line, money[line.pk]) for line in fresh]
    AwardRecord.objects.bulk_create(records, batch_size=200)
    save_words(records)
    for line, record in zip(fresh, records, strict=True):
        line.record = record
    DecisionLine.objects.bulk_update(fresh, ["record"], batch_size=200)
    return len(records)


def _record(signed: SignedDecision, line: DecisionLine, payment: Any) -> AwardRecord:
    decision = line.decision
    return AwardRecord(
        subject_kind=line.subject_kind,
        person_id=line.person_id,
        collective_id=line.collective_id,
        household_id=line.household_id,
        subject_text=line.name,
        position=line.detail,
        unit=line.unit,
        unit_text=line.unit.official_name if line.unit else "",
        award=line.award,
        award_text=line.award_name,
        posthumous=line.posthumous,
        receiver=line.nominee.receiver if line.posthumous and line.nominee else "",
        decision_number=signed.number_text,
        decided_on=signed.signed_on,
        issuer=CHAIRMAN_OF_PROVINCE,
        type=decision.type,
        level=AwardLevel.PROVINCE,
        year=decision.year,
        coefficient=payment.coefficient,
        amount=payment.amount,
        reason=line.summary or decision.merit,
        search_key=searched_text(line.name, signed.number_text),
        identity=f"decision-line-{line.pk}",
    )


def _step(signed: SignedDecision, lines: list[DecisionLine], by: Any) -> None:
    """Units that their blocs acclaimed: decided."""
    nominees = [line.item.acclaim_nominee for line in lines if line.item and line.item.acclaim_nominee_id]
    if nominees:
        rows = AcclaimNominee.objects.filter(pk__in=[nominee.pk for nominee in nominees])
        record_step(rows, AcclaimStep.DECIDED, on=signed.signed_on, by=by, note=signed.number_text)


def _tell_units(signed: SignedDecision, lines: list[DecisionLine]) -> int:
    """A notice for each unit named, at once where it has officers here; the rest is sent on paper and noted by a clerk."""
    units = {line.unit_id: line.unit for line in lines if line.unit_id}
    here = set(
        Membership.objects.filter(valid_on(), unit__in=units, role__in=UNIT_ROLES, user__is_active=True).values_list(
            "unit_id", flat=True
        )
    )
    today = clock.today()
    rows = [
        UnitNotice(
            signed=signed,
            unit=unit,
            name=unit.official_name,
            sent_on=today if pk in here else None,
            way=BY_SYSTEM if pk in here else "",
        )
        for pk, unit in units.items()
    ]
    rows += [UnitNotice(signed=signed, name=line.name) for line in lines if not line.unit_id]
    UnitNotice.objects.bulk_create(rows, batch_size=500)
    if here:
        notify.tell(
            officers(here, UNIT_ROLES),
            key=f"reward_decision:{signed.decision_id}:issued",
            title=f"Quyết định {signed.number_text}: {signed.decision.subject}",
            body=f"Ký ngày {signed.signed_on:%d/%m/%Y}. Tập thể, cá nhân của đơn vị có tên trong danh sách của quyết định.",
            url=reverse("decisions:signed", args=[signed.pk]),
        )
    return len(here)
