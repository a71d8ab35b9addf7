"""Read a list of nominees from a spreadsheet."""

from awards.import_specs import NOMINEE_LIST
from awards.selectors.listed_names import check_names
from emulation.base.management.import_command import ImportCommand
from emulation.base.spreadsheets import ImportResult


class Command(ImportCommand):
    help = "Đọc danh sách đề nghị khen thưởng từ tệp .xlsx hoặc .csv; có một lỗi thì không ghi dòng nào."
    spec = NOMINEE_LIST

    def check_stored(self, result: ImportResult) -> None:
        check_names(result)

    def write(self, result: ImportResult, *, accept_conversion: bool) -> None:
        check_names(result)
        if result.ok:
            result.refuse(
                "Hồ sơ đề nghị khen thưởng chưa có trong hệ thống nên chưa ghi được danh sách này. "
                "Hãy đọc thử, không dùng --commit."
            )
