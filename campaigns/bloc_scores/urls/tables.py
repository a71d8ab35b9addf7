"""Criteria tables."""

from django.urls import path

from campaigns.bloc_scores.views import criteria, table_imports, table_settings, tables

urlpatterns = [
    path("cham-diem/bang-tieu-chi/", tables.table_list, name="table_list"),
    path("cham-diem/bang-tieu-chi/nhap/", table_imports.table_import, name="table_import"),
    path("cham-diem/bang-tieu-chi/nhap/<uuid:pk>/", table_imports.table_import_result, name="table_import_result"),
    path("cham-diem/bang-tieu-chi/<int:pk>/", tables.table, name="table"),
    path("cham-diem/bang-tieu-chi/<int:pk>/thong-tin/", table_settings.table_head, name="table_head"),
    path("cham-diem/bang-tieu-chi/<int:pk>/buoc-cham/", table_settings.table_stages, name="table_stages"),
    path("cham-diem/bang-tieu-chi/<int:pk>/xep-hang/", table_settings.table_ranking, name="table_ranking"),
    path("cham-diem/bang-tieu-chi/<int:pk>/in/", tables.table_print, name="table_print"),
    path("cham-diem/bang-tieu-chi/<int:pk>/chep/", tables.table_copy, name="table_copy"),
    path("cham-diem/bang-tieu-chi/<int:pk>/ban-moi/", tables.table_version, name="table_version"),
    path("cham-diem/bang-tieu-chi/<int:pk>/so-sanh/", tables.table_compare, name="table_compare"),
    path("cham-diem/bang-tieu-chi/<int:pk>/them-muc/", criteria.criterion_new, name="criterion_new"),
    path("cham-diem/bang-tieu-chi/muc/<int:pk>/", criteria.criterion_edit, name="criterion_edit"),
    path("cham-diem/bang-tieu-chi/muc/<int:pk>/chuyen/", criteria.criterion_move, name="criterion_move"),
    path("cham-diem/bang-tieu-chi/muc/<int:pk>/vi-tri/", criteria.criterion_place, name="criterion_place"),
    path("cham-diem/bang-tieu-chi/muc/<int:pk>/bo/", criteria.criterion_remove, name="criterion_remove"),
]
