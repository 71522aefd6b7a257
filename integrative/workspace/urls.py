from django.urls import path

from .views import chart, flowsheet, history, home, program, tasks

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("program/", program.program, name="program"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("p/<uuid:patient_id>/", chart.overview, name="chart"),
    path("p/<uuid:patient_id>/moved-on/", chart.moved_on, name="moved_on"),
    path("p/<uuid:patient_id>/symptoms/", flowsheet.flowsheet, name="flowsheet"),
    path("p/<uuid:patient_id>/symptoms/day/<str:day>/", flowsheet.day, name="flowsheet_day"),
    path("p/<uuid:patient_id>/symptoms/<slug:key>/", flowsheet.row, name="flowsheet_row"),
    path("p/<uuid:patient_id>/history/", history.history, name="history"),
]
