"""Permissions of the API: the same names, the same predicates as the pages."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from .permissions import Permission, clinics_where, may, refusal_of


class ClinicPermission(BasePermission):
    """Asks for the action's permission at the object's clinic; lists are already limited by `visible_to`.

    The view names its permissions in `action_permissions`: action -> Permission. Stands after
    IsAuthenticated, since DRF's views are exempt from the sign-in middleware.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(clinics_where(request.user, self._named(view)))

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        return may(request.user, self._named(view), obj)

    def _named(self, view: APIView) -> Permission:
        if view.action is None:  # a method the view does not serve; DRF answers 405
            return Permission.OPEN_CHART
        permission = view.action_permissions[view.action]
        self.message = str(refusal_of(permission))
        return permission
