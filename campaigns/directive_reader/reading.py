"""What the reader understood of a directive."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple


class NotADirective(ValueError):
    """The text is no directive; str() is one sentence for the user that says why and what to do."""


class Place(NamedTuple):
    """Where a piece stands: character offsets into `Reading.source`, the end not included."""

    start: int
    end: int


@dataclass(frozen=True)
class Task:
    number: int | str | None
    title: str | None
    text: str
    place: Place


@dataclass(frozen=True)
class Paragraph:
    text: str
    place: Place


@dataclass(frozen=True)
class Duty:
    number: int | str | None
    text: str
    responsible: str | None
    place: Place


@dataclass(frozen=True)
class Target:
    text: str
    value: int | float
    value_to: int | float | None
    unit: str | None
    direction: str | None
    place: Place


@dataclass(frozen=True)
class Deadline:
    text: str
    date: date | None
    place: Place


@dataclass(frozen=True)
class Signature:
    on_behalf_of: str | None
    role: str | None
    name: str | None
    place: Place


@dataclass(frozen=True)
class Missing:
    """A key about which the text says nothing."""

    key: str
    sentence: str


@dataclass(frozen=True)
class Doubt:
    """Something a person must look at."""

    key: str
    sentence: str
    place: Place | None = None


@dataclass
class Reading:
    """The whole directive as understood. `places` holds the places of the single values, by key."""

    source: str
    converted_from: str | None = None
    document_type: str | None = None
    number: str | None = None
    issued_on: date | None = None
    title: str | None = None
    year: int | None = None
    province: str | None = None
    theme: str | None = None
    motto: str | None = None
    tasks: list[Task] = field(default_factory=list)
    general_requirements: list[Paragraph] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    recipients: list[Paragraph] = field(default_factory=list)
    signature: Signature | None = None
    places: dict[str, Place] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def put(self, key: str, piece: tuple[Any, Place] | None) -> None:
        """Set a single value and its place; None leaves it empty."""
        if piece is not None:
            setattr(self, key, piece[0])
            self.places[key] = piece[1]

    def doubt(self, key: str, sentence: str, place: Place | None = None) -> None:
        self.doubts.append(Doubt(key, sentence, place))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON. Places are apart, under "places": a single value's pair, or a list of pairs."""
        return {
            "document_type": self.document_type,
            "number": self.number,
            "issued_on": self.issued_on and self.issued_on.isoformat(),
            "title": self.title,
            "year": self.year,
            "province": self.province,
            "theme": self.theme,
            "motto": self.motto,
            "tasks": [_plain(task) for task in self.tasks],
            "general_requirements": [paragraph.text for paragraph in self.general_requirements],
            "duties": [_plain(duty) for duty in self.duties],
            "targets": [_plain(target) for target in self.targets],
            "deadlines": [_plain(deadline) for deadline in self.deadlines],
            "recipients": [paragraph.text for paragraph in self.recipients],
            "signature": _plain(self.signature) if self.signature else None,
            "places": self._all_places(),
            "missing": [asdict(missing) for missing in self.missing],
            "doubts": [{"key": d.key, "sentence": d.sentence, "place": d.place and list(d.place)} for d in self.doubts],
            "converted_from": self.converted_from,
            "source": self.source,
        }

    def _all_places(self) -> dict[str, Any]:
        lists = ("tasks", "general_requirements", "duties", "targets", "deadlines", "recipients")
        places: dict[str, Any] = {key: list(place) for key, place in self.places.items()}
        places.update({key: [list(item.place) for item in getattr(self, key)] for key in lists})
        if self.signature:
            places["signature"] = list(self.signature.place)
        return places


def _plain(item: Any) -> dict[str, Any]:
    """The fields of an item without its place, dates as text."""
    plain = {key: value for key, value in vars(item).items() if key != "place"}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in plain.items()}
