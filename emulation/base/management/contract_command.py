"""What `score_table`, `tally` and their like have in common: a JSON document in, one JSON object out, no database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser


class Unreadable(Exception):
    """The file holds no JSON document; the text says why, for people."""


class KeyTwice(Exception):
    """One key written twice in an object: a reader that takes the last would lose the first in silence."""


class ContractCommand(BaseCommand):
    """Answer a document by a pure function; exit 0 when answered, 1 when it is refused."""

    requires_system_checks: list[str] = []
    requires_migrations_checks = False
    refusal: type[Exception]

    def answer(self, document) -> dict:
        """The pure function. Raises `refusal`, whose `faults` have `path` and `message`."""
        raise NotImplementedError

    def summary(self, answer: dict) -> list[str]:
        """The answer for people, where no JSON was asked for."""
        raise NotImplementedError

    def remarks(self, answer: dict) -> list[str]:
        """Sentences that go with an answer, on stderr."""
        return []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp JSON, mã hóa UTF-8")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args, file: Path, json: bool, **options) -> None:
        try:
            answer = self.answer(read_document(file))
        except Unreadable as error:
            self._refuse([("", str(error))], as_json=json)
        except self.refusal as error:
            self._refuse([(fault.path, fault.message) for fault in error.faults], as_json=json)
        self._write(dumps(answer) if json else "\n".join(self.summary(answer)))
        for remark in self.remarks(answer):
            self.stderr.write(remark)

    def _refuse(self, faults: list[tuple[str, str]], *, as_json: bool) -> None:
        if as_json:
            self._write(dumps({"errors": [{"path": path, "message": message} for path, message in faults]}))
        for path, message in faults:
            self.stderr.write(f"{path}: {message}" if path else message)
        sys.exit(1)

    def _write(self, text: str) -> None:
        self.stdout.write(text)


def dumps(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def read_document(file: Path):
    """The JSON document in a file; numbers with a fraction stay visible as such and are refused by their readers."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"Không mở được tệp {file}, hãy kiểm tra đường dẫn và quyền đọc.") from error
    except UnicodeDecodeError as error:
        raise Unreadable("Tệp không phải văn bản mã hóa UTF-8. Hãy lưu lại tệp bằng UTF-8.") from error
    try:
        document = json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_key_once)
        dumps(document).encode()
    except RecursionError as error:
        raise Unreadable("Tệp JSON có quá nhiều cấp lồng nhau.") from error
    except KeyTwice as error:
        raise Unreadable(f"Khóa “{error}” được ghi hai lần trong cùng một nhóm, không rõ lấy giá trị nào.") from error
    except ValueError as error:  # also half a character (surrogate) and a number of thousands of digits
        raise Unreadable(f"Tệp không phải JSON đúng quy cách. {_place(error)}".strip()) from error
    return document


def _each_key_once(pairs: list[tuple[str, object]]) -> dict:
    found = {}
    for key, value in pairs:
        if key in found:
            raise KeyTwice(key)
        found[key] = value
    return found


def _no_number(text: str):
    raise ValueError(f"{text} is no JSON number")


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"Hãy xem dòng {error.lineno}, cột {error.colno}."
    return ""
