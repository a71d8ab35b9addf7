from django.urls import path

from awards.decisions.views import decisions, signing

urlpatterns = [
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/phien/<int:pk>/lap/", decisions.decision_new, name="decision_new"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/sua/", decisions.decision_edit, name="decision_edit"),
    path("quyet-dinh/<int:pk>/them/", decisions.decision_add, name="decision_add"),
    path("quyet-dinh/<int:pk>/ky/", signing.decision_sign, name="decision_sign"),
    path("quyet-dinh/da-ky/<int:pk>/", signing.signed, name="signed"),
    path("quyet-dinh/da-ky/<int:pk>/ban-ky/", signing.signed_attach, name="signed_attach"),
]
