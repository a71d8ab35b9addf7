"""The document of an object: its versions, its files, its number, the signed paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from emulation.base import clock
from emulation.base.files import FileRefused
from emulation.base.official import kinds
from emulation.base.official.forms import NumberForm, SignedForm
from emulation.base.official.kinds import Kind
from emulation.base.official.pdf import PdfUnavailable
from emulation.base.official.services import documents, numbering
from emulation.base.official.word import TemplateFault
from emulation.base.workflow import Refused


def _found(request: HttpRequest, key: str, pk: int) -> tuple[Kind, models.Model]:
    """The kind and the object, for those who see the object."""
    kind = kinds.get(key)
    if kind is None:
        raise Http404
    return kind, get_object_or_404(kind.model._default_manager.visible_to(request.user), pk=pk)


@require_POST
def document_make(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Make the document as its object stands now; a long one is printed by a job."""
    kind, obj = _found(request, key, pk)
    wanted = "docx" if request.POST.get("wanted") == "docx" else "pdf"
    try:
        row = documents.make(obj, kind=kind.key, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(kind.page(obj))
    if not getattr(row, f"{wanted}_id") and documents.is_large(row):
        return redirect("base:job", documents.start_job(row, by=request.user, wanted=wanted).pk)
    try:
        row = documents.print_file(row, wanted)
    except (PdfUnavailable, TemplateFault) as fault:
        messages.error(request, str(fault))
        return redirect(kind.page(obj))
    return redirect(f"{reverse('base:file', args=[getattr(row, wanted).pk])}?tai-ve=1")


@require_GET
def document(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Every version that the person reads, with the fingerprints of its files; what is still to do."""
    return _page(request, *_found(request, key, pk))


def _page(request: HttpRequest, kind: Kind, obj: Any, **forms: Any) -> HttpResponse:
    rows = documents.of(obj, kind.key).filter(kind.reads(request.user))
    versions = list(rows.select_related("docx", "pdf", "signed", "made_by"))
    final = next((row for row in versions if row.number is not None), None)
    may_sign = bool(kind.book) and kind.may_sign(obj, request.user)
    context = {
        "kind": kind,
        "obj": obj,
        "back": kind.page(obj),
        "versions": versions,
        "final": final,
        "refused": kind.refuses(obj, request.user),
        "number_form": None,
        "signed_form": None,
    }
    if may_sign and final is None and not context["refused"]:
        context["number_form"] = forms.get("number_form") or NumberForm(initial={"signed_on": clock.today()})
    if may_sign and final is not None and final.signed_id is None:
        context["signed_form"] = forms.get("signed_form") or SignedForm()
    return render(request, "official/document.html", context)


def _to_sign(request: HttpRequest, key: str, pk: int) -> tuple[Kind, models.Model]:
    kind, obj = _found(request, key, pk)
    if not (kind.book and kind.may_sign(obj, request.user)):
        raise PermissionDenied("Bạn không được ghi số và bản ký của văn bản này.")
    return kind, obj


@require_POST
def document_number(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The paper was signed: it takes the next number of its book."""
    kind, obj = _to_sign(request, key, pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, obj, number_form=form)
    try:
        row = numbering.sign(obj, kind=kind.key, book=kind.book, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã lấy số {row.number:02d} năm {row.year} của sổ {row.book}.")
    return redirect("official:document", key, pk)


@require_POST
def document_signed(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Attach the signed PDF."""
    kind, obj = _to_sign(request, key, pk)
    final = documents.of(obj, kind.key).exclude(number=None).first()
    if final is None:
        messages.error(request, "Văn bản chưa lấy số. Hãy lấy số, ngày ký trước rồi đính kèm bản đã ký.")
        return redirect("official:document", key, pk)
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            documents.attach_signed(final, form.cleaned_data["file"], by=request.user)
        except FileRefused as fault:
            form.add_error("file", str(fault))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã đính kèm bản đã ký.")
    return _page(request, kind, obj, signed_form=form) if form.errors else redirect("official:document", key, pk)
