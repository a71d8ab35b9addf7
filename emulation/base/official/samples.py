"""Invented papers for test prints of templates. Pure."""

import datetime as dt

from .description import Annex, Article, Column, Description, Heading, Paragraph, Signature, Table

_COLUMNS = (Column("STT", 6, "center"), Column("Họ và tên", 30), Column("Đơn vị", 40))
_ROWS = (("A. CÁ NHÂN",), ("1", "Nguyễn Văn A", "Đơn vị mẫu"))


def named(type_name: str = "Báo cáo", symbol: str = "BC-SNV") -> Description:
    """A paper with a name, all parts filled, one signature."""
    return Description(
        superior="Ủy ban nhân dân tỉnh",
        issuer="Cơ quan ban hành",
        place="Địa danh",
        day=dt.date(2024, 2, 5),
        type_name=type_name,
        subject="Trích yếu của văn bản mẫu",
        symbol=symbol,
        number=5,
        addressees=("Cơ quan nhận",),
        grounds=("Căn cứ thứ nhất", "Căn cứ thứ hai"),
        blocks=(
            Heading("I. Mục thứ nhất"),
            Paragraph("Nội dung mẫu."),
            Article(1, "Điều mẫu."),
            Table(_COLUMNS, _ROWS),
        ),
        signatures=(Signature("Phó Giám đốc", "Nguyễn Văn B", means="KT.", of="Giám đốc"),),
        recipients=("Như trên", "Lưu: VT"),
        annexes=(Annex("Danh sách mẫu", (Table(_COLUMNS, _ROWS),), landscape=True),),
    )


def minutes() -> Description:
    """Minutes, signed by secretary and chair."""
    return Description(
        issuer="Cơ quan lập biên bản",
        place="Địa danh",
        day=dt.date(2024, 2, 5),
        type_name="Biên bản",
        subject="Cuộc họp mẫu",
        symbol="BB",
        blocks=(Heading("I. Thành phần"), Paragraph("Nội dung mẫu."), Table(_COLUMNS, _ROWS)),
        signatures=(Signature("Thư ký", "Nguyễn Văn C"), Signature("Chủ trì", "Nguyễn Văn D")),
        recipients=("Các thành viên", "Lưu: VT"),
    )
