from django.http import HttpResponse
from django.urls import path


def _v(request, **kw):
    return HttpResponse("chưa có trang này", status=404)


urlpatterns = [
    path("", _v, name="home"),
    path("bao-cao/", _v, name="submission_list"),
    path("bao-cao/<int:pk>/", _v, name="submission"),
    path("bao-cao/<int:pk>/soan/", _v, name="submission_edit"),
    path("bao-cao/<int:pk>/da-gui/", _v, name="submission_sent"),
    path("bao-cao/<int:pk>/in/", _v, name="submission_print"),
    path("theo-doi/", _v, name="board"),
    path("lich/", _v, name="calendar"),
    path("phong-trao/", _v, name="campaign_list"),
    path("phong-trao/<int:pk>/", _v, name="campaign"),
    path("phong-trao/nhiem-vu/<int:pk>/", _v, name="task"),
    path("chi-thi/", _v, name="directive_list"),
    path("chi-thi/<int:pk>/", _v, name="directive_review"),
]
