"""Is a list to choose from printed whole, safely, with the chosen one marked?"""

from improvement.ui.options import options_html

CHOICES = [("", "Any"), ("a&b", "Care <leavers>")]


def test_each_choice_is_offered_and_the_chosen_one_marked():
    assert options_html(CHOICES, "a&b") == (
        '<option value="">Any</option>'
        '<option value="a&amp;b" selected>Care &lt;leavers&gt;</option>'
    )


def test_a_choice_that_is_not_offered_marks_none():
    assert "selected" not in options_html(iter(CHOICES), "gone")
