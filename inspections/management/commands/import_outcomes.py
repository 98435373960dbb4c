"""`manage.py import_outcomes`: how do published outcomes of inspections come in?"""

from improvement.councils.importing import ImportCommand
from improvement.councils.published_files import FileFault
from inspections.models import JudgementSet
from inspections.outcomes.importing import import_outcomes, report_lines
from inspections.outcomes.reading import LARGEST_FILE
from inspections.reference import load_judgement_sets


class Command(ImportCommand):
    help = "Take in published outcomes of inspections: council GSS, kind, days and grades."
    largest, refusal = LARGEST_FILE, FileFault

    def prepare(self) -> None:
        """The frameworks, where there are none yet."""
        if not JudgementSet.objects.exists():
            load_judgement_sets()

    def take_in(self, file_name: str, content: bytes) -> None:
        done = import_outcomes(file_name=file_name, content=content, by=None)
        for line in report_lines(done):
            self.stdout.write(f"{file_name}: {line}")
