from django.urls import path

from campaigns.urls.pending import _v

urlpatterns = [
    path("don-vi/", _v, name="unit_list"),
    path("don-vi/<int:pk>/", _v, name="unit"),
    path("khoi/", _v, name="bloc_list"),
    path("khoi/<int:pk>/", _v, name="bloc"),
    path("tai-khoan/", _v, name="account_list"),
    path("nhat-ky/", _v, name="audit_list"),
    path("tai-khoan/vai-tro/", _v, name="switch_role"),
    path("tai-khoan/loi-moi/<str:token>/", _v, name="invitation"),
]
