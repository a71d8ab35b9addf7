"""Read a list of units from a spreadsheet; write it with --commit."""

from emulation.base.management.import_command import ImportCommand
from emulation.base.spreadsheets import ImportResult
from organisations.services.unit_import import check_units, commit_units
from organisations.unit_import import UNIT_LIST


class Command(ImportCommand):
    help = "Đọc danh sách đơn vị từ tệp .xlsx hoặc .csv; chỉ ghi khi có --commit, có một lỗi thì không ghi dòng nào."
    spec = UNIT_LIST

    def check_stored(self, result: ImportResult) -> None:
        check_units(result)

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        commit_units(result, by=None, accept_conversion=accept_conversion)
