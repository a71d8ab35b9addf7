from django.urls import path

from awards.decisions.views import changes

urlpatterns = [
    path("quyet-dinh/dong/<int:pk>/huy-bo/", changes.line_revoke, name="line_revoke"),
    path("quyet-dinh/dong/<int:pk>/dinh-chinh/", changes.line_correct, name="line_correct"),
    path("quyet-dinh/thay-doi/<int:pk>/bo/", changes.change_remove, name="change_remove"),
    path("quyet-dinh/tien-thuong/<int:pk>/thu-hoi/", changes.payment_recover, name="payment_recover"),
    path("quyet-dinh/can-xem-lai/", changes.reliant_list, name="reliant_list"),
    path("quyet-dinh/can-xem-lai/<int:pk>/", changes.reliant, name="reliant"),
]
