from django.urls import path

from awards.views import law_pages, province_law

urlpatterns = [
    path("luat/", law_pages.law, name="law"),
    path("luat/danh-hieu/<slug:code>/", law_pages.law_award, name="law_award"),
    path("luat/van-ban/", law_pages.law_texts, name="law_texts"),
    path("luat/thoi-han/", law_pages.law_deadlines, name="law_deadlines"),
    path("luat/du-lieu/", law_pages.law_rows, name="law_rows"),
    path("luat/quy-dinh-tinh/", province_law.province_law, name="province_law"),
    path("luat/quy-dinh-tinh/<int:pk>/", province_law.province_rule, name="province_rule"),
    path("luat/quy-dinh-tinh/<int:pk>/doi-chieu/", province_law.province_rule_confirm, name="province_rule_confirm"),
    path("luat/quy-dinh-tinh/<int:pk>/ket-thuc/", province_law.province_rule_end, name="province_rule_end"),
    path("luat/quy-dinh-tinh/them/<slug:what>/", province_law.province_rule_new, name="province_rule_new"),
    path("luat/van-ban/them/", province_law.province_text_new, name="province_text_new"),
    path("luat/van-ban/<int:pk>/sua/", province_law.province_text_edit, name="province_text_edit"),
    path("luat/ten-goi/them/", province_law.province_name_new, name="province_name_new"),
    path("luat/ten-goi/<int:pk>/bo/", province_law.province_name_remove, name="province_name_remove"),
]
