from thidua.kernel import views
from thidua.kernel.gate import SIGNED_IN, page

app_name = "kernel"
urlpatterns = [page("components/", views.components, needs=SIGNED_IN, name="components")]
