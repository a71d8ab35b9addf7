"""What `import_units`, `import_awards`, `import_criteria` have in common as commands."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from emulation.base.spreadsheets import ImportResult, ListSpec, read_path


class ImportCommand(BaseCommand):
    """Read a list from a file; write it only with --commit, and then all of it or nothing."""

    spec: ListSpec
    accepts = ".xlsx hoặc .csv"

    def read(self, path: Path) -> ImportResult:
        """What stands in the file."""
        return read_path(path, self.spec)

    def check_stored(self, result: ImportResult) -> None:
        """Add to the result what only stored rows can tell; write nothing."""
        raise NotImplementedError

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        """Check and write in one transaction."""
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help=f"tệp {self.accepts}")
        parser.add_argument("--commit", action="store_true", help="ghi vào hệ thống; không có thì chỉ đọc thử")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument(
            "--accept-conversion", action="store_true", help="đã đọc lại chữ chuyển từ bảng mã cũ (TCVN3, VNI)"
        )

    def handle(self, *args, **options):
        result = self.read(Path(options["file"]))
        if not result.refused:
            if options["commit"]:
                self._need_tables()
                self.write(result, accept_conversion=options["accept_conversion"])
            else:
                self._check_if_possible(result)
        if options["json"]:
            self.stdout.write(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
        self._tell(result)
        if not result.ok:
            raise CommandError(self._failure(result))

    def _need_tables(self) -> None:
        """Writing needs a database with the tables of today's code."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                "Cơ sở dữ liệu chưa được tạo hoặc chưa cập nhật. Hãy chạy manage.py migrate rồi làm lại."
            )

    def _check_if_possible(self, result: ImportResult) -> None:
        """A dry run also works before the database is made."""
        try:
            with transaction.atomic():
                self.check_stored(result)
        except DatabaseError:
            self.stderr.write("Lưu ý. Chưa có cơ sở dữ liệu nên chưa đối chiếu với dữ liệu đã lưu.", self.style.WARNING)

    def _tell(self, result: ImportResult) -> None:
        for fault in result.errors:
            self.stderr.write(f"Lỗi. {_sentence(fault)}")
        for fault in result.warnings:
            self.stderr.write(f"Lưu ý. {_sentence(fault)}", self.style.WARNING)
        if result.ok:
            counts = result.counts
            done = f"đã ghi {counts['written']} dòng mới" if result.committed else "chưa ghi gì (đọc thử)"
            self.stderr.write(f"Đọc {counts['read']} dòng, {counts['valid']} dòng đúng, {done}.", self.style.SUCCESS)

    def _failure(self, result: ImportResult) -> str:
        if result.refused:
            return "Không nhận tệp này, chưa ghi gì vào hệ thống."
        wrong = len(result.rows) - len(result.valid_rows)
        return f"{wrong} dòng có lỗi, chưa ghi gì vào hệ thống."


def _sentence(fault) -> str:
    value = f" (“{fault.value}”)" if fault.value else ""
    return f"{fault.place}{value}: {fault.message}"
