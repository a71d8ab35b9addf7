"""Vietnamese text: the only place that knows how it is written, compared, sorted and read.

Pure standard library. Nothing here asks the database or the clock.
"""

from .dates import (
    DateError,
    NoSuchDay,
    NotADate,
    PartialDate,
    ShortYear,
    format_date,
    format_datetime,
    format_time,
    parse_date,
)
from .legacy import convert_legacy, detect_legacy, has_unicode_vietnamese, looks_vietnamese
from .names import PersonName, missing_space, person_sort_key, split_person_name, titlecase_name
from .numbers import (
    AmbiguousNumber,
    NegativeNumber,
    NotANumber,
    NotWhole,
    NumberError,
    format_money,
    format_number,
    format_percent,
    parse_amount,
    parse_number,
)
from .text import (
    OUTLINE_LETTERS,
    escape_formula,
    fold,
    is_formula_like,
    normalise,
    one_line,
    search_key,
    sort_key,
)

__all__ = [
    "OUTLINE_LETTERS",
    "AmbiguousNumber",
    "DateError",
    "NegativeNumber",
    "NoSuchDay",
    "NotADate",
    "NotANumber",
    "NotWhole",
    "NumberError",
    "PartialDate",
    "PersonName",
    "ShortYear",
    "convert_legacy",
    "detect_legacy",
    "escape_formula",
    "fold",
    "format_date",
    "format_datetime",
    "format_money",
    "format_number",
    "format_percent",
    "format_time",
    "has_unicode_vietnamese",
    "is_formula_like",
    "looks_vietnamese",
    "missing_space",
    "normalise",
    "one_line",
    "parse_amount",
    "parse_date",
    "parse_number",
    "person_sort_key",
    "search_key",
    "sort_key",
    "split_person_name",
    "titlecase_name",
]
