"""What a finding says to the clerk of a unit, word by word."""

import pytest

from awards.eligibility import assess
from awards.law import award_codes

from .proposals import FILED, found, idea, proposal, rated, work


def test_every_finding_speaks_and_names_its_article():
    for award in award_codes():
        for version in FILED:
            document = proposal(award, version=version, decider="CT_UBND_TINH", achievement_id="x")
            for finding in assess(document)["findings"]:
                assert finding["message"].endswith("."), finding
                assert ".." not in finding["message"], finding
                if finding["rule"] != "A-DECIDER":
                    assert finding["basis"], finding


def test_a_sentence_says_what_is_missing():
    finding = found(proposal("LDTT", subject={"ratings": rated(y2024="HTT")}), "T-LDTT-22/months")
    assert finding["message"] == (
        "Cần xem xét. Phải có từ 6 tháng công tác, tính cả thời gian nghỉ thai sản và điều trị; "
        "chưa ghi số tháng công tác. Cần bổ sung: số tháng công tác."
    )


@pytest.mark.parametrize(
    ("document", "rule", "message"),
    [
        (
            proposal("CSTDT", subject={"awards": work("CSTDCS", 2022, 2024)}),
            "T-CSTDT-22/chain",
            "Không đạt. Phải đạt “Chiến sĩ thi đua cơ sở” 3 năm liên tục tính đến năm 2024; "
            "hiện có 1 năm liên tục, thiếu năm 2023.",
        ),
        (
            proposal("LDTT", subject={"ratings": rated(y2024="HT")}),
            "T-LDTT-22/rating",
            "Không đạt. Năm 2024 phải xếp loại từ hoàn thành tốt nhiệm vụ trở lên; năm 2024 hoàn thành nhiệm vụ.",
        ),
        (
            proposal("BKT", "collective", subject={"ratings": rated(y2024="HTXS")}),
            "F-BKT-22-COL/merit",
            "Cần xem xét. Cần một trong các điều kiện: (1) 2 năm liên tục (2023-2024) phải xếp loại hoàn thành xuất sắc "
            "nhiệm vụ (hiện có 1 năm liên tục); (2) phải đạt “Tập thể lao động xuất sắc” 2 năm liên tục tính đến năm 2024 "
            "(hiện có 0 năm liên tục, thiếu năm 2024). Cần bổ sung: xếp loại năm 2023.",
        ),
        (
            proposal("BKT", version="L2003", subject={"ratings": rated(y2022="HTXS", y2023="HTXS")}),
            "F-BKT-03-IND/merit",
            "Không đạt. 2 năm liên tục (2022-2023) phải xếp loại hoàn thành xuất sắc nhiệm vụ (hiện có 2 năm liên tục) và "
            "phải có 2 sáng kiến, đề tài được công nhận phạm vi cơ sở trở lên, chưa dùng trong 2 năm (2022-2023) "
            "(hiện có 0 sáng kiến, đề tài dùng được).",
        ),
        (
            proposal("CSTDCS", version="L2003", subject={"unit": {"ldtt": 40, "cstdcs": 7}}),
            "T-CSTDCS-03/quota",
            "Không đạt. Số Chiến sĩ thi đua cơ sở của đơn vị không được quá 15% số Lao động tiên tiến; hiện là 7 trên 40.",
        ),
        (
            proposal("CTDCP", "collective", type="PHONG_TRAO", subject={"movement": {"level": "pm", "years": "4.5"}}),
            "T-CTDCP-22/movement",
            "Không đạt. Phong trào phải do Thủ tướng Chính phủ phát động từ 5 năm trở lên; "
            "phong trào do Thủ tướng Chính phủ phát động, thời gian 4,5 năm.",
        ),
        (
            proposal("TTLDXS", "collective", subject={"composition": {"members": 20, "completed": 19}}),
            "T-TTLDXS-22/share_completed",
            "Không đạt. Phải có 100% số người hoàn thành nhiệm vụ; hiện có 19/20 người (95%).",
        ),
        (
            proposal("CSTDT", subject={"initiatives": [idea(scope="tinh", certified=None)]}),
            "T-CSTDT-22/initiative",
            "Cần xem xét. Phải có 1 sáng kiến, đề tài được công nhận phạm vi tỉnh trở lên, chưa dùng; "
            "hiện có 0 sáng kiến, đề tài dùng được. Cần bổ sung: chứng nhận của sáng kiến.",
        ),
        (
            proposal("BKT", decider="CT_UBND_HUYEN"),
            "A-DECIDER",
            "Không đạt. Thẩm quyền quyết định tại ngày này: Chủ tịch Ủy ban nhân dân tỉnh; "
            "hồ sơ ghi Chủ tịch Ủy ban nhân dân cấp huyện.",
        ),
        (
            proposal("BKT", subject={"restrictions": [{"kind": "x", "from": "2024-01-01"}]}),
            "C-05",
            "Không đạt. Không đề nghị khi đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm toán hoặc xác minh đơn thư; "
            "đang có 1 việc chưa kết thúc, tạm dừng xét.",
        ),
    ],
)
def test_sentences(document, rule, message):
    assert found(document, rule)["message"] == message
