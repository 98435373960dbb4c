"""How does a list of words of the rules become choices of a field?"""


def choices_of(words: type) -> list[tuple[str, str]]:
    """A rules word list as Django choices: stored value and a readable label."""
    return [(one.value, getattr(one, "label", one.value.replace("_", " "))) for one in words]
