from django.http import HttpResponse
from thidua.kernel.actor import Office
from thidua.kernel.gate import page, permission

app_name = "papers"
permission("papers.see", offices=list(Office))
urlpatterns = [page("years/<int:year_id>/papers/", lambda request, year_id: HttpResponse("x"), needs="papers.see", name="papers"),
 page("years/<int:year_id>/papers/minutes/", lambda request, year_id: HttpResponse("x"), needs="papers.see", name="make_minutes")]
