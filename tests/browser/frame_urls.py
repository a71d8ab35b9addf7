"""Pages that hold one of each part of the frame, so that its scripts are tested apart from any real page."""

import time

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

FORM_PAGE = """{% extends "base.html" %}{% load static crispy_forms_tags %}
{% block title %}Báo cáo{% endblock %}
{% block scripts %}<script src="{% static 'js/autosave.js' %}" defer></script>
<script src="{% static 'js/upload.js' %}" defer></script><script src="{% static 'js/matrix.js' %}" defer></script>{% endblock %}
{% block breadcrumbs %}{% breadcrumbs "Báo cáo tiến độ" "/trang/" "9 tháng" %}{% endblock %}
{% block head %}<h1>Báo cáo 9 tháng</h1>{% endblock %}
{% block content %}<form method="post" class="stack" novalidate data-autosave="/luu/" data-autosave-key="bao-cao:1">
{% csrf_token %}<input type="hidden" name="version" value="1">
{% include "_error_summary.html" %}<section class="panel"><div class="panel-body">{{ form|crispy }}
{% include "_evidence.html" with input_name="file" input_id="tep" upload_url="/tai-len/" %}</div></section>
<div class="tbl-wrap" tabindex="0" role="region" aria-label="Bảng"><table class="tbl" data-matrix><thead><tr>
<th scope="col">Đơn vị</th><th scope="col">Quý I</th><th scope="col">6 tháng</th></tr></thead><tbody>
{% for row in "12" %}<tr><th scope="row">Sở {{ row }}</th>{% for column in "12" %}<td><a href="#" id="o{{ row }}{{ column }}"
class="mx mx-ok">{% icon "check-lg" %}<span class="visually-hidden">đã nhận</span></a></td>{% endfor %}</tr>{% endfor %}
</tbody></table></div>
{% include "_form_bar.html" with primary="Trình thủ trưởng" save="Lưu" %}</form>{% endblock %}"""

PLAIN_PAGE = """{% extends "base.html" %}{% block title %}Trang{% endblock %}{% block head %}<h1>Trang</h1>{% endblock %}
{% block content %}<p id="nguoi">{{ request.user }}</p>{% endblock %}"""


class ReportForm(forms.Form):
    value = forms.CharField(label="Thực hiện")
    text = forms.CharField(label="Kết quả", max_length=100, widget=forms.Textarea)


class Server:
    """What the test wants the server to do, and what the server saw."""

    autosave_status = 200
    slowness = 0.0
    autosaved: list = []
    sent: list = []


def show(request, source, **context):
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form_page(request):
    form = ReportForm(request.POST or None)
    if request.method == "POST":
        Server.sent.append(request.POST.dict())
        time.sleep(Server.slowness)
        if form.is_valid():
            messages.success(request, "Đã trình báo cáo 9 tháng.")
            return redirect("/trang/")
    return show(request, FORM_PAGE, form=form)


def plain_page(request):
    return show(request, PLAIN_PAGE)


def autosave(request):
    if Server.autosave_status != 200:
        return JsonResponse({}, status=Server.autosave_status)
    Server.autosaved.append(request.POST.dict())
    return JsonResponse({"saved_at": "09:41:20", "version": 2})


def upload(request):
    name = request.FILES["file"].name
    if name.endswith(".heic"):
        return JsonResponse({"message": "Không nhận tệp HEIC. Hãy lưu thành JPG rồi tải lại."}, status=400)
    return JsonResponse({"id": "1", "name": name, "html": f'<li><span></span><b class="da-len">{name}</b></li>'})


@login_not_required
def fault(request):
    raise RuntimeError("on purpose")


urlpatterns = [
    path("", plain_page),
    path("trang/", plain_page),
    path("bao-cao/", form_page),
    path("luu/", autosave),
    path("tai-len/", upload),
    path("hong/", fault),
    path("accounts/", include("allauth.urls")),
    path("", include("emulation.base.urls")),
]
handler403 = "emulation.base.views.forbidden"
handler404 = "emulation.base.views.not_found"
handler500 = "emulation.base.views.server_error"
