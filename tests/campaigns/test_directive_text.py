"""The text of a directive on screen: paragraphs, marks that never cross, places that are right."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string

from campaigns.directive_files import read_directive_file
from campaigns.models import DirectiveItem
from campaigns.selectors.directive_text import Mark, paragraphs_of, place_of, place_of_part, places_in

CASES = Path(__file__).parents[1] / "cases" / "directives"
REAL = CASES / "00_hanam_2023.txt"
# Lines broken in the middle of sentences, with a page number between them.
SOURCE = (
    "CHỈ THỊ\n\nI. Nội dung\n\n1. Thi đua lao động giỏi, sáng tạo\n\n2\n\ntrong mọi việc.\n\n2. Thi đua học tập tốt.\n"
)


def words(paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def mark(source: str, text: str, anchor: str, **fields) -> Mark:
    start = source.index(text)
    return Mark(anchor, start, start + len(text), f"muc-{anchor}", **fields)


def test_lines_become_paragraphs_and_page_numbers_are_not_text():
    reading = read_directive_file(REAL.read_bytes(), REAL.name)
    shown = [words(p) for p in paragraphs_of(reading.source, [], {k: list(v) for k, v in reading.places.items()})]
    assert shown[0] == "CHỈ THỊ"
    assert shown[1].startswith(
        "Phát động thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2023, chào"
    )
    assert shown[1].endswith("(11/6/1948 - 11/6/2023)")
    assert shown[3].startswith("I. Về chủ đề thi đua: “Đoàn kết, sáng tạo, thi đua xây dựng và bảo vệ Tổ quốc” với")
    assert shown[4] == "II. Nhiệm vụ của các phong trào thi đua:"
    assert shown[5] == "1. Thi đua hoàn thành vượt mức các chỉ tiêu phát triển kinh tế:"
    assert shown[6].startswith("Đẩy mạnh phát triển công nghiệp; đẩy nhanh tiến độ hoàn thiện thủ tục đầu tư hạ tầng")
    assert shown[-1] == "Trương Quốc Huy"


def test_head_is_in_the_middle_and_headings_are_strong():
    reading = read_directive_file(REAL.read_bytes(), REAL.name)
    shown = paragraphs_of(reading.source, [], {k: list(v) for k, v in reading.places.items()})
    assert [p.css for p in shown[:6]] == ["src-mid src-head", "src-mid src-head", "", "", "src-head", ""]


@pytest.mark.parametrize("name", ["00_hanam_2023.txt", "01_daklak_0124_kh.docx", "02_cantho_157_kh.txt"])
def test_no_word_is_lost_or_doubled_by_marking(name):
    reading = read_directive_file((CASES / name).read_bytes(), name)
    pieces = [*reading.tasks, *reading.duties, *reading.targets, *reading.deadlines]
    marks = [Mark(str(n), *piece.place, target=f"muc-{n}", ref=str(n)) for n, piece in enumerate(pieces)]
    bare = " ".join(words(p) for p in paragraphs_of(reading.source, []))
    marked = " ".join(words(p) for p in paragraphs_of(reading.source, marks))
    assert marked.split() == bare.split()


@pytest.mark.parametrize("name", ["00_hanam_2023.txt", "01_daklak_0124_kh.docx", "02_cantho_157_kh.txt"])
def test_the_marked_words_of_a_piece_are_its_words(name):
    reading = read_directive_file((CASES / name).read_bytes(), name)
    pieces = [*reading.tasks, *reading.general_requirements, *reading.duties, *reading.targets, *reading.deadlines]
    marks = [Mark(str(n), *piece.place, target=f"muc-{n}") for n, piece in enumerate(pieces)]
    runs = [run for p in paragraphs_of(reading.source, marks) for run in [*p.runs, None]]
    for one, piece in zip(marks, pieces, strict=True):
        shown = " ".join("".join(r.text if one in r.marks else "" for r in runs if r).split())
        assert piece.text[-60:] in shown
        assert len(shown) < len(piece.text) + len(getattr(piece, "title", "") or "") + 12


def test_marks_that_share_words_do_not_cross_and_both_can_be_found():
    outer = mark(SOURCE, "1. Thi đua lao động giỏi, sáng tạo\n\n2\n\ntrong mọi việc.", "7", ref="1")
    inner = mark(SOURCE, "1. Thi đua lao động", "8", ref="2", doubt=True)
    runs = [run for p in paragraphs_of(SOURCE, [outer, inner]) for run in p.runs if run.marks]
    assert [(run.text, run.mark.anchor) for run in runs] == [
        ("1. Thi đua lao động", "8"),
        (" giỏi, sáng tạo trong mọi việc.", "7"),
    ]
    assert (runs[0].anchor, runs[0].more_anchors) == ("8", ["7"])
    assert [m.ref for m in runs[0].refs] == ["2"]
    assert [m.ref for m in runs[1].refs] == ["1"]
    assert (runs[0].css, runs[1].css) == ("doubt", "")
    assert runs[0].targets == "muc-7 muc-8"


def test_the_current_piece_is_marked_through_all_it_covers():
    outer = mark(SOURCE, "2. Thi đua học tập tốt.", "7", now=True)
    inner = mark(SOURCE, "học tập", "8", doubt=True)
    runs = [run for p in paragraphs_of(SOURCE, [outer, inner]) for run in p.runs if run.marks]
    assert [(run.text, run.css) for run in runs] == [("2. Thi đua ", "now"), ("học tập", "now"), (" tốt.", "now")]


def test_text_is_escaped_and_no_blank_comes_between_a_word_and_its_number():
    source = "CHỈ THỊ\nI. Nội dung <script>alert(1)</script> & “thi đua”\n"
    shown = paragraphs_of(source, [mark(source, "<script>", "9", ref="3", label='Nhiệm vụ "1"')])
    html = render_to_string("campaigns/_directive_source.html", {"paragraphs": shown})
    assert "<script>" not in html
    assert (
        '<mark id="cho-9" data-of="muc-9">&lt;script&gt;</mark>'
        '<a class="ref" href="#muc-9" data-to="muc-9" aria-label="3: Nhiệm vụ &quot;1&quot;">3</a>alert(1)' in html
    )


def test_words_are_found_across_line_breaks_and_page_numbers():
    found = place_of(SOURCE, "lao động giỏi, sáng tạo trong mọi việc.")
    assert SOURCE[found[0] : found[1]] == "lao động giỏi, sáng tạo\n\n2\n\ntrong mọi việc."
    assert place_of(SOURCE, "Thi đua") is None  # twice
    assert place_of(SOURCE, "Thi đua bơi lội") is None
    assert place_of(SOURCE, " ") is None


def test_texts_in_a_row_are_found_one_after_the_other():
    places = places_in(SOURCE, 0, len(SOURCE), ["Thi đua", "không có", "Thi đua"])
    assert [p and SOURCE[p[0] : p[1] + 4] for p in places] == ["Thi đua lao", None, "Thi đua học"]


def item(text: str, place: str) -> DirectiveItem:
    start = SOURCE.index(place)
    return DirectiveItem(text=text, start=start, end=start + len(place))


def test_the_second_part_of_a_piece_is_found_where_it_begins():
    one = item(
        "Thi đua lao động giỏi, sáng tạo trong mọi việc.", "1. Thi đua lao động giỏi, sáng tạo\n\n2\n\ntrong mọi việc."
    )
    end, start = place_of_part(SOURCE, one, "trong mọi việc.")
    assert SOURCE[:end].endswith("giỏi, sáng tạo")
    assert SOURCE[start:].startswith("trong mọi việc.")


def test_a_part_whose_end_was_edited_is_found_by_its_first_words():
    one = item("Thi đua học tập tốt và giỏi hơn nữa.", "2. Thi đua học tập tốt.")
    end, start = place_of_part(SOURCE, one, "học tập tốt")
    assert SOURCE[start:].startswith("học tập tốt.")
    assert place_of_part(SOURCE, one, "giỏi hơn nữa.") is None
    assert place_of_part(SOURCE, DirectiveItem(text="a b", start=None), "b") is None
