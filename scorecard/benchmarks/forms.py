"""Which published file does an administrator send?"""

from django import forms as plain
from django.core.files.uploadedfile import UploadedFile

from improvement.ui.forms import Form

MEGABYTE = 1024 * 1024
# The largest of the files declared is one megabyte; whoever runs the service can take in more.
LARGEST_UPLOAD = 5 * MEGABYTE


class ReleaseForm(Form):
    """One file, under the name by which it was published."""

    file = plain.FileField(
        label="Published file",
        max_length=200,
        help_text="A CSV file as downloaded, with its name unchanged, up to "
        f"{LARGEST_UPLOAD // MEGABYTE} MB.",
        error_messages={
            "required": "Choose the published file.",
            "empty": "The file is empty. Choose the published file.",
        },
    )

    def clean_file(self) -> UploadedFile:
        """A file too large is refused before anything reads it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise plain.ValidationError(
                f"The file must be smaller than {LARGEST_UPLOAD // MEGABYTE} MB."
            )
        return file
