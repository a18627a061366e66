from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "thidua.papers"
    label = "papers"
