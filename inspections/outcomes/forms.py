"""Which file of published outcomes does an administrator send?"""

from django import forms as plain
from django.core.files.uploadedfile import UploadedFile

from improvement.ui.forms import Form
from inspections.outcomes.reading import LARGEST_FILE, MEGABYTE

SIZE = f"{LARGEST_FILE // MEGABYTE} MB"


class OutcomesForm(Form):
    """One file, a row for each inspection."""

    file = plain.FileField(
        label="Published outcomes",
        max_length=200,
        help_text=f"A CSV file, up to {SIZE}.",
        error_messages={
            "required": "Choose the file of published outcomes.",
            "empty": "The file is empty. Choose a file with a row for each inspection.",
        },
    )

    def clean_file(self) -> UploadedFile:
        """A file too large is refused before anything reads it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise plain.ValidationError(f"The file must be smaller than {SIZE}.")
        return file
