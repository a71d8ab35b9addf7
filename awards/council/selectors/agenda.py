"""Reading an agenda: its rows, by award, result and words; units that blocs nominated and that wait to come onto it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from awards.council.models import AgendaItem, Recusal, Session
from awards.council.selectors.members import recusals_of
from awards.models import AcclaimNominee
from emulation.base import vietnamese

RESULTS = {"passed": "Đạt", "failed": "Không đạt", "manual_review": "Chờ xem xét", "no_quorum": "Không có giá trị"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything else is as if not asked."""

    award: str = ""
    result: str = ""

    @classmethod
    def from_query(cls, query: Mapping) -> "Asked":
        result = query.get("ket-qua", "")
        return cls(query.get("danh-hieu", "")[:20], result if result in RESULTS else "")


def rows(session: Session, asked: Asked) -> QuerySet[AgendaItem]:
    """Items in the order of the paper."""
    found = session.items.all()
    if asked.award:
        found = found.filter(award=asked.award)
    return found.filter(result=asked.result) if asked.result else found


def with_recusals(items: list[AgendaItem]) -> list[tuple[AgendaItem, list[Recusal]]]:
    """Items of a page, each with who steps aside. One query."""
    found = recusals_of(Recusal.objects.filter(item__in=[item.pk for item in items]))
    return [(item, found.get(item.pk, [])) for item in items]


def awards(session: Session) -> list[tuple[str, str]]:
    """(code, name) of the awards on the agenda."""
    return sorted(dict(session.items.order_by().values_list("award", "award_name")).items(), key=_by_name)


def _by_name(pair: tuple[str, str]) -> str:
    return vietnamese.sort_key(pair[1])


def acclaimed_waiting(session: Session) -> QuerySet[AcclaimNominee]:
    """Units nominated by their blocs for the year of the session, not on any agenda yet."""
    found = AcclaimNominee.objects.filter(acclaim__bloc__year=session.year, agenda_item=None).exclude(nominated_on=None)
    order = ("acclaim__award", "acclaim__bloc__code", "position")
    return found.select_related("unit", "acclaim__bloc").order_by(*order)
