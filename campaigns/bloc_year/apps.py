from django.apps import AppConfig


class BlocYearConfig(AppConfig):
    """The year of a bloc: pledge, activities, meetings and their minutes."""

    name = "campaigns.bloc_year"
    label = "bloc_year"
    verbose_name = "Khối thi đua trong năm"
