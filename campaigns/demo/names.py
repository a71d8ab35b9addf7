"""Invented persons: seeded, with ordinary Vietnamese names."""

import random

from emulation.base.vietnamese import search_key

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh Trịnh Lương Mai Chu Đoàn".split()
_MEN = "Văn Đức Minh Quang Hữu Xuân Ngọc Công Tiến Đình".split()
_MEN_GIVEN = "Hùng Dũng Thắng Tuấn Sơn Hải Long Nam Khánh Phúc Thịnh Cường Bình Quyết Trung Đạt Hiếu Toàn".split()
_WOMEN = "Thị Thị Thu Thị Ngọc Thị Hồng Thị Minh Thị Thanh".split()
_WOMEN_GIVEN = "Hoa Hương Lan Mai Hạnh Thủy Nga Hà Yến Nhung Phượng Loan Huệ Trang Ánh Hiền Oanh Tuyết".split()


class Names:
    """Gives names that are all different, always in the same order for one seed."""

    def __init__(self, seed: int = 2023):
        self._random = random.Random(seed)  # noqa: S311 -- sample data, nothing secret
        self._used: set[str] = set()

    def next(self) -> tuple[str, str]:
        """(honorific, full name)."""
        while True:
            pick = self._random.choice
            woman = self._random.random() < 0.45
            middle, given = (pick(_WOMEN), pick(_WOMEN_GIVEN)) if woman else (pick(_MEN), pick(_MEN_GIVEN))
            name = f"{pick(_FAMILY)} {middle} {given}"
            if name not in self._used:
                self._used.add(name)
                return ("Bà" if woman else "Ông"), name


def login_of(short_name: str) -> str:
    """Part of a user name from a unit's short name: “Sở NN&PTNT” → “sonnptnt”."""
    return "".join(c for c in search_key(short_name) if c.isalnum())
