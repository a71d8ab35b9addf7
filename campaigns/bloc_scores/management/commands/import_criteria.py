"""Read a criteria table from a spreadsheet or a Word document; with --commit it becomes a draft."""

from pathlib import Path

from django.core.management.base import CommandError

from campaigns.bloc_scores.services.table_import import commit_criteria
from campaigns.bloc_scores.table_reader import CriteriaResult, read_path
from emulation.base.management.import_command import ImportCommand
from organisations.models import Bloc


class Command(ImportCommand):
    help = (
        "Đọc bảng tiêu chí chấm điểm từ tệp .xlsx hoặc .docx; có --commit mới lập bảng dự thảo. "
        "Tổng điểm không khớp chỉ được lưu ý, không ngăn việc ghi."
    )
    accepts = ".xlsx hoặc .docx"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="năm áp dụng")
        parser.add_argument("--bloc", help="mã hoặc tên khối của năm; không ghi thì lập thành bảng mẫu")

    def handle(self, *args, **options):
        self.year, self.bloc_name = options["year"], options["bloc"]
        super().handle(*args, **options)

    def read(self, path: Path) -> CriteriaResult:
        return read_path(path)

    def check_stored(self, result: CriteriaResult) -> None:
        """Nothing that is stored says anything about a new table."""

    def write(self, result: CriteriaResult, *, accept_conversion: bool) -> None:
        bloc = self._bloc() if self.bloc_name else None
        year = self.year or (bloc.year if bloc else None)
        commit_criteria(result, bloc=bloc, year=year, accept_conversion=accept_conversion)

    def _bloc(self) -> Bloc:
        rows = Bloc.objects.filter(year=self.year) if self.year else Bloc.objects.all()
        found = [bloc for bloc in rows if self.bloc_name in (bloc.code, bloc.name)]
        if len(found) != 1:
            raise CommandError(f"Có {len(found)} khối tên hoặc mã “{self.bloc_name}”. Hãy ghi đúng tên và thêm --year.")
        return found[0]
