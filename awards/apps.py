from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Who is proposed, weighed, voted, decided."""

    name = "awards"
    verbose_name = "Khen thưởng"
