"""Show what the reader understands of a directive. Needs no database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from campaigns.directive_files import read_directive_file
from campaigns.directive_reader import Reading
from emulation.base.documents import UnreadableDocument


class Command(BaseCommand):
    help = "Đọc chỉ thị, kế hoạch phát động thi đua (txt, docx, pdf có lớp chữ) và in ra những gì đã hiểu."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="JSON trên stdout; nếu bị từ chối có khóa error")

    def handle(self, *args, file: Path, json: bool, **options) -> None:
        try:
            reading = read_directive_file(_bytes_of(file), file.name)
        except UnreadableDocument as error:
            self._refuse(str(error), as_json=json)
        if json:
            self.stdout.write(_dumps(reading.to_dict()))
        else:
            self.stdout.write("\n".join(_summary(reading)))
        for note in [*reading.missing, *reading.doubts]:
            self.stderr.write(f"{note.key}: {note.sentence}")

    def _refuse(self, sentence: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(_dumps({"error": sentence}))
        self.stderr.write(sentence)
        sys.exit(1)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"Không mở được tệp {file}, hãy kiểm tra đường dẫn và quyền đọc.") from error


def _dumps(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _summary(reading: Reading) -> list[str]:
    number = f" số {reading.number}" if reading.number else ""
    issued = f" ngày {reading.issued_on:%d/%m/%Y}" if reading.issued_on else ""
    lines = [f"{reading.document_type}{number}{issued}", reading.title or "(không có tiêu đề)"]
    lines += [f"Tỉnh: {reading.province or '–'}   Năm: {reading.year or '–'}"]
    lines += [f"Chủ đề: {reading.theme or '–'}", f"Phương châm: {reading.motto or '–'}", ""]
    lines += [f"Nhiệm vụ {_label(task.number)}{task.title or task.text[:100]}" for task in reading.tasks]
    lines += [f"Phân công {_label(duty.number)}{duty.responsible or '(chưa rõ)'}" for duty in reading.duties]
    lines += [f"Chỉ tiêu: {target.text}" for target in reading.targets]
    lines += [f"Thời hạn {deadline.date or '(chưa đủ ngày)'}: {deadline.text}" for deadline in reading.deadlines]
    return lines


def _label(number: int | str | None) -> str:
    return f"{number}. " if number is not None else ""
