"""Addresses of the registration of titles."""

from django.urls import path

from awards.registrations.views import calls, lines, list_import, registrations

app_name = "registrations"
urlpatterns = [
    path("dang-ky-danh-hieu/", registrations.registration_list, name="registration_list"),
    path("dang-ky-danh-hieu/dot/mo/", calls.call_new, name="call_new"),
    path("dang-ky-danh-hieu/dot/<int:pk>/", calls.overview, name="overview"),
    path("dang-ky-danh-hieu/dot/<int:pk>/xuat/", calls.overview_export, name="overview_export"),
    path("dang-ky-danh-hieu/dot/<int:pk>/nhac/", calls.remind, name="remind"),
    path("dang-ky-danh-hieu/dot/<int:pk>/sua/", calls.call_edit, name="call_edit"),
    path("dang-ky-danh-hieu/dot/<int:pk>/gia-han/", calls.call_extend, name="call_extend"),
    path("dang-ky-danh-hieu/<int:pk>/", registrations.registration, name="registration"),
    path("dang-ky-danh-hieu/<int:pk>/da-gui/", registrations.registration_sent, name="registration_sent"),
    path("dang-ky-danh-hieu/<int:pk>/in/", registrations.registration_print, name="registration_print"),
    path("dang-ky-danh-hieu/<int:pk>/lay-nam-truoc/", lines.take_over, name="take_over"),
    path("dang-ky-danh-hieu/<int:pk>/nhap-tep/", list_import.list_import, name="list_import"),
    path("dang-ky-danh-hieu/<int:pk>/them/", lines.line_pick, name="line_pick"),
    path("dang-ky-danh-hieu/<int:pk>/them/<slug:kind>/<int:subject>/", lines.line_new, name="line_new"),
    path("dang-ky-danh-hieu/dong/<int:pk>/", lines.line_edit, name="line_edit"),
    path("dang-ky-danh-hieu/dong/<int:pk>/bo/", lines.line_remove, name="line_remove"),
]
