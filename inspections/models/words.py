"""How long may what is written about an inspection be?"""

from django.core.validators import MaxLengthValidator

TEXT_LENGTH = 5_000
# A text field's own limit binds forms only; this one binds the services too.
NOT_TOO_LONG = MaxLengthValidator(TEXT_LENGTH)
PAGE_AT_MOST = 5_000
