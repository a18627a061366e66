"""Cross-check teams and visits."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import teams
from thidua.kernel.gate import page

TEAM = f"{YEAR}teams/<int:team_id>/"
VISIT = f"{YEAR}visits/<int:visit_id>/"

pages = [
    page(f"{YEAR}teams/", teams.teams, needs=policies.SEE, name="teams"),
    page(f"{YEAR}teams/add/", teams.add_team, needs=policies.RUN_ROUNDS, name="add_team"),
    page(f"{TEAM}dissolve/", teams.dissolve, needs=policies.RUN_ROUNDS, name="dissolve_team"),
    page(f"{TEAM}visit/<int:unit_id>/", teams.start_visit, needs=policies.WRITE_VISIT, name="start_visit"),
    page(VISIT, teams.visit, needs=policies.SEE, name="visit"),
    page(f"{VISIT}write/", teams.write_visit, needs=policies.WRITE_VISIT, name="write_visit"),
    page(f"{VISIT}sign/", teams.sign_visit, needs=policies.SIGN_VISIT, name="sign_visit"),
    page(f"{VISIT}agree/", teams.agree_to_visit, needs=policies.RECEIVE_VISIT, name="agree_visit"),
    page(f"{VISIT}return/", teams.return_visit, needs=policies.RECEIVE_VISIT, name="return_visit"),
]
