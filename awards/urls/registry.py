from django.urls import path

from awards.views import award_imports, doubts, facts, groups, people, registry

urlpatterns = [
    path("so-khen-thuong/", registry.registry, name="registry"),
    path("so-khen-thuong/xuat/", registry.registry_export, name="registry_export"),
    path("so-khen-thuong/nhap/", award_imports.award_import, name="award_import"),
    path("so-khen-thuong/nhap/<uuid:pk>/", award_imports.award_import_result, name="award_import_result"),
    path("so-khen-thuong/<int:pk>/", registry.award_record, name="award_record"),
    path("so-khen-thuong/<int:pk>/sua/", registry.award_record_edit, name="award_record_edit"),
    path("ca-nhan/trung-ten/", doubts.doubt_list, name="doubt_list"),
    path("ca-nhan/trung-ten/<int:pk>/", doubts.doubt, name="doubt"),
    path("ca-nhan/lan-gop/<int:pk>/tach/", people.person_unmerge, name="person_unmerge"),
    path("ca-nhan/<int:pk>/ghi/<slug:what>/", facts.person_fact, name="person_fact"),
    path("ca-nhan/<int:pk>/ghi/<slug:what>/<int:which>/", facts.person_fact, name="person_fact_edit"),
    path("ca-nhan/xem-xet/<int:pk>/ket-thuc/", facts.restriction_end, name="restriction_end"),
    path("tap-the/<int:pk>/", facts.collective, name="collective"),
    path("tap-the/<int:pk>/ghi/<slug:what>/", facts.collective_fact, name="collective_fact"),
    path("tap-the/<int:pk>/ghi/<slug:what>/<int:which>/", facts.collective_fact, name="collective_fact_edit"),
    path("ca-nhan/<int:pk>/", people.person, name="person"),
    path("ca-nhan/<int:pk>/sua/", people.person_edit, name="person_edit"),
    path("ca-nhan/<int:pk>/noi-cong-tac/", people.person_place, name="person_place"),
    path("ca-nhan/noi-cong-tac/<int:pk>/", people.place_edit, name="place_edit"),
    path("ca-nhan/noi-cong-tac/<int:pk>/bo/", people.place_remove, name="place_remove"),
    path("ho-gia-dinh/<int:pk>/", groups.household, name="household"),
    path("ho-gia-dinh/<int:pk>/sua/", groups.household_rename, name="household_rename"),
    path("tap-the/<int:pk>/sua/", groups.collective_rename, name="collective_rename"),
]
