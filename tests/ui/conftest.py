import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def static_files_as_written(settings: Settings) -> None:
    """Pages are rendered without a collected copy of the static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
