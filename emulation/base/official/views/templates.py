"""Pages of the office's Word templates: which kinds there are, download, edit in Word, put in place, back to the shipped one."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from emulation.base import files
from emulation.base.access import require
from emulation.base.files import FileRefused
from emulation.base.official import kinds, word
from emulation.base.official.forms import TemplateForm
from emulation.base.official.kinds import Kind
from emulation.base.official.models import OfficialTemplate
from emulation.base.official.services import templates
from emulation.base.official.word import TemplateFault
from emulation.base.workflow import Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _must(request: HttpRequest) -> None:
    require(request, "official.edit_templates", "Chỉ Sở Nội vụ sửa mẫu văn bản của tỉnh.")


def _kind(request: HttpRequest, key: str) -> Kind:
    _must(request)
    kind = kinds.get(key)
    if kind is None:
        raise Http404
    return kind


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """Every kind of document and which template it is printed with."""
    _must(request)
    own = {row.kind: row for row in OfficialTemplate.objects.filter(in_use=True).select_related("by")}
    rows = [{"kind": kind, "own": own.get(kind.key)} for kind in kinds.all_kinds()]
    return render(request, "official/template_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, key: str) -> HttpResponse:
    """One kind: its placeholders, the office's versions, a new version."""
    kind = _kind(request, key)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = templates.replace(kind, form.cleaned_data["file"], note=form.cleaned_data["note"], by=request.user)
        except (FileRefused, TemplateFault) as fault:
            form.add_error("file", str(fault))
        else:
            messages.success(request, f"Đã dùng mẫu mới (bản {row.number}) cho {kind.label}.")
            return redirect("official:template", key)
    context = {
        "kind": kind,
        "form": form,
        "own": templates.in_use(key),
        "versions": OfficialTemplate.objects.filter(kind=key).select_related("by", "file"),
        "placeholders": [
            {"mark": f"{{{{ {name} }}}}", "text": text, "required": name in word.required(kind.two_signatures)}
            for name, text in word.placeholders(kind.two_signatures).items()
        ],
    }
    return render(request, "official/template.html", context)


@require_GET
def template_download(request: HttpRequest, key: str) -> FileResponse:
    """The template in use, or the shipped one with ?co-san=1, to be edited in Word."""
    kind = _kind(request, key)
    own = None if request.GET.get("co-san") else templates.in_use(key)
    content = files.read(own.file) if own else kind.default_template()
    name = f"Mẫu {kind.label}{f' - bản {own.number}' if own else ' - có sẵn'}.docx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=files.clean_name(name), content_type=DOCX)


@require_POST
def template_default(request: HttpRequest, key: str) -> HttpResponse:
    """Back to the shipped template."""
    kind = _kind(request, key)
    try:
        templates.use_default(kind, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{kind.label} đã dùng lại mẫu có sẵn.")
    return redirect("official:template", key)
