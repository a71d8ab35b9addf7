"""The reading as a whole: head, body, tail, and what is missing or doubtful."""

import re

from .deadlines import read_deadlines
from .doubts import tell_doubts
from .duties import read_duties
from .head import find_attached_plan, read_head
from .outline import Outline, outline_of
from .passages import passages_of
from .province import read_province
from .reading import Missing, NotADirective, Place, Reading
from .source import Flow, Line, layout_of, lines_of, prepare
from .tail import Tail, find_tail, read_tail
from .targets import read_targets
from .tasks import read_tasks
from .theme import read_theme

_FEWEST_LETTERS = 100
_SENTENCES = {
    "number": "Văn bản không ghi số, hãy nhập số của bản đã ký.",
    "issued_on": "Văn bản không ghi ngày ban hành, hãy nhập ngày của bản đã ký.",
    "title": "Không tìm thấy tiêu đề dưới tên loại văn bản, hãy nhập tiêu đề.",
    "year": "Văn bản không ghi năm thi đua, hãy nhập năm.",
    "province": "Văn bản không ghi tên tỉnh ban hành, hãy chọn tỉnh.",
    "theme": "Văn bản không nêu chủ đề thi đua trong ngoặc kép.",
    "motto": "Văn bản không nêu phương châm của phong trào.",
    "tasks": "Không tìm thấy nhiệm vụ, nội dung thi đua nào; hãy nhập bằng tay nếu có.",
    "general_requirements": "Văn bản không có yêu cầu chung ngoài các nhiệm vụ.",
    "duties": "Không tìm thấy phần tổ chức thực hiện, phân công trách nhiệm.",
    "targets": "Văn bản không đặt chỉ tiêu bằng số.",
    "deadlines": "Văn bản không đặt thời hạn.",
    "recipients": "Không tìm thấy phần nơi nhận.",
    "signature": "Không tìm thấy phần chữ ký.",
}


def read_directive(text: str, converted_from: str | None = None) -> Reading:
    """Read the text of a directive, plan or decision; raise NotADirective with a sentence if it is none.

    `converted_from` names the old encoding ("tcvn3", "vni") the text was in before it came here.
    """
    source, legacy = prepare(text, converted_from)
    _refuse_too_little(source)
    reading = Reading(source, converted_from=legacy)
    lines = lines_of(source)
    layout = layout_of(lines)
    head = read_head(lines, layout, reading)
    if not re.search(r"thi\s+đua", source, re.IGNORECASE):
        raise NotADirective(
            "Văn bản này không nói về thi đua nên không phải văn bản phát động phong trào, hãy kiểm tra và chọn lại đúng tệp."
        )
    tail = find_tail(lines, head.body_from)
    body = lines[head.body_from : tail.start]
    if reading.document_type == "QUYẾT ĐỊNH" and (attached := find_attached_plan(lines, tail.start, layout)):
        tail = Tail(tail.start, min(tail.end, attached[0]))
        body = lines[attached[1] : find_tail(lines, attached[1]).start]
        _tell_of_plan(lines[attached[0]], reading)
    _read_body(head.above, outline_of(body, layout), reading)
    read_tail(lines[tail.start : tail.end], reading)
    _tell_what_is_missing(reading)
    return reading


def _tell_of_plan(line: Line, reading: Reading) -> None:
    sentence = "Nhiệm vụ và phân công được đọc từ Kế hoạch ban hành kèm theo Quyết định, hãy đối chiếu."
    reading.doubt("tasks", sentence, Place(line.start, line.end))


def _refuse_too_little(source: str) -> None:
    letters = sum(c.isalpha() for c in source[:2000])
    if letters == 0:
        raise NotADirective("Tệp không có chữ nào, hãy mở tệp kiểm tra rồi chọn lại tệp có nội dung.")
    if letters < _FEWEST_LETTERS:
        raise NotADirective(
            "Văn bản quá ngắn nên không phải chỉ thị hoặc kế hoạch phát động thi đua, hãy kiểm tra và chọn lại đúng tệp."
        )


def _read_body(above: list[Line], outline: Outline, reading: Reading) -> None:
    preamble = Flow(part for block in outline.preamble for part in block.parts())
    read_province(above, preamble, reading)
    read_theme(outline, preamble, reading)
    read_tasks(outline, reading)
    read_duties(outline, reading)
    passages = list(passages_of(outline))
    read_deadlines(passages, reading)
    read_targets(passages, reading)
    tell_doubts(outline, reading)


def _tell_what_is_missing(reading: Reading) -> None:
    for key, sentence in _SENTENCES.items():
        value = getattr(reading, key)
        if value is None or value == []:
            reading.missing.append(Missing(key, sentence))
