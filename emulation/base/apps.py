from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The ground floor: it knows nothing of emulation work, everything above may use it."""

    name = "emulation.base"
    label = "base"
    verbose_name = "Nền tảng"

    def ready(self):
        from emulation.base import digests  # noqa: F401  (registers its work)
