from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "thidua.assessment"
    label = "assessment"
