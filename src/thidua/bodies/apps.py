from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "thidua.bodies"
    label = "bodies"
