"""Reading what is sent: to a temporary file, with its hash, and never more than is allowed."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_SPARE = 2**20


class HashedUpload(TemporaryUploadedFile):
    """A file in a temporary place that knows its SHA-256. One that was too large is cut; `size` says how large it was."""

    sha256: str = ""


class Streamed(FileUploadHandler):
    """Writes each file to a temporary one while it comes in, and stops a request that goes on and on."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *arguments: Any, **values: Any) -> None:
        super().new_file(*arguments, **values)
        assert self.file_name is not None
        assert self.content_type is not None
        self.file = HashedUpload(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
        self.hash = hashlib.sha256()
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Raises StopUpload when the request holds more than all that may come at once."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MOST_BYTES_A_REQUEST + _SPARE:
            raise StopUpload(connection_reset=True)
        if self.kept <= settings.UPLOAD_MOST_BYTES:
            self.file.write(raw_data)
            self.hash.update(raw_data)
            self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> HashedUpload:
        self.file.seek(0)
        self.file.size = file_size
        self.file.sha256 = self.hash.hexdigest()
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
