"""What a service raises when it will not do what was asked. The text is fit for the screen."""


class Refused(Exception):
    """The clinic's rules, or the record as it stands, do not allow this.

    `field` names the form field that the text belongs to, when there is one.
    """

    def __init__(self, text: str, *, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


class Stale(Refused):
    """Someone else saved first; nothing of this save was written."""

    def __init__(self, what: str = "This") -> None:
        super().__init__(
            f"{what} was changed by someone else since you opened it. Nothing was saved over it."
        )


class AlreadySaved(Exception):
    """This very form was posted before and its content stands."""
