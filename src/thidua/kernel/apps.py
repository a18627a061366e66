from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "thidua.kernel"
    label = "kernel"

    def ready(self) -> None:
        from thidua.kernel import checks  # noqa: F401  (registers the system check)
