from django.apps import AppConfig


class OfficialConfig(AppConfig):
    """Official documents, their templates and their numbers."""

    name = "emulation.base.official"
    label = "official"
    verbose_name = "Văn bản"

    def ready(self):
        from emulation.base.official import jobs, navigation  # noqa: F401  (jobs registers its work)

        navigation.register()
