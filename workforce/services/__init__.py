"""Who may write teams, the establishment and leadership? Only the functions listed here."""

from workforce.services.keying import key_team_months
from workforce.services.leadership import add_post, add_tenure, edit_post, edit_tenure
from workforce.services.publishing import PublishedRates, publish_rates, readings_of
from workforce.services.teams import add_team, edit_team

__all__ = [
    "PublishedRates",
    "add_post",
    "add_team",
    "add_tenure",
    "edit_post",
    "edit_team",
    "edit_tenure",
    "key_team_months",
    "publish_rates",
    "readings_of",
]
