from django.urls import path

from awards.decisions.views import fund, notices, payments

urlpatterns = [
    path("quyet-dinh/quy/", fund.fund, name="fund"),
    path("quyet-dinh/quy/ghi/", fund.fund_new, name="fund_new"),
    path("quyet-dinh/quy/<int:pk>/huy/", fund.fund_cancel, name="fund_cancel"),
    path("quyet-dinh/quy-tac/", payments.rules, name="rules"),
    path("quyet-dinh/quy-tac/dat/", payments.rules_new, name="rules_new"),
    path("quyet-dinh/da-ky/<int:pk>/tien-thuong/", payments.money, name="money"),
    path("quyet-dinh/da-ky/<int:pk>/tien-thuong/xuat/", payments.money_export, name="money_export"),
    path("quyet-dinh/da-ky/<int:pk>/trao-tang/", payments.presentation_export, name="presentation_export"),
    path("quyet-dinh/da-ky/<int:pk>/thong-bao/", notices.notices, name="notices"),
    path("quyet-dinh/tien-thuong/<int:pk>/muc/", payments.payment_amount, name="payment_amount"),
    path("quyet-dinh/tien-thuong/<int:pk>/bo-ghi/", payments.payment_undo, name="payment_undo"),
]
