from django.urls import path

from organisations.views import account_roles, accounts, own_account, roles

urlpatterns = [
    path("tai-khoan/", accounts.account_list, name="account_list"),
    path("tai-khoan/tao/", accounts.account_create, name="account_create"),
    path("tai-khoan/cua-toi/", own_account.own_account, name="own_account"),
    path("tai-khoan/phim-tat/", own_account.key_switch, name="key_switch"),
    path("tai-khoan/vai-tro/", roles.switch_role, name="switch_role"),
    path("tai-khoan/vai-tro/<int:pk>/thoi/", account_roles.account_end_role, name="account_end_role"),
    path("tai-khoan/loi-moi/<slug:token>/", own_account.invitation, name="invitation"),
    path("tai-khoan/<int:pk>/", accounts.account, name="account"),
    path("tai-khoan/<int:pk>/sua/", accounts.account_edit, name="account_edit"),
    path("tai-khoan/<int:pk>/giao-vai-tro/", account_roles.account_grant, name="account_grant"),
    path("tai-khoan/<int:pk>/moi/", accounts.account_invite, name="account_invite"),
    path("tai-khoan/<int:pk>/dat-lai-mat-khau/", accounts.account_password_mail, name="account_password_mail"),
    path("tai-khoan/<int:pk>/khoa/", accounts.account_lock, name="account_lock"),
    path("tai-khoan/<int:pk>/mo-khoa/", accounts.account_unlock, name="account_unlock"),
    path("tai-khoan/<int:pk>/xac-thuc/", accounts.account_second_factor, name="account_second_factor"),
]
