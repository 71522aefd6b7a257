from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by the clinic, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
