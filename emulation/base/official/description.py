"""What an official document says, in plain values: no layout, no database. Pure; `data.py` turns it into JSON and back."""

import datetime as dt
from dataclasses import dataclass, field

from .wording import day_words, number_line, roman

MEANS = {"": "", "KT.": "ký thay", "TL.": "thừa lệnh", "TUQ.": "thừa ủy quyền", "Q.": "quyền"}


@dataclass(frozen=True)
class Paragraph:
    """Text of one or several lines; each line is a paragraph of the paper."""

    text: str
    bold: bool = False
    italic: bool = False
    align: str = "justify"
    indent: bool = True

    def __post_init__(self):
        if self.align not in ("justify", "left", "center", "right"):
            raise ValueError(self.align)


@dataclass(frozen=True)
class Heading:
    """“I. Thành phần”: bold, as it is written, kept with what follows."""

    text: str


@dataclass(frozen=True)
class Article:
    """“Điều 1. …” with further paragraphs."""

    number: int
    text: str
    more: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"Điều {self.number}."


@dataclass(frozen=True)
class Column:
    """A column of a table; widths are parts of the whole."""

    title: str
    width: int = 10
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """Rows of texts. A row of one cell in a table of several columns goes across: “A. TẬP THỂ”."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self):
        for row in self.rows:
            if len(row) not in (1, len(self.columns)):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


Block = Paragraph | Heading | Article | Table


@dataclass(frozen=True)
class Annex:
    """A list or form that goes with the document, in a section of its own."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Signature:
    """Who signs and as what. `on_behalf_of` a collective body (TM.); `means` KT., TL., TUQ. in the place of `of`; Q. acting."""

    position: str
    name: str = ""
    on_behalf_of: str = ""
    means: str = ""
    of: str = ""

    def __post_init__(self):
        if self.means not in MEANS:
            raise ValueError(self.means)
        if bool(self.of) != (self.means in ("KT.", "TL.", "TUQ.")):
            raise ValueError("KT., TL., TUQ. say in whose place; the others do not")

    def lines(self) -> list[str]:
        """“TM. ỦY BAN NHÂN DÂN”, “KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”."""
        found = [f"TM. {self.on_behalf_of}"] if self.on_behalf_of else []
        if self.of:
            found += [f"{self.means} {self.of}", self.position]
        else:
            found.append(f"{self.means} {self.position}".strip())
        return [line.upper() for line in found]


@dataclass(frozen=True)
class Description:
    """One official document. Empty parts are not printed."""

    issuer: str
    place: str
    type_name: str = ""
    subject: str = ""
    superior: str = ""
    symbol: str = ""
    number: int | None = None
    day: dt.date | None = None
    year: int | None = None
    draft: bool = False
    addressees: tuple[str, ...] = ()
    # Of decisions: who decides (“CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …”), on which grounds, and the word before the articles.
    authority: str = ""
    grounds: tuple[str, ...] = ()
    resolves: str = ""
    blocks: tuple[Block, ...] = ()
    # One signature, or two beside each other (minutes: secretary, chair).
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = field(default=())

    def __post_init__(self):
        if len(self.signatures) > 2:
            raise ValueError("one signature, or two beside each other")

    @property
    def number_text(self) -> str:
        return number_line(self.number, self.symbol)

    @property
    def place_and_day(self) -> str:
        return f"{self.place}, {day_words(self.day, self.year)}"

    @property
    def heading(self) -> str:
        """“QUYẾT ĐỊNH”."""
        return self.type_name.upper()

    @property
    def ground_lines(self) -> list[str]:
        """Each ends with a semicolon, the last one with a full stop."""
        bare = [ground.rstrip(" ;.,") for ground in self.grounds]
        return [f"{text}{'.' if n == len(bare) else ';'}" for n, text in enumerate(bare, 1)]

    @property
    def recipient_lines(self) -> list[str]:
        """“- Như Điều 3;”, the last one with a full stop."""
        bare = [text.strip().removeprefix("-").strip().rstrip(" ;.,") for text in self.recipients]
        return [f"- {text}{'.' if n == len(bare) else ';'}" for n, text in enumerate(bare, 1)]

    @property
    def addressee_lines(self) -> list[str]:
        """One: “Kính gửi: …”; several: each on a line under “Kính gửi:”."""
        if len(self.addressees) < 2:
            return [f"Kính gửi: {name}" for name in self.addressees]
        last = len(self.addressees)
        return ["Kính gửi:", *(f"- {name}{'.' if n == last else ';'}" for n, name in enumerate(self.addressees, 1))]

    def annex_heads(self) -> list[tuple[str, str, str]]:
        """Of each annex its name (“PHỤ LỤC II”), its title and what it belongs to."""
        kind = self.type_name or "Công văn"
        shown = self.number_text.removeprefix("Số: ")
        of = f"(Kèm theo {kind}{f' số {shown}' if shown else ''} {day_words(self.day, self.year)} của {self.issuer})"
        alone = len(self.annexes) == 1
        return [("PHỤ LỤC" if alone else f"PHỤ LỤC {roman(n)}", a.title, of) for n, a in enumerate(self.annexes, 1)]

    def row_count(self) -> int:
        """Rows of all tables: how much work the paper is."""
        blocks = [*self.blocks, *(block for annex in self.annexes for block in annex.blocks)]
        return sum(len(block.rows) for block in blocks if isinstance(block, Table))
