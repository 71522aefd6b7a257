"""What a file sent with a form may weigh. A heavier one is counted to its end and kept nowhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_FILE = 10 * 1024 * 1024


class UpToTheLimit(FileUploadHandler):
    """Keeps a file in memory while it is within LARGEST_FILE; of a heavier one it knows only the size.

    The request is read to its end either way, so that the page can answer at the field.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_FILE:
            self.held = None
        if self.held is not None:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        return InMemoryUploadedFile(
            file=self.held or BytesIO(),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
