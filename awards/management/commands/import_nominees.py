"""Read a list of nominees from a spreadsheet; keep it as draft lines with --commit."""

from awards.import_specs import NOMINEE_LIST
from awards.services.list_import import check_nominees, commit_nominees
from emulation.base.management.import_command import ImportCommand
from emulation.base.spreadsheets import ImportResult


class Command(ImportCommand):
    help = (
        "Đọc danh sách đề nghị khen thưởng từ tệp .xlsx hoặc .csv; có --commit mới ghi, một lỗi thì không ghi dòng nào."
    )
    spec = NOMINEE_LIST

    def check_stored(self, result: ImportResult) -> None:
        check_nominees(result)

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        commit_nominees(result, by=None, accept_conversion=accept_conversion)
