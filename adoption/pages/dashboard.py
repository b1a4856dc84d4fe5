"""/me/: what waits for me today, as a giver and as an adopter."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.pages.access import signed_in
from adoption.selectors import agenda, dashboard


@never_cache
@signed_in
@require_GET
def me(request):
    coming, _past = agenda.visits_of(request.user)
    context = {
        "pets": dashboard.pets_of(request.user),
        "tasks": dashboard.tasks_of(request.user),
        "applications": dashboard.applications_of(request.user),
        "adopted": dashboard.adopted_by(request.user),
        "visits": coming,
        "like_count": dashboard.like_count(request.user),
    }
    return render(request, "adoption/dashboard.html", context)
