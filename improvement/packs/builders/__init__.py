"""What does a pack of each kind say? Plain JSON, made from the same page objects as the screens."""

from improvement.packs.builders.board import board_content
from improvement.packs.builders.words import Content

BUILDERS = {"board": board_content}

__all__ = ["BUILDERS", "Content", "board_content"]
