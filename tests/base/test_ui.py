"""Template tags: one way of saying states, deadlines, numbers, dates."""

import datetime as dt
import gzip
import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext

from emulation.base import clock, navigation
from emulation.base.workflow import State

TUESDAY = dt.date(2023, 12, 12)


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.fixture
def on_tuesday():
    with clock.at(clock.moment(TUESDAY, 9, 41)):
        yield


# --- States -----------------------------------------------------------------------------------------------------------
def test_a_state_is_an_icon_and_words_in_the_colour_of_its_family():
    assert render("{% status s %}", s=State("Bị trả lại", "act", "arrow-return-left")) == (
        '<span class="st st-act"><i class="bi bi-arrow-return-left" aria-hidden="true"></i>Bị trả lại</span>'
    )


def test_a_draft_has_no_colour():
    assert 'class="st"' in render("{% status s %}", s=("draft", "pencil", "Đang soạn"))


def test_an_object_tells_its_state_itself():
    class Report:
        def badge(self):
            return ("ok", "check2-circle", "Đã tiếp nhận")

    assert "st-ok" in render("{% status s %}", s=Report())


def test_words_of_a_state_are_escaped():
    assert "&lt;b&gt;" in render("{% status s %}", s=("ok", "check2-circle", "<b>"))


def test_an_unknown_family_is_a_fault():
    with pytest.raises(KeyError):
        render("{% status s %}", s=("okay", "check2-circle", "Đạt"))


# --- Deadlines --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "css", "words", "date"),
    [
        (dt.date(2023, 12, 10), "due due-late", "Quá hạn 2 ngày", "hạn 10/12/2023"),
        (dt.date(2023, 12, 11), "due due-late", "Quá hạn 1 ngày", "hạn 11/12/2023"),
        (dt.date(2023, 12, 12), "due due-soon", "Hạn là hôm nay", "hết 12/12/2023"),
        (dt.date(2023, 12, 15), "due due-soon", "Còn 3 ngày", "hết 15/12/2023"),
        (dt.date(2023, 12, 16), "due", "Còn 4 ngày", "hết 16/12/2023"),
    ],
)
def test_a_deadline_says_how_long_and_until_when(on_tuesday, day, css, words, date):
    shown = render("{% due d %}", d=day)
    assert f'class="{css}"' in shown
    assert f"<b>{words}</b>" in shown
    assert f'<time datetime="{day.isoformat()}">{date}</time>' in shown


def test_the_last_minute_of_the_day_is_in_time(on_tuesday):
    sent = dt.datetime(2023, 12, 15, 16, 59, 59, tzinfo=dt.UTC)  # 23:59:59 in Viet Nam
    assert "Đã gửi đúng hạn" in render('{% due d done=s word="Đã gửi" %}', d=dt.date(2023, 12, 15), s=sent)


def test_the_first_minute_of_the_next_day_is_one_day_late(on_tuesday):
    sent = dt.datetime(2023, 12, 15, 17, 0, 0, tzinfo=dt.UTC)  # 00:00 on the 16th in Viet Nam
    shown = render('{% due d done=s word="Đã gửi" %}', d=dt.date(2023, 12, 15), s=sent)
    assert "Đã gửi trễ 1 ngày" in shown
    assert "due-late" in shown


def test_working_days_are_called_so(on_tuesday):
    assert "Còn 3 ngày làm việc" in render("{% due d working_days=3 %}", d=dt.date(2023, 12, 15))


# --- Numbers and dates ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|number }}", Decimal("1234.5"), "1.234,5"),
        ("{{ v|number:2 }}", Decimal("9.5"), "9,50"),
        ("{{ v|number }}", None, "–"),
        ("{{ v|number }}", 0, "0"),
        ("{{ v|number }}", -3, "−3"),
        ("{{ v|percent }}", Decimal("96.54"), "96,5%"),
        ("{{ v|file_size }}", 1023, "1 kB"),
        ("{{ v|file_size }}", 2_516_582, "2,4 MB"),
        ("{{ v|date_vn }}", dt.date(2023, 3, 5), '<time datetime="2023-03-05">05/03/2023</time>'),
        ("{{ v|date_vn }}", None, "–"),
        ("{{ v|long_date_vn }}", TUESDAY, 'thứ Ba, ngày <time datetime="2023-12-12">12/12/2023</time>'),
        (
            "{{ v|datetime_vn }}",
            dt.datetime(2023, 12, 11, 9, 5, tzinfo=dt.UTC),
            '<time datetime="2023-12-11T16:05+07:00">11/12/2023 lúc 16:05</time>',
        ),
    ],
)
def test_numbers_and_dates_are_written_the_vietnamese_way(source, value, shown):
    assert render(source, v=value) == shown


# --- Path, pages, errors, readiness -----------------------------------------------------------------------------------
def test_the_last_crumb_is_the_page_and_no_link():
    shown = render('{% breadcrumbs "Báo cáo" "/bao-cao/" "9 tháng" %}')
    assert '<li class="breadcrumb-item"><a href="/bao-cao/">Báo cáo</a></li>' in shown
    assert '<li class="breadcrumb-item active" aria-current="page">9 tháng</li>' in shown


def test_another_page_keeps_every_filter():
    request = RequestFactory().get("/bao-cao/?khoi=1&khoi=2&trang=3&q=so+noi+vu")
    assert render("{% page_url 4 %}", request=request) == "?khoi=1&amp;khoi=2&amp;trang=4&amp;q=so+noi+vu"


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do trả lại")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("Chị Nhung đã sửa phần này.")


def test_each_error_leads_to_its_field():
    shown = render_to_string("_error_summary.html", {"form": ReasonForm({})})
    assert "có 3 chỗ cần sửa" in shown
    assert '<a href="#id_reason">Lý do trả lại: Còn để trống.</a>' in shown
    assert '<a href="#id_kind_0">Loại: Còn để trống.</a>' in shown
    assert "<li>Chị Nhung đã sửa phần này.</li>" in shown


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in render_to_string("_error_summary.html", {"form": ReasonForm()})


def test_readiness_counts_what_is_missing_and_shows_it_first():
    items = [
        {"state": "done", "text": "9 trên 9 chỉ tiêu có số"},
        {"state": "info", "text": "Chỉ tiêu 1 đạt 75,8%"},
        {"state": "missing", "text": "Nhiệm vụ 3 chưa có minh chứng", "url": "#mc-3"},
    ]
    shown = render_to_string("_readiness.html", {"items": items, "purpose": "trình"})
    assert "Còn 1 việc trước khi trình" in shown
    assert shown.index("Nhiệm vụ 3") < shown.index("9 trên 9") < shown.index("Chỉ tiêu 1")


# --- What is shipped --------------------------------------------------------------------------------------------------
VENDOR = Path(settings.BASE_DIR, "static", "vendor")


def test_vendored_files_are_the_listed_ones():
    listed = dict(reversed(line.split("  ./")) for line in (VENDOR / "sha256.txt").read_text().splitlines())
    shipped = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in ("sha256.txt", "README.md")
    }
    assert shipped == listed


IN_TEMPLATES = re.compile(
    r'\bbi bi-([a-z0-9]+(?:-[a-z0-9]+)*)(?=["\' }])|\{% icon "([a-z0-9-]+)" %\}|icon(?:_name)?="([a-z0-9-]+)"'
    r'|"(?:draft|wait|act|ok|bad|lock|void)" "([a-z0-9-]+)"'
)
IN_CODE = re.compile(
    r'State\("[^"]*",\s*"[a-z]*",\s*"([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"'
    r'|\("(?:draft|wait|act|ok|bad|lock|void)",\s*"([a-z0-9-]+)",\s*f?"[A-ZĐ]'
)


def icons_named(pattern, files):
    """(icon, file) of every icon that a pattern finds in files."""
    found = ((pattern.findall(path.read_text(encoding="utf-8")), path.name) for path in files)
    groups = ((match if isinstance(match, tuple) else (match,), name) for matches, name in found for match in matches)
    return {(icon, name) for match, name in groups for icon in match if icon}


def test_every_icon_that_is_named_is_in_the_font():
    shipped = set(re.findall(r"\.bi-([a-z0-9-]+)::", (VENDOR / "bootstrap-icons" / "bootstrap-icons.css").read_text()))
    root = Path(settings.BASE_DIR)
    code = [
        path for app in ("emulation", "organisations", "campaigns", "awards") for path in (root / app).rglob("*.py")
    ]
    named = icons_named(IN_TEMPLATES, (root / "templates").rglob("*.html")) | icons_named(IN_CODE, code)
    named |= {(entry.icon, "navigation") for entry in navigation._entries}
    assert ("bell", "_top_bar.html") in named
    assert {pair for pair in named if pair[0] not in shipped} == set()


def test_no_template_has_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    served = Path(settings.BASE_DIR, "templates").rglob("*.html")
    # What is printed as PDF is no page: it carries its layout with it and is sent to nobody.
    pages = [path for path in served if path.parent.name != "documents"]
    faulty = [path.name for path in pages if inline.search(path.read_text("utf-8"))]
    assert faulty == []


def test_the_files_of_a_first_page_stay_light():
    """Compressed as they are sent: styles, scripts, icon font, and the letters of three weights. The page itself adds 10 kB."""
    base = Path(settings.BASE_DIR, "templates", "base.html").read_text(encoding="utf-8")
    named = set(re.findall(r"\{% static '([^']+)' %\}", base)) | {"vendor/bootstrap-icons/bootstrap-icons.woff2"}
    named |= {
        f"vendor/be-vietnam-pro/files/be-vietnam-pro-{letters}-{weight}-normal.woff2"
        for letters in ("latin", "vietnamese")
        for weight in (400, 500, 600)
    }
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in named}
    assert sum(sizes.values()) < 260_000, sizes


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Incorrect password.", "Mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt."),
        ("This field is required.", "Còn để trống."),
    ],
)
def test_words_of_the_libraries_are_vietnamese(english, vietnamese):
    assert gettext(english) == vietnamese


def test_a_short_password_is_refused_in_vietnamese():
    with pytest.raises(forms.ValidationError) as refused:
        MinimumLengthValidator(10).validate("ngan")
    assert refused.value.messages == ["Mật khẩu này quá ngắn, cần ít nhất 10 ký tự."]


def test_a_bare_choice_looks_like_a_choice_and_a_bare_field_like_a_field():
    class Row(forms.Form):
        presence = forms.ChoiceField(choices=[("present", "Có mặt")])
        reason = forms.CharField()

    row = Row()
    assert 'class="form-select"' in render("{% control f %}", f=row["presence"])
    assert 'class="form-control"' in render("{% control f %}", f=row["reason"])
