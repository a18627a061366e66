from thidua.kernel.gate import PUBLIC, SIGNED_IN, page
from thidua.notices import views

app_name = "notices"
urlpatterns = [
    page("notices/", views.notices, needs=SIGNED_IN, name="notices"),
    page("notices/read/", views.read_all, needs=SIGNED_IN, name="read_all"),
    page("notices/<int:notice_id>/open/", views.open_notice, needs=SIGNED_IN, name="open"),
    page("notices/mail/", views.preferences, needs=SIGNED_IN, name="preferences"),
    page("notices/mail/address/", views.address, needs=SIGNED_IN, name="address"),
    page("notices/mail/address/remove/", views.remove_address, needs=SIGNED_IN, name="remove_address"),
    page("notices/mail/letters/<int:letter_id>/", views.letter, needs=SIGNED_IN, name="letter"),
    page("mail/confirm/<str:secret>/", views.confirm, needs=PUBLIC, name="confirm"),
    page("mail/off/<str:token>/", views.turn_off, needs=PUBLIC, name="turn_off"),
]
