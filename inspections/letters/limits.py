"""How much may a letter hold, and what may reading it cost?

Generous for a report of a hundred pages, and far below what would hurt a server.
"""

from improvement.confined import Limits

MEGABYTE = 1_048_576

# Of the file as it comes.
LARGEST_FILE = 20 * MEGABYTE

# Of what stands in it.
MOST_PAGES = 200
MOST_LETTERS_A_PAGE = 20_000
MOST_LETTERS = 600_000
FEWEST_LETTERS = 200  # fewer in a whole file is a scan or a cover

# Of the picture of a page.
DOTS_PER_INCH = 110
LARGEST_SIDE = 2_400

# Of the process that reads it.
MOST_MEMORY = 512 * MEGABYTE
MOST_SECONDS = 8
MOST_ANSWER = 6 * MEGABYTE
LIMITS = Limits(memory=MOST_MEMORY, seconds=MOST_SECONDS, answer=MOST_ANSWER)
