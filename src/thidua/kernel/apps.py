from django.apps import AppConfig
from django.db.backends.signals import connection_created


class KernelConfig(AppConfig):
    name = "thidua.kernel"
    label = "kernel"

    def ready(self) -> None:
        from thidua.kernel import checks, clock  # noqa: F401  (registers the system check)

        connection_created.connect(clock.follow, dispatch_uid="thidua.clock")
