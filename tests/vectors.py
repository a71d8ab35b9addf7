"""Comparing an answer with the partial expectation of a vector (`tests/cases/vectors/<command>/NN_name.json`).

Objects: recursively, keys not expected are nobody's business. A list of scalars: equal, in order. A list of objects:
each expected one must be found, by the key of its list or else by all its fields. `X__len`, `X__none`, `X__contains`.
"""

import json
import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent / "cases" / "vectors"
KEYS = {
    "units": "id",
    "parts": "node",
    "criteria": "node",
    "ranking": "unit",
    "findings": "rule",
    "documents": "code",
    "nominees": "id",
    "errors": "path",
}


def vectors(command: str) -> list:
    """One parameter per file of the command's folder."""
    found = sorted((FOLDER / command).glob("*.json"))
    assert found, f"no vectors of {command}"
    return [pytest.param(json.loads(path.read_text(encoding="utf-8")), id=path.stem) for path in found]


def differences(expected, found, path: str = "", name: str = "") -> list[str]:
    """Where the answer is not what was expected; nothing if it holds."""
    if isinstance(expected, dict):
        return _of_object(expected, found, path)
    if isinstance(expected, list) and any(isinstance(item, dict) for item in expected):
        return [line for item in expected for line in _of_item(item, found, path, name)]
    if type(expected) is type(found) and expected == found:
        return []
    return [f"{path}: expected {expected!r}, found {found!r}"]


def _of_object(expected: dict, found, path: str) -> list[str]:
    if not isinstance(found, dict):
        return [f"{path}: expected an object, found {found!r}"]
    lines = []
    for key, value in expected.items():
        name, _, special = key.partition("__")
        if name not in found:
            lines.append(f"{path}.{name}: absent")
        elif special:
            lines += _of_special(special, value, found[name], f"{path}.{name}", name)
        else:
            lines += differences(value, found[name], f"{path}.{name}", name)
    return lines


def _of_special(special: str, value, found, path: str, name: str) -> list[str]:
    if special == "len":
        return [] if len(found) == value else [f"{path}: expected {value} elements, found {len(found)}: {found!r}"]
    if special == "none":
        return [f"{path}: {item!r} must not be there" for item in value if _is_among(item, found, name)]
    assert special == "contains", special
    return [f"{path}: {piece!r} not in {found!r}" for piece in value if _plain(piece) not in _plain(found)]


def _is_among(item, found: list, name: str) -> bool:
    return not _of_item(item, found, "", name) if isinstance(item, dict) else item in found


def _of_item(item: dict, found, path: str, name: str) -> list[str]:
    if not isinstance(found, list):
        return [f"{path}: expected a list, found {found!r}"]
    key = KEYS.get(name)
    if key in item:
        place = f"{path}[{key}={item[key]}]"
        named = [other for other in found if other.get(key) == item[key]]
        return differences(item, named[0], place) if named else [f"{place}: absent"]
    return [] if any(not differences(item, other) for other in found) else [f"{path}: no element like {item!r}"]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
