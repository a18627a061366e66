from thidua.bodies.policies import CHANGE_BODY
from thidua.cycles import policies, views
from thidua.cycles.views import jointevents
from thidua.kernel.gate import page

app_name = "cycles"

YEAR = "years/<int:year_id>/"
EVENTS = f"{YEAR}events/"
BODY = "bodies/<int:body_id>/"
REQUEST = f"{YEAR}calendar/requests/<int:extension_id>/"
SHEET = "sheets/<int:table_id>/"
GUARD = f"{SHEET}guards/<int:place>/"

urlpatterns = [
    page("blocs/", views.blocs, needs=policies.SEE, name="blocs"),
    page("blocs/create/", views.create_bloc, needs=policies.CREATE_BLOC, name="create_bloc"),
    page("blocs/import/", views.import_province, needs=policies.IMPORT_PROVINCE, name="import_province"),
    page("blocs/import/keep/", views.keep_province, needs=policies.IMPORT_PROVINCE, name="keep_province"),
    page("blocs/import/template/", views.province_template, needs=policies.IMPORT_PROVINCE, name="province_template"),
    page("blocs/<int:bloc_id>/", views.bloc, needs=policies.SEE, name="bloc"),
    page("blocs/<int:bloc_id>/change/", views.change_bloc, needs=policies.CHANGE_BLOC, name="change_bloc"),
    page("blocs/<int:bloc_id>/start-year/", views.start_year, needs=policies.START_YEAR, name="start_year"),
    page("blocs/<int:bloc_id>/start-sheet/", views.start_sheet, needs=policies.START_SHEET, name="start_sheet"),
    page("blocs/<int:bloc_id>/copy-sheet/", views.copy_sheet, needs=policies.START_SHEET, name="copy_sheet"),
    page(f"{YEAR}setup/", views.setup, needs=policies.SET_UP, name="setup"),
    page(f"{YEAR}setup/days/", views.change_days, needs=policies.SET_UP, name="change_days"),
    page(f"{YEAR}setup/decision/", views.change_decision, needs=policies.SET_UP, name="change_decision"),
    page(f"{YEAR}setup/members/", views.set_members, needs=policies.SET_UP, name="set_members"),
    page(f"{YEAR}setup/leadership/", views.set_leadership, needs=policies.SET_UP, name="set_leadership"),
    page(f"{YEAR}setup/calendar/", views.set_calendar, needs=policies.SET_UP, name="set_calendar"),
    page(f"{YEAR}setup/sheet/", views.choose_sheet, needs=policies.SET_UP, name="choose_sheet"),
    page(f"{YEAR}open/", views.open_year, needs=policies.OPEN, name="open_year"),
    page(f"{YEAR}members/", views.members, needs=policies.SEE, name="members"),
    page(f"{YEAR}members/find/", views.find_member, needs=policies.CHANGE_MEMBERS, name="find_member"),
    page(f"{YEAR}members/add/<int:body_id>/", views.add_member, needs=policies.CHANGE_MEMBERS, name="add_member"),
    page(
        f"{YEAR}members/<int:membership_id>/let-go/",
        views.let_member_go,
        needs=policies.CHANGE_MEMBERS,
        name="let_member_go",
    ),
    page(
        f"{YEAR}members/leadership/",
        views.replace_leadership,
        needs=policies.CHANGE_MEMBERS,
        name="replace_leadership",
    ),
    page(f"{YEAR}roles/assign/", views.assign_role, needs=policies.ASSIGN_ROLES, name="assign_role"),
    page(f"{YEAR}roles/<int:role_id>/end/", views.end_role, needs=policies.END_ROLE, name="end_role"),
    page(BODY, views.body, needs=policies.SEE, name="body"),
    page(f"{BODY}rename/", views.rename_body, needs=CHANGE_BODY, name="rename_body"),
    page(f"{BODY}merge/", views.merge_bodies, needs=CHANGE_BODY, name="merge_bodies"),
    page(f"{BODY}split/", views.split_body, needs=CHANGE_BODY, name="split_body"),
    page(f"{BODY}dissolve/", views.dissolve_body, needs=CHANGE_BODY, name="dissolve_body"),
    page(f"{YEAR}calendar/", views.calendar, needs=policies.SEE, name="calendar"),
    page(f"{YEAR}calendar/extend/", views.extend_deadline, needs=policies.EXTEND, name="extend_deadline"),
    page(EVENTS, jointevents.joint_events, needs=policies.SEE, name="joint_events"),
    page(f"{EVENTS}add/", jointevents.plan_event, needs=policies.PLAN_EVENTS, name="plan_event"),
    page(f"{EVENTS}calendar.ics", jointevents.calendar_file, needs=policies.SEE, name="calendar_file"),
    page(f"{EVENTS}<int:event_id>/", jointevents.change_event, needs=policies.CHANGE_EVENT, name="change_event"),
    page(f"{EVENTS}<int:event_id>/cancel/", jointevents.cancel_event, needs=policies.CHANGE_EVENT, name="cancel_event"),
    page(f"{YEAR}calendar/extend-unit/", views.extend_unit, needs=policies.EXTEND, name="extend_unit"),
    page(f"{YEAR}calendar/ask/", views.ask_extension, needs=policies.ASK_EXTENSION, name="ask_extension"),
    page(REQUEST, views.answer_extension, needs=policies.ANSWER_EXTENSION, name="answer_extension"),
    page(f"{REQUEST}back/", views.take_extension_back, needs=policies.ASK_EXTENSION, name="take_extension_back"),
    page(f"{YEAR}calendar/lock/<str:phase>/", views.lock_period, needs=policies.LOCK_PERIOD, name="lock_period"),
    page(SHEET, views.sheet, needs=policies.SEE, name="sheet"),
    page(f"{SHEET}add/", views.add_criterion, needs=policies.EDIT_SHEET, name="add_criterion"),
    page(f"{SHEET}add-section/", views.add_section, needs=policies.EDIT_SHEET, name="add_section"),
    page(f"{SHEET}change/<path:code>/", views.change_entry, needs=policies.EDIT_SHEET, name="change_entry"),
    page(f"{SHEET}move/<path:code>/", views.move_entry, needs=policies.EDIT_SHEET, name="move_entry"),
    page(f"{SHEET}remove/<path:code>/", views.remove_entry, needs=policies.EDIT_SHEET, name="remove_entry"),
    page(f"{SHEET}export/<str:kind>/", views.export_sheet, needs=policies.SEE, name="export_sheet"),
    page(f"{SHEET}import/", views.import_sheet, needs=policies.EDIT_SHEET, name="import_sheet"),
    page(f"{SHEET}import/keep/", views.keep_import, needs=policies.EDIT_SHEET, name="keep_import"),
    page(f"{SHEET}edition/", views.start_edition, needs=policies.EDIT_SHEET, name="start_edition"),
    page(f"{SHEET}differences/", views.differences, needs=policies.SEE, name="differences"),
    page(f"{SHEET}settings/", views.sheet_settings, needs=policies.EDIT_SHEET, name="sheet_settings"),
    page(f"{SHEET}guards/add/", views.add_guard, needs=policies.EDIT_SHEET, name="add_guard"),
    page(GUARD, views.change_guard, needs=policies.EDIT_SHEET, name="change_guard"),
    page(f"{GUARD}remove/", views.remove_guard, needs=policies.EDIT_SHEET, name="remove_guard"),
    page(f"{SHEET}adopt/", views.adopt_sheet, needs=policies.ADOPT_SHEET, name="adopt_sheet"),
]
