from django.urls import path

from organisations.views import unit_forms, unit_imports, units

urlpatterns = [
    path("don-vi/", units.unit_list, name="unit_list"),
    path("don-vi/xuat/", units.unit_export, name="unit_export"),
    path("don-vi/tim/", units.unit_search, name="unit_search"),
    path("don-vi/them/", unit_forms.unit_create, name="unit_create"),
    path("don-vi/nhap/", unit_imports.unit_import, name="unit_import"),
    path("don-vi/nhap/<uuid:pk>/", unit_imports.unit_import_result, name="unit_import_result"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/lich-su/", units.unit_history, name="unit_history"),
    path("don-vi/<int:pk>/sua/", unit_forms.unit_edit, name="unit_edit"),
    path("don-vi/<int:pk>/doi-ten/", unit_forms.unit_rename, name="unit_rename"),
    path("don-vi/<int:pk>/ket-thuc/", unit_forms.unit_end, name="unit_end"),
    path("don-vi/<int:pk>/ke-thua/", unit_forms.unit_succession, name="unit_succession"),
]
