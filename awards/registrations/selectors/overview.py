"""The whole province: which unit has registered, how many for which award."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from awards.law import law
from awards.registrations.models import Call, RegistrationSnapshot, TitleRegistration
from awards.registrations.selectors.content import Item, award_name, items_in
from organisations.models import Bloc


@dataclass
class UnitRow:
    """One unit: its list and how many lines it sent for each award."""

    registration: TitleRegistration
    items: list[Item] = field(default_factory=list)

    @property
    def counts(self) -> Counter:
        return Counter(item.award for item in self.items)

    @property
    def words(self) -> str:
        """“Lao động tiên tiến 12; Chiến sĩ thi đua cơ sở 3”."""
        counts = self.counts
        return "; ".join(f"{award_name(code)} {counts[code]}" for code in law().awards if code in counts)


@dataclass
class BlocPart:
    """The units of a bloc."""

    bloc: Bloc | None
    rows: list[UnitRow] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return sum(row.registration.is_sent for row in self.rows)


class Overview:
    """A call, read with a fixed number of queries. `state`: "" all, "da" sent, "chua" not sent."""

    def __init__(self, call: Call, *, bloc: int | None = None, state: str = ""):
        self.call, self.bloc, self.state = call, bloc, state
        rows = TitleRegistration.objects.for_page().filter(call=call).order_by("bloc__code", "unit__sort_key")
        self.everything = [UnitRow(row) for row in rows]
        self.blocs = list(
            {r.registration.bloc_id: r.registration.bloc for r in self.everything if r.registration.bloc}.values()
        )
        wanted = [row for row in self.everything if self._wanted(row.registration)]
        self._read(self.everything)
        self.rows = wanted

    def _wanted(self, row: TitleRegistration) -> bool:
        if self.bloc and row.bloc_id != self.bloc:
            return False
        return not self.state or row.is_sent == (self.state == "da")

    def _read(self, rows: Sequence[UnitRow]) -> None:
        kept = RegistrationSnapshot.objects.filter(registration__call=self.call)
        contents = {(s.registration_id, s.number): s.content for s in kept}
        for row in rows:
            one = row.registration
            content = contents.get((one.pk, one.shown_number)) if one.is_sent else None
            row.items = items_in(content) if content else []

    @property
    def parts(self) -> list[BlocPart]:
        """By bloc."""
        found: dict[int | None, BlocPart] = {}
        for row in self.rows:
            bloc = row.registration.bloc
            found.setdefault(bloc.pk if bloc else None, BlocPart(bloc)).rows.append(row)
        return list(found.values())

    @property
    def sent(self) -> int:
        return sum(row.registration.is_sent for row in self.everything)

    @property
    def missing(self) -> list[TitleRegistration]:
        """Lists that were not sent, of those that are shown."""
        return [row.registration for row in self.rows if not row.registration.is_sent]

    @property
    def totals(self) -> list[tuple[str, int, int]]:
        """(award, units, lines) of what is shown, in the order of the law."""
        lines: Counter = Counter()
        units: Counter = Counter()
        for row in self.rows:
            lines += row.counts
            units.update(row.counts.keys())
        return [(award_name(code), units[code], lines[code]) for code in law().awards if lines[code]]

    def export(self) -> Iterator[list]:
        """One row a line, one for each unit that has not sent."""
        number = 0
        for row in self.rows:
            one = row.registration
            head = [one.bloc.name if one.bloc else "", one.unit.official_name, one.get_state_display()]
            if not row.items:
                number += 1
                yield [number, *head, "", "", "", "", "", ""]
            for item in row.items:
                number += 1
                yield [
                    number, *head, item.name, item.kind_label, item.position, item.part, item.award_name, item.note
                ]  # fmt: skip
