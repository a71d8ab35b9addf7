from django.urls import path

from emulation.base.official.views import documents, templates

app_name = "official"
urlpatterns = [
    path("mau-van-ban/", templates.template_list, name="template_list"),
    path("mau-van-ban/<slug:key>/", templates.template, name="template"),
    path("mau-van-ban/<slug:key>/tai/", templates.template_download, name="template_download"),
    path("mau-van-ban/<slug:key>/mau-co-san/", templates.template_default, name="template_default"),
    path("van-ban/<slug:key>/<int:pk>/", documents.document, name="document"),
    path("van-ban/<slug:key>/<int:pk>/lay-so/", documents.document_number, name="document_number"),
    path("van-ban/<slug:key>/<int:pk>/ban-ky/", documents.document_signed, name="document_signed"),
    path("van-ban/<slug:key>/<int:pk>/tao/", documents.document_make, name="document_make"),
]
