"""Count a ballot: quorum, threshold, each nominee's result in words. Needs no database."""

from awards.voting import Refused, tally
from emulation.base.management.contract_command import ContractCommand


class Command(ContractCommand):
    help = "Kiểm phiếu từ một tệp JSON: số thành viên tối thiểu, tỷ lệ cần đạt, kết quả; không dùng cơ sở dữ liệu."
    refusal = Refused

    def answer(self, document) -> dict:
        return tally(document)

    def summary(self, answer: dict) -> list[str]:
        quorum = answer["quorum"]
        met = "đủ" if quorum["met"] else "không đủ"
        first = f"Dự họp {quorum['present']} người, cần {quorum['required']}: {met} số thành viên tối thiểu."
        return [first, *(f"{nominee['id']}. {nominee['sentence']}" for nominee in answer["nominees"])]

    def remarks(self, answer: dict) -> list[str]:
        return [warning["message"] for warning in answer["warnings"]]
