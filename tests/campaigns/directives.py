"""Short directives for tests."""

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ NAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/CT-UBND
Hà Nam, ngày 10 tháng 01 năm 2023
"""
TITLE = """CHỈ THỊ
Phát động phong trào thi đua yêu nước năm 2023
"""
PREAMBLE = """Năm 2023 là năm giữa nhiệm kỳ, Ủy ban nhân dân tỉnh phát động phong trào thi đua với các nội dung sau:
"""
TAIL = """Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trương Quốc Huy
"""
TASKS = """I. Nội dung thi đua
1. Thi đua lao động giỏi.
2. Thi đua học tập tốt.
"""
DUTIES = """II. Tổ chức thực hiện
1. Sở Nội vụ hướng dẫn, theo dõi.
2. Các sở, ban, ngành xây dựng kế hoạch.
"""


def directive(body: str, *, head: str = HEAD, title: str = TITLE, preamble: str = PREAMBLE, tail: str = TAIL) -> str:
    return "\n".join([head, title, preamble, body, tail])


def with_content(items: str) -> str:
    """A directive whose section on contents holds these items."""
    return directive(f"I. Nội dung thi đua\n{items}\n{DUTIES}")


def with_duties(items: str) -> str:
    """A directive whose section on carrying out holds these items."""
    return directive(f"{TASKS}II. Tổ chức thực hiện\n{items}")
