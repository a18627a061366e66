from thidua.bodies import policies, views
from thidua.kernel.gate import PUBLIC, SIGNED_IN, page

app_name = "bodies"
urlpatterns = [
    page("sign-in/", views.sign_in, needs=PUBLIC, name="sign_in"),
    page("sign-in/sample/<int:person_id>/", views.sample_sign_in, needs=PUBLIC, name="sample_sign_in"),
    page("sign-out/", views.sign_out, needs=SIGNED_IN, name="sign_out"),
    page("offices/", views.offices, needs=SIGNED_IN, name="offices"),
    page("people/", views.people, needs=policies.READ_PEOPLE, name="people"),
    page("people/invite/", views.invite, needs=policies.INVITE, name="invite"),
    page("people/register/", views.register, needs=policies.REGISTER, name="register"),
    page(
        "people/invitations/<int:invitation_id>/withdraw/",
        views.withdraw_invitation,
        needs=policies.WITHDRAW,
        name="withdraw_invitation",
    ),
    page("invitation/<str:secret>/", views.accept_invitation, needs=PUBLIC, name="accept_invitation"),
    page(
        "people/appointments/<int:appointment_id>/end/",
        views.end_appointment,
        needs=policies.END_APPOINTMENT,
        name="end_appointment",
    ),
]
