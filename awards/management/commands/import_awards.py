"""Read a list of decided awards from a spreadsheet; write it with --commit."""

from awards.import_specs import AWARD_LIST
from awards.services.list_import import check_awards, commit_awards
from emulation.base.management.import_command import ImportCommand
from emulation.base.spreadsheets import ImportResult


class Command(ImportCommand):
    help = "Đọc danh sách khen thưởng đã có quyết định từ tệp .xlsx hoặc .csv; có --commit mới ghi, một lỗi thì không ghi dòng nào."
    spec = AWARD_LIST

    def check_stored(self, result: ImportResult) -> None:
        check_awards(result)

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        commit_awards(result, by=None, accept_conversion=accept_conversion)
