"""How much may a form's files hold together, before anyone has looked at them?"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Stops a request whose files would fill the disk; what is smaller goes on to be stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.FILE_UPLOAD_MOST:
            raise RequestDataTooBig("The files of one form are larger than this site takes.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
