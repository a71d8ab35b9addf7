"""Score a criteria table with raw inputs: points, totals, violations, ranking. Needs no database."""

from campaigns.scoring import Refused, score_table
from emulation.base.management.contract_command import ContractCommand


class Command(ContractCommand):
    help = "Tính điểm và xếp hạng theo bảng tiêu chí từ một tệp JSON; không dùng cơ sở dữ liệu."
    refusal = Refused

    def answer(self, document) -> dict:
        return score_table(document)

    def summary(self, answer: dict) -> list[str]:
        return [_line(place) for place in answer["ranking"]] or ["Chưa có đơn vị nào để tính điểm."]

    def remarks(self, answer: dict) -> list[str]:
        return [violation["message"] for violation in answer["violations"]]


def _line(place: dict) -> str:
    rank = "không xếp hạng" if place["rank"] is None else f"hạng {place['rank']}"
    notes = [place["level"], ", ".join(place["not_ranked"]), "đồng hạng" if place["tied_with"] else None]
    ending = "".join(f"; {note}" for note in notes if note)
    return f"{place['unit']}: {place['total'].replace('.', ',')} điểm, {rank}{ending}"
