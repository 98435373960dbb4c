"""Which file does an officer send?"""

from django import forms as plain

from improvement.ui.forms import Form
from scorecard.uploads.limits import LARGEST_FILE, MEGABYTE


class UploadForm(Form):
    """One file of figures; what is in it is judged where it is read."""

    file = plain.FileField(
        label="Your file",
        allow_empty_file=True,
        help_text=f"An Excel workbook (.xlsx) or CSV, up to {LARGEST_FILE // MEGABYTE} MB.",
        error_messages={"required": "Choose the file that holds your figures."},
    )
