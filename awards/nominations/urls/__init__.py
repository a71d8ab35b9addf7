"""Addresses of this app."""

from django.urls import path

from awards.nominations.views import files, findings, list_import, nominees, routes

app_name = "nominations"
urlpatterns = [
    path("de-nghi-khen-thuong/", files.file_list, name="file_list"),
    path("de-nghi-khen-thuong/lap/<int:pk>/", files.file_begin, name="file_begin"),
    path("de-nghi-khen-thuong/<int:pk>/", files.file, name="file"),
    path("de-nghi-khen-thuong/<int:pk>/to-trinh/", files.file_head, name="file_head"),
    path("de-nghi-khen-thuong/<int:pk>/da-gui/", files.file_sent, name="file_sent"),
    path("de-nghi-khen-thuong/<int:pk>/tra-lai/", files.file_return, name="file_return"),
    path("de-nghi-khen-thuong/<int:pk>/them/", nominees.nominee_pick, name="nominee_pick"),
    path("de-nghi-khen-thuong/<int:pk>/them/<slug:kind>/<int:subject>/", nominees.nominee_new, name="nominee_new"),
    path("de-nghi-khen-thuong/<int:pk>/nhap-tep/", list_import.list_import, name="list_import"),
    path(
        "de-nghi-khen-thuong/<int:pk>/nhap-tep/<uuid:job>/", list_import.list_import_result, name="list_import_result"
    ),
    path("de-nghi-khen-thuong/<int:pk>/tu-danh-sach/", nominees.nominee_listed, name="nominee_listed"),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/", nominees.nominee, name="nominee"),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/sua/", nominees.nominee_edit, name="nominee_edit"),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/doi-chieu/", findings.findings, name="findings"),
    path(
        "de-nghi-khen-thuong/<int:pk>/them/<slug:kind>/<int:subject>/doi-chieu/",
        findings.findings_new,
        name="findings_new",
    ),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/bo/", nominees.nominee_remove, name="nominee_remove"),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/van-de-nghi/", nominees.nominee_override, name="nominee_override"),
    path("de-nghi-khen-thuong/doi-tuong/<int:pk>/dan-chung/", nominees.nominee_link, name="nominee_link"),
    path("de-nghi-khen-thuong/tai-lieu/<int:pk>/bo/", nominees.paper_remove, name="paper_remove"),
    path("de-nghi-khen-thuong/dan-chung/<int:pk>/bo/", nominees.evidence_unlink, name="evidence_unlink"),
    path("de-nghi-khen-thuong/dot/", routes.route_list, name="route_list"),
    path("de-nghi-khen-thuong/dot/lap/", routes.route_new, name="route_new"),
    path("de-nghi-khen-thuong/dot/<int:pk>/sua/", routes.route_edit, name="route_edit"),
    path("de-nghi-khen-thuong/dot/<int:pk>/gia-han/", routes.route_extend, name="route_extend"),
]
