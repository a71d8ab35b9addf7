from django.urls import path

from awards.decisions.views import money, notices

urlpatterns = [
    path("quyet-dinh/quy-tac/", money.rules, name="rules"),
    path("quyet-dinh/quy-tac/dat/", money.rules_new, name="rules_new"),
    path("quyet-dinh/da-ky/<int:pk>/tien-thuong/", money.money, name="money"),
    path("quyet-dinh/da-ky/<int:pk>/tien-thuong/xuat/", money.money_export, name="money_export"),
    path("quyet-dinh/da-ky/<int:pk>/trao-tang/", money.presentation_export, name="presentation_export"),
    path("quyet-dinh/da-ky/<int:pk>/thong-bao/", notices.notices, name="notices"),
    path("quyet-dinh/tien-thuong/<int:pk>/muc/", money.payment_amount, name="payment_amount"),
    path("quyet-dinh/tien-thuong/<int:pk>/bo-ghi/", money.payment_undo, name="payment_undo"),
]
