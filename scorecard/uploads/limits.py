"""How much may an uploaded file hold, and what may reading it cost?

Generous for a return of a few hundred figures, and far below what would hurt a server.
"""

from improvement.confined import Limits

MEGABYTE = 1_048_576

# Of the file as it comes.
LARGEST_FILE = 5 * MEGABYTE

# Of a workbook, which is a zip, judged by its directory before anything in it is unpacked.
MOST_MEMBERS = 200
MOST_UNPACKED = 50 * MEGABYTE
MOST_RATIO = 100

# Of the table in it.
MOST_SHEETS = 50
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELLS = 50_000
MOST_STRINGS = 200_000
LONGEST_CELL = 5_000
LONGEST_NAME = 31  # of a sheet, as Excel has it

# Of the process that reads it.
MOST_MEMORY = 256 * MEGABYTE
MOST_SECONDS = 8
MOST_ANSWER = 4 * MEGABYTE
LIMITS = Limits(memory=MOST_MEMORY, seconds=MOST_SECONDS, answer=MOST_ANSWER)
