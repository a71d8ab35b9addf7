"""Criteria tables as they circulate, made in memory: a workbook and a Word document."""

import io

import docx

from tests.base.sheets import book

HEAD = ["TT", "Nội dung tiêu chí", "Cách tính điểm", "Điểm tối đa", "Điểm trừ", "Đơn vị chấm"]
ROWS = [
    ["ỦY BAN NHÂN DÂN TỈNH"],
    ["BẢNG TIÊU CHÍ CHẤM ĐIỂM THI ĐUA"],
    ["CÁC SỞ, BAN, NGÀNH NĂM 2023"],
    HEAD,
    [1, 2, 3, 4, 5, 6],
    ["I", "Nhiệm vụ chính trị", None, "60"],
    [1, "Chỉ tiêu kinh tế", "Thực hiện/kế hoạch x điểm tối đa. Vượt 1% được cộng 1% điểm tối đa, tối đa 10%", 20, None, "Sở Tài chính"],
    [2, "Hồ sơ đúng hạn", "Từ 98% trở lên: 10 điểm\nTừ 95% đến dưới 98%: 8 điểm\nDưới 95%: 5 điểm", 10],
    [3, "Giải quyết khiếu nại", None, 15],
    ["-", "Mỗi vụ quá hạn", None, None, 0.5],
    ["-", "Mỗi đơn vượt cấp trừ 1 điểm, tối đa 3 điểm"],
    ["", "Ghi chú: Tổng điểm trừ của mục 3 không quá 5 điểm"],
    [4, "Ban hành kế hoạch công tác năm", None, 15],
    ["", "- Có ban hành", None, 15],
    ["", "- Không ban hành", None, 0],
    ["II", "Công tác thi đua", None, "40"],
    ["1", "Gửi báo cáo", None, "10"],
    ["+", "Chậm từ 5 đến dưới 10 ngày: trừ 5 điểm"],
    ["+", "Chậm từ 10 ngày trở lên trừ 10 điểm"],
    ["2", "Phong trào thi đua", "Hội đồng xem xét mức độ sáng tạo, quy mô", 19.5],
    ["3", "Xếp loại tổ chức đảng", "Tốt: 10 điểm; Khá: 8 điểm", 10],
    ["", "Tổng cộng", None, 100],
    ["", "ĐIỂM THƯỞNG", None, 10],
    ["1", "Mỗi sáng kiến cấp tỉnh cộng 1 điểm, tối đa 5 điểm"],
    ["2", "Được tặng Cờ thi đua của Chính phủ", None, 5],
    ["", "ĐIỂM TRỪ"],
    ["1", "Lãnh đạo bị kỷ luật cảnh cáo: không đề nghị khen thưởng", None, -20],
    ["2", "Không gửi báo cáo tự chấm điểm thì không xếp loại"],
    ["", "TM. ỦY BAN NHÂN DÂN"],
]  # fmt: skip


def workbook(rows=ROWS, **options) -> bytes:
    """The table as an .xlsx."""
    return book(*rows, **options)


def simple(*rows, head=("STT", "Nội dung", "Điểm tối đa")) -> bytes:
    """A workbook with a head and these rows."""
    return book(list(head), *rows)


WORD_ROWS = [
    ("1", "Tiêu chuẩn 1: Nhiệm vụ chuyên môn", "8", "", ""),
    ("a", "Quản lý đất đai (Phòng Quản lý đất đai theo dõi)", "3", "", ""),
    ("a1", "Triển khai Luật Đất đai", "3", "", ""),
    ("a1.1", "Mỗi trường hợp chậm triển khai: trừ 0,5 điểm.", "", "", "- 0,5"),
    ("a1.2", "Mỗi trường hợp không phối hợp: trừ 0,5 điểm.", "", "", "-0.5"),
    ("", "Ghi chú: Tổng điểm trừ của mục a1 không quá 1,5 điểm", "", "", ""),
    ("b.", "Tài nguyên nước", "3", "", ""),
    ("b.1", "Thống kê đầy đủ giếng khoan", "3", "+ 0,5", ""),
    ("C", "Chỉ tiêu môi trường", "2", "", ""),
    ("C3.1", "Thu gom bao gói thuốc", "2", "", ""),
    ("C3.1", "- Có tổ chức", "2", "", ""),
    ("C3.1", "- Chưa tổ chức", "0", "", ""),
    ("2", "Tiêu chuẩn 2: Cải cách hành chính", "2", "", ""),
    ("2.1", "Ban hành kế hoạch trong tháng 1", "2", "", ""),
    ("", "Tổng cộng", "10", "", ""),
]


def word(rows=WORD_ROWS, split_at: int | None = None) -> bytes:
    """A Word document: title, a head of two rows with merged cells; `split_at` goes on in a second table."""
    document = docx.Document()
    for line in (
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "BẢNG ĐIỂM THI ĐUA TẬP THỂ",
        "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG CẤP HUYỆN",
    ):
        document.add_paragraph(line)
    table = document.add_table(2, 5)
    for column, name in enumerate(("STT", "Nội dung", "Thang điểm")):
        table.cell(0, column).text = name
    for column, name in enumerate(("Điểm chuẩn", "Điểm thưởng", "Điểm trừ"), 2):
        table.cell(1, column).text = name
    table.cell(0, 2).merge(table.cell(0, 4))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    for number, row in enumerate(rows):
        if number == split_at:
            document.add_paragraph("(tiếp theo)")
            table = document.add_table(0, 5)
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
