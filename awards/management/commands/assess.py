"""Assess one proposal: eligible or not, each finding with its article, dossier, vote, money. Needs no database."""

from awards.eligibility import Refused, assess
from emulation.base.management.contract_command import ContractCommand

VERDICTS = {
    "eligible": "Đủ điều kiện.",
    "not_eligible": "Không đủ điều kiện.",
    "on_hold": "Tạm dừng xét.",
    "manual_review": "Cần người có thẩm quyền xem xét.",
}


class Command(ContractCommand):
    help = "Kiểm tra điều kiện khen thưởng từ một tệp JSON: từng điều kiện, căn cứ, hồ sơ; không dùng cơ sở dữ liệu."
    refusal = Refused

    def answer(self, document) -> dict:
        return assess(document)

    def summary(self, answer: dict) -> list[str]:
        found = [f"{item['rule']}. {item['message']} Căn cứ: {item['basis']}." for item in answer["findings"]]
        return [VERDICTS[answer["verdict"]], *found]

    def remarks(self, answer: dict) -> list[str]:
        return [warning["message"] for warning in answer["warnings"]]
