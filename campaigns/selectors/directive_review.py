"""One directive beside its text: what was understood, what is missing or doubtful, how far the comparison is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from campaigns.contents import content_items
from campaigns.enums import ItemKind
from campaigns.models import Directive, DirectiveItem
from campaigns.selectors.directive_text import Mark, Paragraph, paragraphs_of, places_in
from emulation.base.vietnamese import format_date, format_number

# What must stand in a signed directive; theme and motto are only named when the text has them.
REQUIRED = ("number", "issued_on", "title", "year")
# Single values in the order of the page: key, words, id on the page.
HEAD = (
    ("document_type", "Loại văn bản", "loai"),
    ("number", "Số, ký hiệu", "so"),
    ("issued_on", "Ngày ban hành", "ngay"),
    ("province", "Tỉnh, thành phố", "tinh"),
    ("title", "Tiêu đề", "tieu-de"),
    ("year", "Năm", "nam"),
    ("theme", "Chủ đề", "chu-de"),
    ("motto", "Phương châm", "phuong-cham"),
)
TAIL = (("recipients", "Nơi nhận", "noi-nhan"), ("signature", "Chữ ký", "chu-ky"))
# Kinds in the order of the page: kind, heading, key of the reader, id on the page.
GROUPS = (
    (ItemKind.TASK, "Nhiệm vụ", "tasks", "nhiem-vu"),
    (ItemKind.REQUIREMENT, "Yêu cầu chung", "general_requirements", "yeu-cau"),
    (ItemKind.DUTY, "Phân công thực hiện", "duties", "phan-cong"),
    (ItemKind.TARGET, "Chỉ tiêu", "targets", "chi-tieu"),
    (ItemKind.DEADLINE, "Thời hạn", "deadlines", "thoi-han"),
)
SLUGS = {slug: kind for kind, _, _, slug in GROUPS}
_DIRECTIONS = {"up": "càng cao càng tốt", "down": "càng thấp càng tốt"}


@dataclass
class Value:
    """A single value of the head: what was read, what is missing or doubtful, where it stands."""

    key: str
    label: str
    id: str
    shown: str | list[str]
    needed: bool = False
    sentence: str = ""
    doubts: list[str] = field(default_factory=list)
    ref: str = ""

    @property
    def field(self) -> str:
        """Where it is filled in: number and date have fields on the page itself."""
        return f"id_{self.key}" if self.key in ("number", "issued_on") else self.id


@dataclass
class Piece:
    """One piece as it is shown: its marks in the text, whether it was compared, what made the reader unsure."""

    item: DirectiveItem
    place: int  # its number within its kind
    name: str
    ref: str = ""
    contents: list[tuple[str, str]] = field(default_factory=list)  # (number in the text, words)
    now: bool = False
    facts: list[tuple[str, str]] = field(default_factory=list)
    version: int | None = None  # what its forms are opened at
    became: tuple[str, str] | None = None  # (words, address) of the task or duty it became

    @property
    def doubtful(self) -> bool:
        return bool(self.item.doubt) and not self.item.checked

    @property
    def by_hand(self) -> bool:
        return self.item.start is None


@dataclass
class Group:
    kind: str
    label: str
    id: str
    pieces: list[Piece]
    sentence: str = ""  # what the reader said when it found none
    doubts: list[str] = field(default_factory=list)

    @property
    def checked(self) -> int:
        return sum(p.item.checked for p in self.pieces)

    @property
    def needed(self) -> bool:
        return self.kind == ItemKind.TASK and not self.pieces


class Review:
    """A directive with its text and everything it was understood as. `now` is the piece being looked at."""

    def __init__(self, directive: Directive, *, now: int | None = None, reading_only: bool = False):
        self.directive, self.now, self.reading_only = directive, now, reading_only
        self.items = list(directive.items.all())
        self._sentences = {m["key"]: m["message"] for m in directive.missing}
        self._marks: list[Mark] = []
        self._refs: dict[str, str] = {}
        self._contents: dict[int, list[tuple[str, str]]] = {}
        self._number_everything()

    # --- Marks --------------------------------------------------------------------------------------------------------
    def _number_everything(self) -> None:
        """Numbers run through the text in its order: 1, 2, 3, and 3.1, 3.2 for the contents of a task."""
        placed = [*self._single_marks(), *self._item_marks(), *self._doubt_marks()]
        placed.sort(key=lambda m: (m.start, -m.end))
        number = 0
        for mark in placed:
            number += bool(not mark.target.startswith("ngo-vuc"))
            ref = "?" if mark.target.startswith("ngo-vuc") else str(number)
            self._refs[mark.target] = ref
            self._marks += self._cut(mark, ref)

    def _single_marks(self) -> Iterable[Mark]:
        shared = set()
        for key, label, slug in (*HEAD, *TAIL):
            place = self.directive.places.get(key)
            if not place or key == "document_type" or tuple(place) in shared:
                continue
            shared.add(tuple(place))
            doubt = any(d["key"] == key for _, d in self._open_doubts)
            yield Mark(slug, *place, target=slug, label=label, doubt=doubt)

    def _item_marks(self) -> Iterable[Mark]:
        for piece in self._pieces:
            item = piece.item
            if item.start is None or item.end is None or item.end <= item.start:
                continue
            doubt = piece.doubtful and not self.reading_only
            yield Mark(str(item.pk), item.start, item.end, f"muc-{item.pk}", "", piece.name, doubt, piece.now)

    def _doubt_marks(self) -> Iterable[Mark]:
        keys = {key for key, _, _ in HEAD}
        for index, doubt in self._open_doubts:
            if doubt["place"] and doubt["key"] not in keys:
                target = f"ngo-vuc-{index}"
                yield Mark(target, *doubt["place"], target=target, label="Chỗ nên xem", doubt=True)

    @cached_property
    def _open_doubts(self) -> list[tuple[int, dict]]:
        """(index, doubt) of those still to be looked at; whoever only reads has nothing to look at."""
        return [(n, d) for n, d in enumerate(self.directive.doubts) if not d.get("seen") and not self.reading_only]

    def _cut(self, mark: Mark, ref: str) -> list[Mark]:
        """A task with a title is marked in parts: its title with its number, each of its contents with a number below it."""
        item = self._by_target.get(mark.target)
        whole = [replace(mark, ref=ref)]
        if item is None or item.kind != ItemKind.TASK or not item.title:
            return whole
        texts = content_items(item.text)
        title, *contents = places_in(self.directive.source, mark.start, mark.end, [item.title, *texts])
        numbers = [f"{ref}.{n}" for n in range(1, len(texts) + 1)]
        self._contents[item.pk] = [
            (number if at else "", text) for number, at, text in zip(numbers, contents, texts, strict=True)
        ]
        if title is None:
            return whole
        parts = [replace(mark, end=self._with_colon(title[1]), ref=ref)]
        for number, at in zip(numbers, contents, strict=True):
            if at:
                anchor = f"{item.pk}-{number.rpartition('.')[2]}"
                parts.append(replace(mark, anchor=anchor, start=at[0], end=self._with_stop(at[1]), ref=number))
        return parts

    def _with_colon(self, end: int) -> int:
        return end + 1 if self.directive.source[end : end + 1] == ":" else end

    def _with_stop(self, end: int) -> int:
        return end + 1 if self.directive.source[end : end + 1] in (".", ";") else end

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The text with its marks."""
        return paragraphs_of(self.directive.source, self._marks, self.directive.places)

    # --- Structure ----------------------------------------------------------------------------------------------------
    @cached_property
    def _pieces(self) -> list[Piece]:
        pieces = []
        for kind, _, _, _ in GROUPS:
            label = ItemKind(kind).label
            for place, item in enumerate((i for i in self.items if i.kind == kind), start=1):
                pieces.append(Piece(item, place, f"{label} {place}", now=item.pk == self.now, facts=_facts(item)))
        return pieces

    @cached_property
    def _by_target(self) -> dict[str, DirectiveItem]:
        return {f"muc-{i.pk}": i for i in self.items}

    @cached_property
    def groups(self) -> list[Group]:
        groups = []
        for kind, label, key, slug in GROUPS:
            pieces = [p for p in self._pieces if p.item.kind == kind]
            for piece in pieces:
                piece.ref = self._refs.get(f"muc-{piece.item.pk}", "")
                piece.contents = self._contents.get(piece.item.pk, [])
            groups.append(Group(kind, label, slug, pieces, "" if pieces else self._sentences.get(key, "")))
        return groups

    @cached_property
    def head(self) -> list[Value]:
        return [self._value(*row) for row in HEAD]

    @cached_property
    def tail(self) -> list[Value]:
        return [self._value(*row) for row in TAIL]

    def _value(self, key: str, label: str, slug: str) -> Value:
        shown = _shown(key, getattr(self.directive, key))
        return Value(
            key,
            label,
            slug,
            shown,
            needed=key in REQUIRED and not shown,
            sentence="" if shown else self._sentences.get(key, ""),
            doubts=[d["message"] for _, d in self._open_doubts if d["key"] == key],
            ref=self._refs.get(slug, ""),
        )

    @cached_property
    def doubts(self) -> list[dict]:
        """What the reader was unsure of and no piece or value carries, still to be looked at."""
        keys = {key for key, _, _ in (*HEAD, *TAIL)}
        return [
            {"id": f"ngo-vuc-{n}", "message": d["message"], "ref": self._refs.get(f"ngo-vuc-{n}", "")}
            for n, d in self._open_doubts
            if d["key"] not in keys
        ]

    # --- How far ------------------------------------------------------------------------------------------------------
    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def checked(self) -> int:
        return sum(i.checked for i in self.items)

    @property
    def to_fill(self) -> list[Value]:
        return [v for v in self.head if v.needed]

    @property
    def to_see(self) -> int:
        """How many places the reader was unsure of and nobody looked at."""
        return sum(p.doubtful for p in self._pieces) + len(self.doubts) + sum(len(v.doubts) for v in self.head)

    def next_unchecked(self, after: int | None = None) -> DirectiveItem | None:
        """The next piece of the page that was not compared yet, beginning after this one."""
        order = [p.item for p in self._pieces]
        at = next((n + 1 for n, item in enumerate(order) if item.pk == after), 0)
        return next((item for item in [*order[at:], *order[:at]] if not item.checked), None)

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """(figure, of what, on what basis), at most five."""
        count = {kind: sum(i.kind == kind for i in self.items) for kind in ItemKind.values}
        requirements, deadlines = count[ItemKind.REQUIREMENT], count[ItemKind.DEADLINE]
        facts = [
            (f"{int(bool(self.directive.theme))} + {int(bool(self.directive.motto))}", "chủ đề, phương châm", ""),
            (str(count[ItemKind.TASK]), "nhiệm vụ", "nguyên văn như bản ký"),
            (str(count[ItemKind.DUTY]), "phân công thực hiện", f"và {requirements} yêu cầu chung"),
            (str(count[ItemKind.TARGET]), "chỉ tiêu bằng số", f"và {deadlines} thời hạn"),
        ]
        if not self.reading_only:
            needed = len(self.to_fill) + sum(g.needed for g in self.groups)
            facts.append((str(needed), "chỗ cần điền", "không đoán thay bạn"))
        return facts

    def readiness(self, url: str = "") -> list[dict]:
        """What stands before the campaign: tasks must be there; the rest is said, and may follow later."""
        ready = []
        tasks = next(g for g in self.groups if g.kind == ItemKind.TASK)
        if tasks.pieces:
            ready.append({"state": "done", "text": f"Có {len(tasks.pieces)} nhiệm vụ"})
        else:
            ready.append({"state": "missing", "text": "Chưa có nhiệm vụ nào", "url": f"{url}#nhiem-vu"})
        for value in self.to_fill:
            note = "Điền được cả sau khi tạo phong trào" if value.key in ("number", "issued_on") else ""
            ready.append(
                {"state": "info", "text": f"Chưa có {value.label.lower()}", "url": f"{url}#{value.field}", "note": note}
            )
        if self.to_see:
            ready.append({"state": "info", "text": f"Còn {self.to_see} chỗ nên xem", "url": f"{url}#cau-truc"})
        left = self.total - self.checked
        text = f"Còn {left} mục chưa đối chiếu" if left else "Đã đối chiếu mọi mục"
        ready.append({"state": "info" if left else "done", "text": text, "url": f"{url}#cau-truc" if left else ""})
        return ready


def _shown(key: str, value: Any) -> str | list[str]:
    """A single value in words."""
    if key == "issued_on":
        return format_date(value) if value else ""
    if key == "signature":
        return [value[part] for part in ("on_behalf_of", "role", "name") if value.get(part)]
    if key == "recipients":
        return list(value)
    return str(value) if value else ""


def _facts(item: DirectiveItem) -> list[tuple[str, str]]:
    """What a piece says beside its text."""
    facts = []
    if item.kind == ItemKind.TARGET:
        amount = format_number(item.value)
        if item.value_to is not None:
            amount = f"{amount} – {format_number(item.value_to)}"
        unit = f"{item.unit_of_measure}" if item.unit_of_measure == "%" else f" {item.unit_of_measure}"
        facts.append(("Giá trị", f"{amount}{unit}".strip() if item.value is not None else "chưa rõ"))
        facts.append(("Chiều", _DIRECTIONS.get(item.direction, "chưa rõ")))
    if item.kind in (ItemKind.DUTY, ItemKind.DEADLINE) and (item.due_on or item.kind == ItemKind.DEADLINE):
        facts.append(("Thời hạn", format_date(item.due_on) if item.due_on else "chưa rõ ngày"))
    return facts
