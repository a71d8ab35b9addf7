"""What every template says the same way: states, deadlines, numbers, dates, icons, the path to a page."""

import datetime as dt
import functools
import math
from decimal import Decimal

from django import forms, template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from emulation.base import clock, navigation, vietnamese

register = template.Library()

FAMILIES = {"": "", "draft": ""} | {name: f" st-{name}" for name in ("wait", "act", "ok", "bad", "lock", "void")}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SOON_DAYS = 3
UNKNOWN = "–"


# --- links ----------------------------------------------------------------------------------------------------------
@register.simple_tag
@functools.cache
def asset(path):
    """`{% static %}` of the frame: the address of a file does not change while the process runs."""
    return static(path)


@register.simple_tag
def address(name):
    """`{% url %}` of the frame, of a page without parameters; the same all day, so looked up once."""
    return navigation.address(name)


@register.simple_tag
def link_if(url, words):
    """A link where the person may go there (url is not empty), else the words alone."""
    return format_html('<a href="{}">{}</a>', url, words) if url else words


# --- icons and states -----------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name):
    """An icon beside its words; the words carry the meaning, so the icon is hidden from screen readers."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


def badge_of(subject):
    """The (family, icon, label) of a triple, of a workflow state, or of an object that has one of them as `badge`."""
    if isinstance(subject, (tuple, list)):
        return tuple(subject)
    if hasattr(subject, "badge"):
        return badge_of(subject.badge() if callable(subject.badge) else subject.badge)
    return subject.family, subject.icon, subject.label


@register.simple_tag
def status(subject, icon_name=None, label=None):
    """The badge of a state: `{% status report %}`, `{% status triple %}`, `{% status "ok" "check2-circle" "Đạt" %}`."""
    if not subject and icon_name is None:
        return ""
    family, icon_name, label = (subject, icon_name, label) if icon_name else badge_of(subject)
    return format_html(
        '<span class="st{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>', FAMILIES[family], icon_name, label
    )


# --- numbers --------------------------------------------------------------------------------------------------------
@register.filter
def number(value, decimals=None):
    """`{{ amount|number }}`, `{{ points|number:2 }}`: 1.234,5; an unknown is a dash."""
    return vietnamese.format_number(None if value == "" else value, decimals)


@register.filter
def percent(value, decimals=1):
    """`{{ rate|percent }}` of 96.5 is "96,5%"; the value is already a percentage."""
    return vietnamese.format_percent(value, decimals)


@register.filter
def file_size(size):
    """Bytes as people read them: "850 kB", "2,4 MB"."""
    if size is None:
        return UNKNOWN
    if size < 1024 * 1024:
        return f"{max(1, math.ceil(size / 1024))} kB"
    return f"{vietnamese.format_number(Decimal(size) / (1024 * 1024), 1)} MB"


# --- dates ----------------------------------------------------------------------------------------------------------
def day_of(value):
    """The Vietnamese day of a date or a moment."""
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def date_text(value):
    """15/12/2023, plain: for attributes and sentences built elsewhere."""
    return vietnamese.format_date(value)


@register.filter
def date_vn(value):
    """15/12/2023 in a `<time>`."""
    if not value:
        return UNKNOWN
    return format_html('<time datetime="{}">{}</time>', day_of(value).isoformat(), vietnamese.format_date(value))


@register.filter
def datetime_vn(value):
    """11/12/2023 lúc 16:05 in a `<time>`; a bare date stays a date."""
    if not isinstance(value, dt.datetime):
        return date_vn(value)
    value = timezone.localtime(value)
    stamp, text = value.isoformat(timespec="minutes"), f"{value:%d/%m/%Y lúc %H:%M}"
    return format_html('<time datetime="{}">{}</time>', stamp, text)


@register.filter
def time_vn(value):
    """09:41:20, the Vietnamese time of a moment."""
    return f"{timezone.localtime(value):%H:%M:%S}" if value else UNKNOWN


@register.filter
def long_date_vn(value):
    """thứ Ba, ngày 12/12/2023."""
    return format_html("{}, ngày {}", WEEKDAYS[day_of(value).weekday()], date_vn(value)) if value else UNKNOWN


@register.filter
def lower_first(text):
    """A title inside a sentence: "Tỉnh Hà Nam" becomes "tỉnh Hà Nam"."""
    text = str(text or "")
    return text[:1].lower() + text[1:]


# --- deadlines ------------------------------------------------------------------------------------------------------
DUE = (
    '<span class="due{}"><i class="bi bi-{}" aria-hidden="true"></i><b>{}</b>'
    '<time datetime="{}">{} {}</time></span>'
)  # fmt: skip


def _open_deadline(days, working_days):
    """Class, icon, words and the word before the date, for what is not done yet (0 days is today, less is late)."""
    if days < 0:
        return " due-late", "exclamation-octagon", f"Quá hạn {-days} ngày", "hạn"
    css, icon_name = (" due-soon", "alarm") if days <= SOON_DAYS else ("", "calendar3")
    if days == 0:
        return css, icon_name, "Hạn là hôm nay", "hết"
    words = f"Còn {days} ngày" if working_days is None else f"Còn {working_days} ngày làm việc"
    return css, icon_name, words, "hết"


def _met_deadline(days_late, word):
    """The same for what is done: in time, or how many days late."""
    if days_late > 0:
        return " due-late", "check2-circle", f"{word} trễ {days_late} ngày", "hạn"
    return " due-done", "check2-circle", f"{word} đúng hạn", "hạn"


@register.simple_tag
def due(deadline, done=None, word="Xong", working_days=None):
    """A deadline in words and as a date: `{% due period.deadline %}`, `{% due d done=report.sent_at word="Đã gửi" %}`.

    A deadline without a time lasts to the end of its day, so only days are compared.
    """
    if not deadline:
        return ""
    day = day_of(deadline)
    if done:
        css, icon_name, words, prefix = _met_deadline((day_of(done) - day).days, word)
    else:
        css, icon_name, words, prefix = _open_deadline((day - clock.today()).days, working_days)
    return format_html(DUE, css, icon_name, words, day.isoformat(), prefix, vietnamese.format_date(day))


@register.filter
def folded(offers):
    """Moves that are told of under a fold: they wait, and are not the main thing of the page."""
    return [offer for offer in offers or [] if not offer.enabled and not offer.stands_out]


# --- the path to a page ---------------------------------------------------------------------------------------------
def crumb_pairs(parts):
    """(label, url) of each step from `label, url, label, url, ..., label` or from one list of pairs."""
    if len(parts) == 1 and isinstance(parts[0], (list, tuple)):
        return [(*pair, None)[:2] if isinstance(pair, (list, tuple)) else (pair, None) for pair in parts[0]]
    return [(parts[i], parts[i + 1] if i + 1 < len(parts) else None) for i in range(0, len(parts), 2)]


@register.simple_tag
def breadcrumbs(*parts):
    """`{% breadcrumbs "Báo cáo tiến độ" list_url "9 tháng năm 2023" %}`: the last item is the page itself."""
    *before, (last, _) = crumb_pairs(parts)
    steps = [(format_html('<a href="{}">{}</a>', url, label) if url else label,) for label, url in before]
    return format_html(
        '<nav aria-label="Đường dẫn"><ol class="breadcrumb">{}{}</ol></nav>',
        format_html_join("", '<li class="breadcrumb-item">{}</li>', steps),
        format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', last),
    )


@register.simple_tag(takes_context=True)
def page_url(context, page_number, parameter="trang"):
    """The same address on another page: every filter of the address is kept."""
    query = context["request"].GET.copy()
    query[parameter] = page_number
    return f"?{query.urlencode()}"


# --- forms ----------------------------------------------------------------------------------------------------------
def field_errors(form):
    """(anchor, label, sentence) of each error of one form; the anchor is None for an error of the form as a whole."""
    rows = [(None, "", sentence) for sentence in form.non_field_errors()]
    for field in form:
        anchor = field.id_for_label or f"{field.auto_id}_0"
        rows += [(None if field.is_hidden else anchor, field.label, sentence) for sentence in field.errors]
    return rows


@register.simple_tag
def error_list(form=None, formset=None):
    """Every error of a form and of a formset, in the order of the page, for `_error_summary.html`."""
    rows = field_errors(form) if form and form.is_bound else []
    if formset and formset.is_bound:
        rows += [(None, "", sentence) for sentence in formset.non_form_errors()]
        for one in formset:
            rows += field_errors(one)
    return rows


@register.filter
def missing(items):
    """The items of a readiness list that are still to be done."""
    return [item for item in items or [] if state_of(item) == "missing"]


def state_of(item):
    """The state of a readiness item, which is a dict or an object."""
    return item["state"] if isinstance(item, dict) else item.state


READY_ICONS = {"missing": "exclamation-circle", "done": "check2-circle", "info": "info-circle"}
READY_WORDS = {"missing": "Còn thiếu: ", "done": "Đã xong: ", "info": "Lưu ý: "}


@register.filter
def ready_sorted(items):
    """A readiness list in reading order (missing, done, information), each item with its icon and its spoken state."""
    order = list(READY_ICONS)
    ranked = sorted(items or [], key=lambda item: order.index(state_of(item)))
    return [{"item": item, "icon": READY_ICONS[state_of(item)], "word": READY_WORDS[state_of(item)]} for item in ranked]


@register.simple_tag
def control(bound_field, css=""):
    """The bare control of a form field in our look; its label, help and errors stand in `_field.html`.

    A placeholder is taken away: it is no label, and it leaves as soon as one types.
    """
    kind = "form-select" if isinstance(bound_field.field.widget, forms.Select) else "form-control"
    classes = [kind, css, "is-invalid" if bound_field.errors else ""]
    return bound_field.as_widget(attrs={"class": " ".join(filter(None, classes)), "placeholder": False})


FILE_KINDS = {"pdf": "pdf", "zip": "zip", "txt": "text"}
FILE_KINDS |= dict.fromkeys(("doc", "docx"), "word") | dict.fromkeys(("jpg", "jpeg", "png"), "image")
FILE_KINDS |= dict.fromkeys(("xls", "xlsx", "csv"), "spreadsheet")


@register.filter
def file_icon(name):
    """The icon of a file by the end of its name."""
    kind = FILE_KINDS.get(str(name or "").lower().rpartition(".")[2])
    return f"file-earmark-{kind}" if kind else "file-earmark"
