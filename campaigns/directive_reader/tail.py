"""The end of the document: recipients and signature. Annexes after it belong to nothing above."""

import re
from dataclasses import dataclass

from emulation.base import vietnamese

from .markers import marker_of
from .reading import Paragraph, Place, Reading, Signature
from .source import Line, is_ended
from .topics import is_capitals

_RECIPIENTS = re.compile(r"n[ơo]i nh[ậâa]n\s*:?\s*", re.IGNORECASE)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU|Mẫu số)\b(?! (?:đính|kèm))")
_ON_BEHALF = re.compile(vietnamese.cased(r"(?:T/?M|K/?T|T/?L|TUQ|T\.UQ|T/?M\.|QUYỀN|Q)\s?\.?\s+(?=[\p{Lu}])"))
_ROLE_WORDS = (
    "chu tich|pho chu tich|giam doc|pho giam doc|bi thu|pho bi thu|truong ban|pho truong ban|chanh van phong|pho chanh van phong"
    "|tong giam doc|pho tong giam doc|bo truong|thu truong|thu tuong|pho thu tuong|truong phong|cuc truong|vu truong|hieu truong"
    "|tong thu ky|chu nhiem|vien truong|chanh an|tu lenh|chi huy truong|chinh uy|thuong truc|quyen chu tich|q. chu tich"
)
_ROLE = re.compile(rf"(?:{_ROLE_WORDS})(?:\W.*)?")
_SPLIT_INSIDE = re.compile(
    vietnamese.cased(r"\s(?=(?:TM|KT|TL|TUQ)\s?\.\s?[\p{Lu}]{2}|(?:PHÓ )?CHỦ TỊCH\b|(?:PHÓ )?GIÁM ĐỐC\b)")
)
_STAMP = re.compile(
    r"\(?\s*(?:đã ký|ký bởi|người ký|cơ quan\s?:|thời gian ký|giờ ký|email|signed|chữ ký)", re.IGNORECASE
)
_DEGREE = r"(?:(?:TS|ThS|Ths|PGS|GS|BS|KS|CN|NGƯT|Thiếu tướng|Đại tá|Thượng tá)\.?\s+)*"
_NAME = re.compile(rf"{_DEGREE}[^\W\d_]+(?:\s[^\W\d_]+){{1,5}}")
# Side by side in print, the name can end up behind the last recipient.
_NAME_AFTER_LIST = re.compile(rf"[.)]\s+({_NAME.pattern})$")
_LOOK_BACK = 12


@dataclass(frozen=True)
class Tail:
    """Index of the first line of the tail, and of the first line after it."""

    start: int
    end: int


def find_tail(lines: list[Line], body_from: int) -> Tail:
    """Where the body ends: at the recipients, else at the signature, else at an annex or the end."""
    annex = next((i for i in range(body_from, len(lines)) if _is_annex(lines[i])), len(lines))
    starts = (i for i in range(body_from, annex) if any(_is_recipients(cell) for _, cell in lines[i].cells))
    start = next(starts, None)
    if start is None:
        start = next((i for i in range(max(body_from, annex - 30), annex) if _opens_signature(lines, i)), annex)
        return Tail(start, annex)
    before = range(max(body_from, start - _LOOK_BACK), start)
    return Tail(next((i for i in before if _opens_signature(lines, i)), start), annex)


def _is_annex(line: Line) -> bool:
    return (
        bool(_ANNEX.match(line.text))
        and len(line.text) < 60
        and (is_capitals(line.text) or line.text.startswith("Mẫu"))
    )


def _is_recipients(text: str) -> bool:
    match = _RECIPIENTS.match(text.lstrip("*_ "))
    return bool(match) and (":" in match[0] or match.end() == len(text.strip("*_ ")))


def _opens_signature(lines: list[Line], index: int) -> bool:
    text = lines[index].cells[0][1] if lines[index].cells else ""
    if not is_capitals(text):
        return False
    alone = _is_role(text) and any(_is_name(line.text) for line in lines[index + 1 : index + 4])
    return bool(_ON_BEHALF.match(text)) or alone


def read_tail(lines: list[Line], reading: Reading) -> None:
    """Fill recipients and signature from the lines of the tail."""
    left, right = _columns(lines)
    if left and (match := _NAME_AFTER_LIST.search(left[-1][1])) and _is_name(match[1]):
        start, text = left.pop()
        left.append((start, text[: match.start(1)].rstrip()))
        right.append((start + match.start(1), match[1]))
    reading.recipients += _recipients(left)
    reading.signature = _signature(right)


Cell = tuple[int, str]


def _columns(lines: list[Line]) -> tuple[list[Cell], list[Cell]]:
    """Take the list of recipients apart from the signature, whether below each other or side by side."""
    left: list[Cell] = []
    right: list[Cell] = []
    open_list = False
    for line in lines:
        for start, text in _cells(line):
            if _is_recipients(text):
                open_list = True
                rest = text[_RECIPIENTS.match(text).end() :]
                if rest:
                    left += _inline_list(start + len(text) - len(rest), rest)
            elif open_list and _in_list(text, left, right):
                left.append((start, text))
            else:
                right.append((start, text))
    return left, right


def _cells(line: Line) -> list[Cell]:
    cells = []
    for at, text in line.cells:
        pieces = _SPLIT_INSIDE.split(text) if not is_capitals(text) else [text]
        position = 0
        for piece in pieces:
            position = text.index(piece, position)
            cells.append((line.start + at + position, piece.strip()))
    return cells


def _inline_list(start: int, text: str) -> list[Cell]:
    """ "Nơi nhận: - Như trên; - Lưu: VT." on one line."""
    pieces = re.split(r"(?<=;)\s*(?=[-–])", text)
    cells, position = [], 0
    for piece in pieces:
        position = text.index(piece, position)
        cells.append((start + position, piece.strip()))
    return cells


def _in_list(text: str, left: list[Cell], right: list[Cell]) -> bool:
    if text.startswith(("-", "–", "+", "•", "*")):
        return True
    if is_capitals(text) or _ON_BEHALF.match(text) or _STAMP.match(text):
        return False
    if left and left[-1][1].endswith("."):
        return False
    if right and _is_name(text):
        return False
    unfinished = bool(left) and not left[-1][1].endswith(";")
    return not _is_name(text) or not left or unfinished and text[:1].islower() or text.endswith((";", "."))


def _recipients(cells: list[Cell]) -> list[Paragraph]:
    joined: list[list[Cell]] = []
    dashed = any(text.startswith(("-", "–", "•", "*", "+")) for _, text in cells)
    for start, text in cells:
        begins = text.startswith(("-", "–", "•", "*", "+")) if dashed else True
        if joined and not begins and not joined[-1][-1][1].endswith(";"):
            joined[-1].append((start, text))
        else:
            joined.append([(start, text)])
    found = []
    for parts in joined:
        text = " ".join(" ".join(part.split()) for _, part in parts).lstrip("-–•*+ ").rstrip(" ;.,")
        if text:
            found.append(Paragraph(text, Place(parts[0][0], parts[-1][0] + len(parts[-1][1]))))
    return found


def _is_role(text: str) -> bool:
    return bool(_ROLE.fullmatch(vietnamese.search_key(text)))


def _is_name(text: str) -> bool:
    text = text.strip(" .*_")
    if not _NAME.fullmatch(text) or _is_role(text):
        return False
    words = [word for word in text.split() if "." not in word]
    return all(word[0].isupper() for word in words) and len(words) <= 6


def _signature(cells: list[Cell]) -> Signature | None:
    titles: list[list[Cell]] = []
    name: Cell | None = None
    for start, text in cells:
        if _STAMP.match(text) or marker_of(text) and not is_capitals(text):
            continue
        if text.isupper() and not (titles and _is_role(_text(titles[-1])) and _is_name(text)):
            _add_title(titles, (start, text))
        elif titles and _is_name(text):
            name = (start, text)
            break
    if not titles:
        return None
    role = _text(titles[-1])
    above = _text(titles[-2]) if len(titles) > 1 else None
    if above is None and _ON_BEHALF.match(role) and not _is_role(role):
        above, role = role, None
    end = name[0] + len(name[1]) if name else titles[-1][-1][0] + len(titles[-1][-1][1])
    first = titles[-2] if len(titles) > 1 else titles[-1]
    return Signature(above, role, " ".join(name[1].strip(" .*_").split()) if name else None, Place(first[0][0], end))


def _add_title(titles: list[list[Cell]], cell: Cell) -> None:
    """Add a line above the name; the rest of a broken line goes to the line before it."""
    text = cell[1]
    begins = bool(_ON_BEHALF.match(text)) or _is_role(text)
    if titles and not begins and not is_ended(titles[-1][-1][1]):
        titles[-1].append(cell)
    elif begins or not titles:
        titles.append([cell])


def _text(parts: list[Cell]) -> str:
    return " ".join(" ".join(part.split()) for _, part in parts)
