"""One part or criterion of a draft: added, changed, moved, removed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.bloc_scores.enums import CriterionKind
from campaigns.bloc_scores.forms.criteria import EXAMPLES, CriterionForm, values_for_other_kind, values_of
from campaigns.bloc_scores.forms.place import PlaceForm
from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.services import criteria
from campaigns.bloc_scores.views.tables import crumbs_of, frozen, must_edit, own, url_of
from campaigns.services.pieces import version_of
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base.editing import answer_refusal
from emulation.base.workflow import Refused
from organisations.rules import is_dha

PART, CHOOSE = "phan", "chon"


def _criterion(request: HttpRequest, pk: int) -> Criterion:
    seen = CriteriaTable.objects.visible_to(request.user)
    rows = Criterion.objects.filter(table__in=seen).select_related("table__bloc", "table__template", "parent")
    row = get_object_or_404(rows, pk=pk)
    must_edit(request, row.table)
    return row


def _kind_asked(request: HttpRequest) -> str | None:
    """The kind in the address; None when it says none."""
    asked = request.GET.get("cach-tinh", "")
    return "" if asked == PART else asked if asked in CriterionKind.values else None


@require_http_methods(["GET", "POST"])
def criterion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose how it gives points, then fill it in."""
    table = own(request, pk)
    if (answer := frozen(request, table)) is not None:
        return answer
    parent_pk = request.GET.get("cha", "")
    parent = table.criteria.filter(pk=int(parent_pk)).first() if parent_pk.isdecimal() and len(parent_pk) < 12 else None
    kind = _kind_asked(request)
    if kind is None:
        context = {"table": table, "parent": parent, "kinds": _kinds(), "chosen": PART}
        return render(request, "bloc_scores/table_kinds.html", context | {"crumbs": crumbs_of(table, "Thêm mục")})

    def save(form: CriterionForm, version: int) -> tuple[str, str]:
        made = criteria.add(table, parent=parent, by=request.user, **form.fields_of_row())
        return f"{url_of(table)}#m{made.pk}", f"Đã thêm mục {made.code}."

    role = parent.role if parent else "standard"
    page = _page(request, table, kind, f"criterion-new:{pk}:{parent_pk}:{kind}", "Thêm mục", save, {"role": role})
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def criterion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it; another way of giving points by `?cach-tinh=`."""
    row = _criterion(request, pk)
    if (answer := frozen(request, row.table)) is not None:
        return answer
    if request.GET.get("cach-tinh") == CHOOSE and request.method == "GET":
        return _choose(request, row)
    asked = _kind_asked(request)
    kind = row.kind if asked is None else asked

    def save(form: CriterionForm, version: int) -> tuple[str, str]:
        criteria.change(row, by=request.user, version=version, **form.fields_of_row())
        return f"{url_of(row.table)}#m{row.pk}", f"Đã lưu mục {form.cleaned_data['code']}."

    key = f"criterion:{pk}" if kind == row.kind else f"criterion:{pk}:{kind}"
    initial = values_of(row) if kind == row.kind else values_for_other_kind(row)
    page = _page(request, row.table, kind, key, f"Sửa mục {row.code}", save, initial)
    page.version, page.saved = version_of(row), values_of
    page.context |= {"remove_url": reverse("bloc_scores:criterion_remove", args=[pk]), "remove_label": "Bỏ mục"}
    if not row.children.exists():
        page.context["kind_url"] = f"{request.path}?cach-tinh={CHOOSE}"
    return edit(request, page)


def _page(request: HttpRequest, table: CriteriaTable, kind: str, key: str, title: str, save, initial: dict) -> Page:
    may_lock = is_dha(request.user) and table.template_id is None
    label = CriterionKind(kind).label if kind else "Phần, gồm các tiêu chí bên dưới"
    return Page(
        key=key,
        title=title,
        crumbs=crumbs_of(table, (title, None)),
        back=url_of(table),
        form=lambda **kwargs: CriterionForm(table=table, kind=kind, may_lock=may_lock, **kwargs),
        initial=initial,
        save=save,
        lead=f"{label}. {EXAMPLES[kind]}",
        template="bloc_scores/criterion.html",
    )


def _choose(request: HttpRequest, row: Criterion) -> HttpResponse:
    """Another way of giving points for a criterion that is there."""
    title = f"Đổi cách tính của mục {row.code}"
    context = {"table": row.table, "row": row, "kinds": _kinds(), "chosen": row.kind or PART, "title": title}
    return render(request, "bloc_scores/table_kinds.html", context | {"crumbs": crumbs_of(row.table, title)})


def _kinds() -> list[tuple[str, str, str]]:
    """(value, words, an example) of each kind; a part first."""
    kinds = [(value, label, EXAMPLES[value]) for value, label in CriterionKind.choices]
    return [(PART, "Phần, gồm các tiêu chí bên dưới", EXAMPLES[""]), *kinds]


@require_POST
def criterion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Up or down among its siblings."""
    row = _criterion(request, pk)
    there = f"{url_of(row.table)}#m{pk}"
    try:
        criteria.move(row, by=request.user, up=request.POST.get("huong") == "len")
    except Refused as refused:
        return answer_refusal(request, refused, back=there)
    return redirect(there)


@require_http_methods(["GET", "POST"])
def criterion_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Into another part, or to another place."""
    row = _criterion(request, pk)
    if (answer := frozen(request, row.table)) is not None:
        return answer

    def save(form: PlaceForm, version: int) -> tuple[str, str]:
        parent, after = form.place()
        criteria.place(row, by=request.user, parent=parent, after=after)
        return f"{url_of(row.table)}#m{pk}", f"Đã chuyển mục {row.code}."

    page = Page(
        key=f"criterion-place:{pk}",
        title=f"Chuyển mục {row.code}",
        crumbs=crumbs_of(row.table, (f"Chuyển mục {row.code}", None)),
        back=url_of(row.table),
        form=lambda **kwargs: PlaceForm(row=row, **kwargs),
        save=save,
        lead=row.title[:200] + (". Các mục bên dưới đi cùng." if row.children.exists() else ""),
        primary="Chuyển",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def criterion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Why it goes."""
    row = _criterion(request, pk)
    if (answer := frozen(request, row.table)) is not None:
        return answer
    page = Removal(
        title=f"Bỏ mục {row.code}",
        crumbs=crumbs_of(row.table, ("Bỏ mục", None)),
        back=url_of(row.table),
        remove=lambda reason: criteria.remove(row, by=request.user, reason=reason),
        sentence=f"Đã bỏ mục {row.code}.",
        facts=[row.title, "Các mục bên dưới cũng được bỏ."] if row.children.exists() else [row.title],
        button="Bỏ mục",
    )
    return remove(request, page)
