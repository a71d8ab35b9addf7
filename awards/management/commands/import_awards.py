"""Read a list of decided awards from a spreadsheet; write it with --commit."""

from awards.import_specs import AWARD_LIST
from awards.selectors.listed_names import check_names
from emulation.base.management.import_command import ImportCommand
from emulation.base.spreadsheets import ImportResult


class Command(ImportCommand):
    help = "Đọc danh sách khen thưởng đã có quyết định từ tệp .xlsx hoặc .csv; có một lỗi thì không ghi dòng nào."
    spec = AWARD_LIST

    def check_stored(self, result: ImportResult) -> None:
        check_names(result)

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        check_names(result)
        if result.ok:
            result.refuse("Sổ khen thưởng chưa có trong hệ thống nên chưa ghi được. Hãy đọc thử, không dùng --commit.")
