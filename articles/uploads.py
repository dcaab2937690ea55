"""How much may be sent at once. Django limits what is kept in memory, not what is written to the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class Together(FileUploadHandler):
    """Lets no file of a request through that is too large as a whole: read away, and nothing stored.

    The fields before the files are read, so that a form can say what is wrong.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.is_too_much = content_length > settings.UPLOAD_MOST_BYTES

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        if self.is_too_much:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data  # for the next handler to keep

    def file_complete(self, file_size: int) -> None:
        return None
