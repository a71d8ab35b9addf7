"""The checks a rule may ask for, each with its parameters and their types. `awards/law_data/README.md` tells them.

A row that uses another word, leaves out a parameter or writes it wrongly is refused when the rows are loaded.
"""

from collections.abc import Callable, Mapping

from campaigns.scoring.figures import decimal_of, ratio_of

from .rows import LawDataError

RATINGS = ("KHT", "HT", "HTT", "HTXS")  # from the lowest
SCOPES = ("co_so", "tinh", "toan_quoc")  # from the narrowest
LEVELS = ("unit", "commune", "province", "ministry", "pm")
ORGANISERS = ("province", "central", "unit")
OTHERWISE = ("no", "review")

Test = Callable[[object], bool]


def _whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _one_of(*options: str) -> Test:
    return lambda value: isinstance(value, str) and value in options


def _some_of(*options: str) -> Test:
    return lambda value: isinstance(value, list) and bool(value) and all(item in options for item in value)


def _texts(value) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_text, value))


def _ratio(value) -> bool:
    return isinstance(value, str) and ratio_of(value) is not None


def _movements(value) -> bool:
    return isinstance(value, list) and all(isinstance(case, dict) and _movement(case) for case in value)


def _movement(case: Mapping) -> bool:
    years = [case[key] for key in ("years_from", "years_under") if key in case]
    known = set(case) <= {"levels", "years_from", "years_under"}
    return known and _some_of(*LEVELS)(case.get("levels")) and all(decimal_of(value) is not None for value in years)


# Check → (parameters needed, parameters allowed besides).
CHECKS: dict[str, tuple[dict[str, Test], dict[str, Test]]] = {
    "rated": ({"at_least": _one_of(*RATINGS), "years": _whole}, {"if_recorded": lambda value: value is True}),
    "rated_years": ({"at_least": _one_of(*RATINGS), "count": _whole, "years": _whole}, {}),
    "chain": ({"award": _text, "years": _whole}, {}),
    "count": ({"award": _text, "count": _whole, "years": _whole}, {}),
    "had": ({"award": _text}, {}),
    "granted": ({"awards": _texts}, {}),
    "initiatives": ({"scope": _one_of(*SCOPES), "count": _whole}, {"years": _whole}),
    "months": ({"at_least": _whole}, {}),
    "share": ({"part": _text, "whole": _text}, {"at_least": _ratio, "more_than": _ratio}),
    "persons": ({"fact": _text}, {"at_least": _whole, "at_most": _whole}),
    "flag": ({"fact": _text}, {}),
    "bloc_lead": ({"organised_by": _some_of(*ORGANISERS)}, {"review": _some_of(*ORGANISERS)}),
    "movement": ({"other": _one_of(*OTHERWISE)}, {"yes": _movements, "no": _movements, "why": _text}),
    "quota": ({"part": _text, "whole": _text, "config": _text}, {"ratio": _ratio, "why": _text}),
    "review": ({"why": _text}, {}),
    "any": ({"of": lambda value: isinstance(value, list) and len(value) > 1}, {}),
    "all": ({"of": lambda value: isinstance(value, list) and len(value) > 1}, {}),
}
EITHER = {"share": ("at_least", "more_than"), "persons": ("at_least", "at_most")}  # exactly one of these


def verify(op: str, params: Mapping, where: str) -> None:
    """LawDataError if a check is not written as the vocabulary says; conditions inside conditions as well."""
    if op not in CHECKS:
        raise LawDataError(f"{where}: unknown check {op!r}")
    needed, allowed = CHECKS[op]
    for key, test in needed.items():
        if key not in params or not test(params[key]):
            raise LawDataError(f"{where}: {op} needs a good {key!r}")
    for key in params.keys() - needed.keys():
        if key not in allowed or not (params[key] is None or allowed[key](params[key])):
            raise LawDataError(f"{where}: {op} does not take {key!r} = {params[key]!r}")
    if op in EITHER and sum(key in params for key in EITHER[op]) != 1:
        raise LawDataError(f"{where}: {op} needs one of {EITHER[op]}")
    for inner in params.get("of", ()):
        verify(inner.get("op"), {key: value for key, value in inner.items() if key != "op"}, where)
