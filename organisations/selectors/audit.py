"""Reading the record of changes: which rows a person may read, filters, changes in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import CharField, Min, Q, QuerySet
from django.db.models.functions import Cast

from emulation.base import clock, vietnamese
from emulation.base.models import AuditEntry
from organisations import panels
from organisations.enums import BlocRole, Role, SuccessionKind, UnitKind
from organisations.models import Unit


def visible_entries(user) -> QuerySet[AuditEntry]:
    """Rows about objects that the person may see: an object hidden from the person hides its rows, too (B62)."""
    rows = AuditEntry.objects.all()
    for model in apps.get_models():
        if hasattr(model._default_manager, "visible_to"):
            kind = ContentType.objects.get_for_model(model)
            rows = rows.exclude(Q(content_type=kind) & Q(object_id__in=_hidden(model, user)))
    return rows.order_by("-at", "-pk")


def _hidden(model: type[models.Model], user) -> QuerySet:
    seen = model._default_manager.visible_to(user).order_by().values("pk")
    hidden = model._default_manager.exclude(pk__in=seen).order_by()
    return hidden.annotate(_key=Cast("pk", CharField())).values("_key")


def recorded_kinds() -> list[ContentType]:
    """Kinds of object with at least one row."""
    ids = AuditEntry.objects.order_by().values("content_type").distinct()
    return list(ContentType.objects.filter(pk__in=ids))


def kind_label(kind: ContentType) -> str:
    """What a kind of object is called on screen."""
    model = kind.model_class()
    if model is None:
        return kind.model
    name = str(model._meta.verbose_name)
    return NAMES.get(model._meta.label_lower) or name[:1].upper() + name[1:]


# Words for kinds of object (glossary); the apps above add theirs with `name_kind`.
NAMES = {
    "organisations.unit": "Đơn vị",
    "organisations.bloc": "Khối thi đua",
    "organisations.user": "Tài khoản",
    "official.officialdocument": "Văn bản",
    "official.officialtemplate": "Mẫu văn bản",
    "official.numberbook": "Sổ văn bản",
}


def name_kind(model: str, label: str) -> None:
    """Say what objects of a model are called on screen."""
    NAMES[model] = label


# Moves that are kept with an object and change a part of it: (object, move) -> the model of the part.
PARTS: dict[tuple[str, str], str] = {}


def name_part(model: str, action: str, part: str) -> None:
    """Say which model the fields of a move belong to, before the object's own."""
    PARTS[model, action] = part


def filter_entries(
    rows: QuerySet[AuditEntry],
    *,
    person: str = "",
    kind: int | None = None,
    action: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    text: str = "",
) -> QuerySet[AuditEntry]:
    """The filters of the page. Words match without accents; days are Vietnamese days and count whole."""
    for word in vietnamese.search_key(person).split():
        rows = rows.filter(actor_name__iregex=vietnamese.search_pattern(word))
    if kind:
        rows = rows.filter(content_type_id=kind)
    if action:
        rows = rows.filter(action=action)
    if since:
        rows = rows.filter(at__gte=clock.moment(since, 0))
    if until:
        rows = rows.filter(at__lte=clock.end_of(until))
    for word in vietnamese.search_key(text).split():
        pattern = vietnamese.search_pattern(word)
        rows = rows.filter(Q(object_label__iregex=pattern) | Q(label__iregex=pattern) | Q(note__iregex=pattern))
    return rows


def action_choices() -> list[tuple[str, str]]:
    """Moves with at least one row, each with words: a label that was kept with it."""
    pairs = AuditEntry.objects.order_by("action").values_list("action").annotate(Min("label"))
    return sorted(((action, ACTIONS.get(action, label)) for action, label in pairs), key=lambda pair: pair[1])


# Moves whose kept label names an object.
ACTIONS = {
    "grant": "Giao vai trò",
    "end_role": "Thôi vai trò",
    "seat": "Xếp đơn vị vào khối",
    "unseat": "Thôi vai trò trong khối",
    "create": "Thêm, lập, tạo",
    "update": "Sửa",
    "succeed": "Kế thừa đơn vị",
    "succeeded": "Được đơn vị khác kế thừa",
    "task": "Sửa nhiệm vụ",
    "duty": "Sửa phân công",
    "indicator": "Sửa chỉ tiêu",
    "target": "Giao chỉ tiêu",
    "period": "Đặt kỳ",
    "attach": "Đính kèm minh chứng",
    "detach": "Bỏ minh chứng",
    "item": "Sửa mục của chỉ thị",
    "copy": "Chép từ phong trào cũ",
    "extend": "Gia hạn cho đơn vị",
    "remind": "Nhắc đơn vị chậm",
    "campaign": "Tạo phong trào từ chỉ thị",
}


_CHOICES = {
    "role": dict(BlocRole.choices) | dict(Role.choices),
    "succession": dict(SuccessionKind.choices),
}


# --- Changes in words -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Change:
    """One field: what it was, what it is. `old` is None where only the new value was kept."""

    field: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Line:
    """One row of the page."""

    entry: AuditEntry
    kind: str
    url: str
    changes: list[Change]


def lines(entries: Iterable[AuditEntry], user: Any) -> list[Line]:
    """Rows of one page, readable for this person. One query for names of units, whatever the number of rows; none where there are none."""
    entries = list(entries)
    kinds = {pk: ContentType.objects.get_for_id(pk) for pk in {e.content_type_id for e in entries}}
    units = _unit_names(entries)
    return [_line(entry, kinds[entry.content_type_id], units, user) for entry in entries]


def _line(entry: AuditEntry, kind: ContentType, units: dict[int, str], user: Any) -> Line:
    model = kind.model_class()
    label = f"{kind.app_label}.{kind.model}"
    url = panels.page_of(label, entry.object_id, user)
    part = PARTS.get((label, entry.action))
    owners = tuple(owner for owner in (part and apps.get_model(part), model) if owner)
    return Line(entry, kind_label(kind), url, changes_of(entry, owners, units))


def _unit_names(entries: list[AuditEntry]) -> dict[int, str]:
    ids: set[int] = set()
    for entry in entries:
        kept = entry.changes if isinstance(entry.changes, dict) else {}
        listed = _as_list(kept.get("units"))
        pieces = listed if _is_pair_of_lists(listed) else [listed]
        named = [kept.get("unit"), *(pk for piece in pieces for pk in piece[:_MOST_NAMES])]
        ids |= {pk for pk in named if isinstance(pk, int)}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "official_name")) if ids else {}


def _is_pair_of_lists(value: list) -> bool:
    """Before and after of a list, as audit.difference keeps them."""
    return len(value) == 2 and all(isinstance(v, list) for v in value)


def _as_list(value: Any) -> list:
    return value if isinstance(value, list) else []


_MOST_NAMES = 5
# Moves whose label already names the role and the unit.
_LABEL_SAYS = frozenset({"grant", "end_role", "seat", "unseat"})
_SAID_BY_LABEL = frozenset({"role", "unit"})
# What a program needs and a reader does not.
_NOT_SHOWN = frozenset({"from", "to", "sha256", "version", "sort_key", "search_key", "comparison_key", "period"})
# Names of values that are no field of the object itself; the apps above add theirs with `name_word`.
_WORDS = {
    "from": "Trạng thái",
    "to": "Trạng thái",
    "on": "Từ ngày",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "valid_from": "Hiệu lực từ",
    "valid_to": "Hiệu lực đến",
    "until": "Đến ngày",
    "reason": "Lý do",
    "basis": "Căn cứ",
    "username": "Tên đăng nhập",
    "succession": "Cách thay đổi",
    "number": "Lần gửi",
    "fields": "Số chỗ đã sửa",
    "units": "Đơn vị",
    "blocs": "Số khối",
    "kinds": "Loại hình đơn vị",
    "value": "Giá trị",
    "title": "Tên",
    "text": "Nội dung",
    "unit_of_measure": "Đơn vị tính",
    "value_to": "Đến",
    "direction": "Chiều",
    "due_on": "Thời hạn",
    "responsible": "Đơn vị thực hiện",
    "rules": "Đơn vị tham gia",
    "flags": "Phần cần sửa",
}


def name_word(name: str, label: str) -> None:
    """Say what a kept value that is no field of its object is called on screen."""
    _WORDS[name] = label


def changes_of(entry: AuditEntry, owners: tuple[type[models.Model], ...], units: dict[int, str]) -> list[Change]:
    """The kept changes as field, old, new, in words: of the first owner that has the field; what is not known stays as kept."""
    kept = entry.changes if isinstance(entry.changes, dict) else {"": entry.changes}
    found = []
    if "from" in kept and "to" in kept:
        found.append(Change("Trạng thái", _word(owners, "state", kept["from"]), _word(owners, "state", kept["to"])))
    said = _SAID_BY_LABEL if entry.action in _LABEL_SAYS else ()
    for name, value in kept.items():
        if name not in _NOT_SHOWN and name not in said:
            found.append(_change(owners, name, value, units))
    return [change for change in found if change.new or change.old]


def _change(owners, name: str, value: Any, units: dict[int, str]) -> Change:
    label = _field_label(owners, name)
    if name == "unit" and isinstance(value, int):
        return Change(label, None, units.get(value, str(value)))
    if name == "flags" and isinstance(value, dict):  # by the id of the section, which says nothing to a reader
        return Change(label, None, "; ".join(filter(None, value.values())) or str(len(value)))
    if name in _LISTS and isinstance(value, list):
        if _is_pair_of_lists(value):
            old, new = (_LISTS[name](v, units) for v in value)
            return Change(label, old or "(trống)", new or "(trống)")
        return Change(label, None, _LISTS[name](value, units))
    if isinstance(value, list) and len(value) == 2:
        old, new = (_word(owners, name, v) for v in value)
        return Change(label, old or "(trống)", new or "(trống)")
    return Change(label, None, _word(owners, name, value))


def _named_units(ids: list, units: dict[int, str]) -> str:
    names = [units.get(pk, str(pk)) for pk in ids[:_MOST_NAMES]]
    more = len(ids) - len(names)
    return ", ".join(names) + (f" và {more} đơn vị khác" if more else "")


_LISTS = {
    "units": _named_units,
    "blocs": lambda ids, units: str(len(ids)) if ids else "",
    "fields": lambda names, units: str(len(names)),
    "kinds": lambda kinds, units: ", ".join(str(dict(UnitKind.choices).get(kind, kind)) for kind in kinds),
}


def _field_of(owners, name: str):
    for model in owners:
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if hasattr(found, "verbose_name"):  # not a relation from elsewhere
            return found
    return None


def _field_label(owners, name: str) -> str:
    found = _field_of(owners, name)
    if found is not None:
        text = str(found.verbose_name)
        return text[:1].upper() + text[1:]
    return _WORDS.get(name, name.replace("_", " "))


def _word(owners, name: str, value: Any) -> str:
    """A stored value as people read it: the words of a choice, a day, yes and no, an empty value as nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    choices = dict(getattr(_field_of(owners, name), "flatchoices", None) or ())
    choices = choices or _CHOICES.get(name, {})
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(v)}" for name, v in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value)
    text = str(value)
    try:
        return vietnamese.format_date(dt.date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
