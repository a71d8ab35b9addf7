"""Reading .xlsx part by part, as a stream: values, merged cells, hidden rows, formulas without a value.

Nothing is unpacked before the zip directory has been looked at, and only filled cells are kept.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from .grid import Merge, Refused, Sheet, parse_reference

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200

BROKEN = "Tệp hỏng hoặc bị cắt dở nên không đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại tệp."
PASSWORD = "Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu trong Excel, lưu lại rồi chọn lại tệp."  # noqa: S105
NOT_A_WORKBOOK = "Tệp này không phải bảng tính .xlsx. Hãy mở danh sách bằng Excel, lưu dạng .xlsx rồi chọn lại tệp."
SWOLLEN = "Tệp giải nén ra quá lớn nên không mở. Hãy chép riêng danh sách sang một tệp .xlsx mới rồi chọn lại."
_DAMAGE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError, IndexError, OSError)


def open_xlsx(data: bytes) -> Iterator[Sheet]:
    """Yield the visible sheets in order, each read when it is asked for; raise Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive)
            yield from _Workbook(archive).sheets()
    except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
        raise Refused(PASSWORD if "encrypted" in str(error) else BROKEN) from error


def _check_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PASSWORD)
    swollen = any(part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts)
    if swollen or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused(SWOLLEN)
    names = {part.filename.lstrip("/").lower() for part in parts}
    if not names & {"xl/workbook.xml", "_rels/.rels"} or names & {"word/document.xml", "ppt/presentation.xml"}:
        raise Refused(NOT_A_WORKBOOK)


class _Handler:
    """An expat handler that gets element names without prefix and the text of the elements it asks for."""

    TEXT = frozenset()

    def __init__(self):
        self.buffer = None

    def start(self, name: str, attributes: dict) -> None: ...

    def end(self, name: str, text: str) -> None: ...

    def _start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name in self.TEXT:
            self.buffer = []
        self.start(name, attributes)

    def _end(self, name):
        name = name.rpartition(":")[2]
        text = ""
        if name in self.TEXT and self.buffer is not None:
            text, self.buffer = "".join(self.buffer), None
        self.end(name, text)

    def _text(self, text):
        if self.buffer is not None:
            self.buffer.append(text)

    def read(self, stream) -> "_Handler":
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.ParseFile(stream)
        return self


def _no_doctype(*_args) -> None:
    raise Refused(BROKEN)  # no spreadsheet program writes one; entities are only good for attacks


class _Attributes(_Handler):
    """Collects the attributes of some elements."""

    def __init__(self, *names: str):
        super().__init__()
        self.found: dict[str, list[dict]] = {name: [] for name in names}

    def start(self, name, attributes):
        if name in self.found:
            self.found[name].append({key.rpartition(":")[2]: value for key, value in attributes.items()})


class _Strings(_Handler):
    """The shared strings: runs joined, phonetic guides left out."""

    TEXT = frozenset({"t"})

    def __init__(self):
        super().__init__()
        self.strings: list[str] = []
        self.parts: list[str] = []
        self.phonetic = False

    def start(self, name, attributes):
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.phonetic = True

    def end(self, name, text):
        if name == "t" and not self.phonetic:
            self.parts.append(text)
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.strings.append(_unescape("".join(self.parts)))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class _Styles(_Handler):
    """Which cell styles show a number as a date."""

    def __init__(self):
        super().__init__()
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self.inside = False

    def start(self, name, attributes):
        if name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.formats.append(int(attributes.get("numFmtId", 0)))

    def end(self, name, text):
        if name == "cellXfs":
            self.inside = False

    def dates(self) -> frozenset[int]:
        return frozenset(index for index, code in enumerate(self.formats) if self._is_date(code))

    def _is_date(self, code: int) -> bool:
        if 27 <= code <= 36 or 50 <= code <= 58:  # dates of East Asian locales, not in the table of names
            return True
        return is_date_format(self.codes.get(code) or BUILTIN_FORMATS.get(code, ""))


class _SheetReader(_Handler):
    TEXT = frozenset({"v", "f", "t"})

    def __init__(self, sheet: Sheet, strings: list[str], dates: frozenset[int], epoch):
        super().__init__()
        self.sheet, self.strings, self.dates, self.epoch = sheet, strings, dates, epoch
        self.row = self.column = 0
        self.phonetic = False

    def start(self, name, attributes):
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
                self.sheet.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.sheet.merges.append(Merge(*parse_reference(first), *parse_reference(last or first)))
        elif name == "rPh":
            self.phonetic = True

    def _start_cell(self, attributes):
        self.column += 1
        if "r" in attributes:
            self.row, self.column = parse_reference(attributes["r"])
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s") or 0)
        self.value = self.formula = None
        self.inline = []

    def end(self, name, text):
        if name == "v":
            self.value = text
        elif name == "f":
            self.formula = f"={text}"
        elif name == "t" and not self.phonetic:
            self.inline.append(text)
        elif name == "rPh":
            self.phonetic = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self):
        if self.kind == "inlineStr":
            self.sheet.add(self.row, self.column, _unescape("".join(self.inline)))
        elif self.kind == "e":
            self.sheet.add(self.row, self.column, self.value or self.formula, "error")
        elif self.formula is not None and not self.value and self.kind != "str":
            self.sheet.add(self.row, self.column, self.formula, "formula")
        elif self.formula is not None and self.value is None:
            self.sheet.add(self.row, self.column, self.formula, "formula")
        elif self.value:
            self.sheet.add(self.row, self.column, self._typed(self.value))

    def _typed(self, text: str):
        if self.kind == "s":
            return self.strings[int(text)]
        if self.kind == "b":
            return text.strip() in ("1", "true")
        if self.kind in ("str", "d"):
            return _unescape(text)
        number = float(text)
        if self.style in self.dates:
            return self._date(number)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _date(self, number: float):
        try:
            return from_excel(number, self.epoch)
        except (OverflowError, ValueError):
            return number


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.names = {name.lstrip("/").lower(): name for name in archive.namelist()}
        self.path = self._main_part()
        if self.path.lower().endswith(".bin") or self.path.lower() not in self.names:
            raise Refused(NOT_A_WORKBOOK)

    def sheets(self) -> Iterator[Sheet]:
        book = self._read(self.path, _Attributes("sheet", "workbookPr"))
        relations = self._relations(self.path)
        mac = any(p.get("date1904") in ("1", "true") for p in book.found["workbookPr"])
        strings, dates = self._strings(relations), self._dates(relations)
        for entry in book.found["sheet"]:
            kind, path = relations.get(entry.get("id"), ("", ""))
            if kind != "worksheet" or entry.get("state", "visible") != "visible":
                continue
            sheet = Sheet(entry.get("name") or "")
            epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
            self._read(path, _SheetReader(sheet, strings, dates, epoch))
            yield sheet

    def _main_part(self) -> str:
        if "_rels/.rels" in self.names:
            found = self._read("_rels/.rels", _Attributes("Relationship")).found["Relationship"]
            for relation in found:
                if relation.get("Type", "").endswith("/officeDocument"):
                    return relation["Target"].lstrip("/")
        return "xl/workbook.xml"

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(path)
        found = self._read(f"{folder}/_rels/{name}.rels", _Attributes("Relationship")).found["Relationship"]
        return {
            r["Id"]: (r["Type"].rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, r["Target"]))[1:])
            for r in found
        }

    def _strings(self, relations) -> list[str]:
        path = self._related(relations, "sharedStrings")
        return self._read(path, _Strings()).strings if path else []

    def _dates(self, relations) -> frozenset[int]:
        path = self._related(relations, "styles")
        return self._read(path, _Styles()).dates() if path else frozenset()

    def _related(self, relations, kind: str) -> str | None:
        return next((path for k, path in relations.values() if k == kind and path.lower() in self.names), None)

    def _read(self, path: str, handler):
        with self.archive.open(self.names[path.lower()]) as stream:
            return handler.read(stream)
