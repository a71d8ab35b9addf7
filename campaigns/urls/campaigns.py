"""Campaigns and their pieces."""

from django.urls import path

from campaigns.views import campaigns, duties, indicators, participants, periods, tasks

urlpatterns = [
    path("phong-trao/", campaigns.campaign_list, name="campaign_list"),
    path("phong-trao/lap-moi/", campaigns.campaign_new, name="campaign_new"),
    path("phong-trao/tim-don-vi/", campaigns.unit_options, name="unit_options"),
    path("phong-trao/<int:pk>/", campaigns.campaign, name="campaign"),
    path("phong-trao/<int:pk>/sua/", campaigns.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/chep/", campaigns.campaign_copy, name="campaign_copy"),
    path("phong-trao/<int:pk>/da-phat-dong/", campaigns.campaign_launched, name="campaign_launched"),
    path("phong-trao/<int:pk>/nhat-ky/", campaigns.campaign_log, name="campaign_log"),
    path("phong-trao/<int:pk>/don-vi/", participants.campaign_units, name="campaign_units"),
    path("phong-trao/<int:pk>/don-vi/sua/", participants.campaign_units_edit, name="campaign_units_edit"),
    path("phong-trao/tham-gia/<int:pk>/thoi/", participants.participation_leave, name="participation_leave"),
    path("phong-trao/tham-gia/<int:pk>/lai/", participants.participation_return, name="participation_return"),
    path("phong-trao/<int:pk>/nhiem-vu/them/", tasks.task_new, name="task_new"),
    path("phong-trao/nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("phong-trao/nhiem-vu/<int:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("phong-trao/nhiem-vu/<int:pk>/bo/", tasks.task_remove, name="task_remove"),
    path("phong-trao/nhiem-vu/<int:pk>/chi-tieu/them/", indicators.indicator_new, name="indicator_new"),
    path("phong-trao/chi-tieu/<int:pk>/", indicators.indicator, name="indicator"),
    path("phong-trao/chi-tieu/<int:pk>/sua/", indicators.indicator_edit, name="indicator_edit"),
    path("phong-trao/chi-tieu/<int:pk>/bo/", indicators.indicator_remove, name="indicator_remove"),
    path("phong-trao/chi-tieu/<int:pk>/muc/them/", indicators.indicator_target_new, name="indicator_target_new"),
    path("phong-trao/muc/<int:pk>/sua/", indicators.indicator_target_edit, name="indicator_target_edit"),
    path("phong-trao/muc/<int:pk>/bo/", indicators.indicator_target_remove, name="indicator_target_remove"),
    path("phong-trao/<int:pk>/phan-cong/them/", duties.duty_new, name="duty_new"),
    path("phong-trao/phan-cong/<int:pk>/", duties.duty, name="duty"),
    path("phong-trao/phan-cong/<int:pk>/sua/", duties.duty_edit, name="duty_edit"),
    path("phong-trao/phan-cong/<int:pk>/bo/", duties.duty_remove, name="duty_remove"),
    path("phong-trao/<int:pk>/ky/", periods.campaign_periods, name="campaign_periods"),
    path("phong-trao/<int:pk>/ky/them/", periods.period_new, name="period_new"),
    path("phong-trao/ky/<int:pk>/", periods.period, name="period"),
    path("phong-trao/ky/<int:pk>/sua/", periods.period_edit, name="period_edit"),
    path("phong-trao/ky/<int:pk>/bo/", periods.period_remove, name="period_remove"),
    path("phong-trao/ky/<int:pk>/lui-han/", periods.period_exception, name="period_exception"),
    path("phong-trao/ky/<int:pk>/gia-han/", periods.extension_new, name="extension_new"),
    path("phong-trao/gia-han/<int:pk>/thu-lai/", periods.extension_remove, name="extension_remove"),
]
