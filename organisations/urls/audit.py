from django.urls import path

from organisations.views import audit

urlpatterns = [path("nhat-ky/", audit.audit_list, name="audit_list")]
