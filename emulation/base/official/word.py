"""A description as a Word file: the office's template is filled by docxtpl, parts of several paragraphs are set in afterwards.

Only private marks go through the template language; the words of the document take their places afterwards, so that a name with
`{{ }}` or `<b>` is printed as it is. A template may hold placeholders and nothing else: no expressions, no loops.
"""

import io
import re
import uuid
import zipfile

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from . import blocks
from .description import Description
from .wording import printable

# What a template may print, and what each means (shown on the page of templates).
WORDS = {
    "co_quan_cap_tren": "Cơ quan, tổ chức chủ quản trực tiếp; để trống thì không in dòng này",
    "co_quan_ban_hanh": "Cơ quan, tổ chức ban hành văn bản",
    "so_ky_hieu": "Dòng số và ký hiệu, ví dụ “Số: 05/QĐ-UBND”",
    "dia_danh_thoi_gian": "Địa danh và thời gian, ví dụ “Hà Nam, ngày 05 tháng 02 năm 2024”",
    "du_thao": "Chữ “DỰ THẢO” khi văn bản chưa chính thức",
    "ten_loai": "Tên loại văn bản viết hoa, ví dụ “TỜ TRÌNH”",
    "trich_yeu": "Trích yếu nội dung",
}
PARTS = {
    "noi_dung": "Toàn bộ phần nội dung: kính gửi, căn cứ, các điều, các mục, các bảng",
    "chu_ky": "Quyền hạn, chức vụ, chỗ ký, họ tên người ký",
    "chu_ky_trai": "Người ký bên trái của biên bản (thư ký)",
    "chu_ky_phai": "Người ký bên phải của biên bản (chủ trì)",
    "noi_nhan": "Nơi nhận",
}
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class TemplateFault(ValueError):
    """A template that cannot be used; the text says why and what to do."""


class _OnlyPlaceholders(SandboxedEnvironment):
    """The template language cut down to `{{ name }}`."""

    def __init__(self, known: set[str]):
        super().__init__(autoescape=True)
        self.known, self.used = known, set()

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _PLAIN):
                raise TemplateFault(
                    "Mẫu chỉ dùng được chỗ điền dạng {{ tên }}, không dùng lệnh {% %}, phép tính hay bộ lọc. Hãy bỏ phần đó rồi tải lại."
                )
            if isinstance(node, nodes.Name):
                self.used.add(node.name)
        if unknown := sorted(self.used - self.known):
            raise TemplateFault(
                f"Mẫu có chỗ điền không có trong danh sách: {{{{ {unknown[0]} }}}}. Hãy sửa đúng tên chỗ điền rồi tải lại."
            )
        return tree


def placeholders(two_signatures: bool) -> dict[str, str]:
    """Names that a template of a kind may use, with their meaning."""
    left_out = {"chu_ky"} if two_signatures else {"chu_ky_trai", "chu_ky_phai"}
    return {name: text for name, text in (WORDS | PARTS).items() if name not in left_out}


def required(two_signatures: bool) -> list[str]:
    """Names without which a document would lose what the decree asks for."""
    ends = ["chu_ky_trai", "chu_ky_phai"] if two_signatures else ["chu_ky"]
    return ["co_quan_ban_hanh", "dia_danh_thoi_gian", "ten_loai", "noi_dung", *ends]


def render(description: Description, template: bytes) -> bytes:
    """The document as a Word file. Raises TemplateFault."""
    two = len(description.signatures) == 2
    marks = {name: f"§{uuid.uuid4().hex}§" for name in placeholders(two)}
    filled, _used = _fill(template, marks)
    document = Document(io.BytesIO(filled))
    words, parts = _values(description)
    roots = [document.element.body, *_margins(document)]
    _set_words(roots, {marks[name]: words[name] for name in WORDS})
    _set_parts(roots, {marks[name]: parts[name] for name in PARTS if name in marks})
    _add_annexes(document, description)
    _name_properties(document, description)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def check(template: bytes, sample: Description) -> None:
    """A test print: raises TemplateFault with a sentence when the template is of no use."""
    two = len(sample.signatures) == 2
    _, used = _fill(template, {name: name for name in placeholders(two)})
    if missing := [name for name in required(two) if name not in used]:
        raise TemplateFault(f"Mẫu thiếu chỗ điền bắt buộc: {{{{ {missing[0]} }}}}. Hãy thêm vào mẫu rồi tải lại.")
    _refuse_outside_links(template)
    render(sample, template)


def _fill(template: bytes, marks: dict[str, str]) -> tuple[bytes, set[str]]:
    environment = _OnlyPlaceholders(set(marks))
    target = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(marks, jinja_env=environment)
        document.save(target)
    except TemplateFault:
        raise
    except TemplateError as fault:
        raise TemplateFault(
            f"Mẫu có dấu ngoặc chưa đúng ({fault.message}). Mỗi chỗ điền viết là {{{{ tên }}}}. Hãy sửa rồi tải lại."
        ) from fault
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError) as fault:
        raise TemplateFault("Không mở được tệp Word này. Hãy mở bằng Word, lưu lại thành .docx rồi tải lại.") from fault
    return target.getvalue(), environment.used


def _refuse_outside_links(template: bytes) -> None:
    """A template that fetches something when it is opened would do so on every computer the document goes to."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                for relation in re.findall(rb"<Relationship [^>]*>", archive.read(name)):
                    if b'TargetMode="External"' in relation and b"/hyperlink" not in relation:
                        raise TemplateFault(
                            "Mẫu gắn với một tệp ở bên ngoài (ảnh, mẫu liên kết). Hãy chèn hẳn ảnh vào tệp hoặc bỏ liên kết rồi tải lại."
                        )


def _values(description: Description) -> tuple[dict[str, str], dict[str, list]]:
    words = {
        "co_quan_cap_tren": description.superior.upper(),
        "co_quan_ban_hanh": description.issuer.upper(),
        "so_ky_hieu": description.number_text,
        "dia_danh_thoi_gian": description.place_and_day,
        "du_thao": "DỰ THẢO" if description.draft else "",
        "ten_loai": description.heading,
        "trich_yeu": description.subject,
    }
    left, right = ([*description.signatures, None, None])[:2]
    parts = {
        "noi_dung": blocks.of_body(description),
        "chu_ky": blocks.of_signature(left),
        "chu_ky_trai": blocks.of_signature(left),
        "chu_ky_phai": blocks.of_signature(right),
        "noi_nhan": blocks.of_recipients(description),
    }
    return words, parts


def _margins(document) -> list:
    found = []
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            if not part.is_linked_to_previous:
                found.append(part._element)
    return found


def _set_words(roots: list, words: dict[str, str]) -> None:
    """Put each text where its mark stands; a paragraph of nothing but an empty text goes."""
    pattern = re.compile("|".join(map(re.escape, words)))
    for root in roots:
        for node in list(root.iter(qn("w:t"))):
            if node.text and pattern.search(node.text):
                node.text = pattern.sub(lambda found: printable(words[found[0]]).replace("\n", " "), node.text)
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                if not node.text:
                    _drop_if_empty(_paragraph_of(node))


def _paragraph_of(node):
    return next(above for above in node.iterancestors() if above.tag == qn("w:p"))


def _drop_if_empty(paragraph) -> None:
    if not "".join(paragraph.itertext()) and len(paragraph.getparent().findall(qn("w:p"))) > 1:
        paragraph.getparent().remove(paragraph)


def _set_parts(roots: list, parts: dict[str, list]) -> None:
    """Put the paragraphs and tables of each part where its mark stands."""
    for root in roots:
        for node in list(root.iter(qn("w:t"))):
            mark = (node.text or "").strip()
            if mark in parts:
                place = _paragraph_of(node)
                for piece in parts[mark]:
                    place.addprevious(piece)
                if parts[mark] or len(place.getparent().findall(qn("w:p"))) > 1:
                    place.getparent().remove(place)
                else:
                    node.text = ""
            elif any(m in mark for m in parts):
                raise TemplateFault(
                    "Các chỗ điền {{ noi_dung }}, {{ noi_nhan }} và chữ ký phải đứng riêng một dòng. Hãy tách ra rồi tải lại."
                )


def _add_annexes(document, description: Description) -> None:
    """Each annex in a section of its own, lying or standing; its pages are numbered from its first page on."""
    for annex, head in zip(description.annexes, description.annex_heads(), strict=True):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _turn(section, landscape=annex.landscape)
        name, title, of = head
        body = [
            blocks.paragraph([blocks.run(name, bold=True)], align="center", gap=0, keep=True),
            blocks.paragraph([blocks.run(title, bold=True)], align="center", gap=0, keep=True),
            blocks.paragraph([blocks.run(of, italic=True)], align="center", keep=True),
            *blocks.of_blocks(annex.blocks, blocks.LANDSCAPE if annex.landscape else blocks.PORTRAIT),
        ]
        end = document.element.body.sectPr
        for piece in body:
            end.addprevious(piece)


def _turn(section, *, landscape: bool) -> None:
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _name_properties(document, description: Description) -> None:
    """What the file says of itself; nothing of who prepared it."""
    properties = document.core_properties
    properties.title = printable(f"{description.type_name} {description.subject}".strip())[:255]
    properties.author = printable(description.issuer)[:255]
    properties.last_modified_by = properties.comments = ""
