"""Pages on which anybody with a role reads the law: versions and awards, one award, texts, deadlines, every row."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from awards.forms.province_law import DayForm, RowFilterForm
from awards.law import law as rows_of_the_law
from awards.selectors import law_award as award_selectors
from awards.selectors import law_pages as pages
from awards.selectors.law_rows import GROUPS, row_lines
from awards.selectors.law_words import source_names, version_on
from emulation.base import clock, vietnamese
from emulation.base.access import require
from organisations.views.common import page_of

VIEW = ("awards.view_law", "Cần có vai trò còn hiệu lực để xem luật, quy định.")
FIRST_DAY = min(version.valid_from for version in rows_of_the_law().versions.values())
SELECTORS = {"filed": "ngày nộp hồ sơ", "accepted": "ngày tiếp nhận để thẩm định"}


def _day(request: HttpRequest) -> tuple[DayForm, dt.date]:
    """The day that was asked for, else today; before the first version nothing is known."""
    form = DayForm(request.GET)
    day = form.cleaned_data.get("ngay") if form.is_valid() else None
    if day and day < FIRST_DAY:
        form.add_error("ngay", f"Dữ liệu luật có từ ngày {vietnamese.format_date(FIRST_DAY)}. Hãy chọn ngày sau đó.")
        day = None
    return form, day or clock.today()


def _context(request: HttpRequest, tab: str) -> dict:
    form, day = _day(request)
    query = urlencode({"ngay": vietnamese.format_date(day)}) if day != clock.today() else ""
    version = rows_of_the_law().versions[version_on(day)]
    return {"form": form, "day": day, "query": query, "version": version, "tab": tab, "today": clock.today()}


@require_GET
def law(request: HttpRequest) -> HttpResponse:
    """Versions of the law, and the awards that exist on a day."""
    require(request, *VIEW)
    context = _context(request, "awards")
    versions = [
        {"row": row, "selector": SELECTORS[row.selector], "source": source_names(row)}
        for row in rows_of_the_law().versions.values()
    ]
    lines = pages.award_lines(context["day"])
    groups = [
        ("Danh hiệu thi đua", "h-dh", [line for line in lines if line.award.family == "title"]),
        ("Hình thức khen thưởng", "h-ht", [line for line in lines if line.award.family != "title"]),
    ]
    return render(request, "awards/law.html", context | {"versions": versions, "groups": groups})


@require_GET
def law_award(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked for one award on a day, who decides, dossier, vote, posting, money."""
    require(request, *VIEW)
    if code not in rows_of_the_law().awards:
        raise Http404
    context = _context(request, "awards")
    return render(request, "awards/law_award.html", context | {"it": award_selectors.award_page(code, context["day"])})


@require_GET
def law_texts(request: HttpRequest) -> HttpResponse:
    """Texts of the nation and of the province, with what has ended."""
    require(request, *VIEW)
    context = _context(request, "texts")
    found = {"lines": pages.text_lines(context["day"]), "own": pages.province_texts(context["day"])}
    may_edit = request.user.has_perm("awards.edit_province_law")
    return render(request, "awards/law_texts.html", context | found | {"may_edit": may_edit})


@require_GET
def law_deadlines(request: HttpRequest) -> HttpResponse:
    """Deadlines, the base salary from day to day."""
    require(request, *VIEW)
    context = _context(request, "deadlines")
    salaries = reversed(rows_of_the_law().base_salaries)
    found = {"lines": pages.deadline_lines(context["day"]), "salaries": pages.salary_lines(salaries, context["day"])}
    return render(request, "awards/law_deadlines.html", context | found)


@require_GET
def law_rows(request: HttpRequest) -> HttpResponse:
    """Every row with its articles, where it was seen, how sure it is."""
    require(request, *VIEW)
    form = RowFilterForm(request.GET, groups=GROUPS)
    form.is_valid()
    asked = form.cleaned_data
    lines = row_lines(clock.today(), group=asked.get("nhom", ""), tag=asked.get("muc", ""), text=asked.get("q", ""))
    page = page_of(request, lines)
    return render(request, "awards/law_rows.html", {"form": form, "page": page, "tab": "rows", "query": ""})
