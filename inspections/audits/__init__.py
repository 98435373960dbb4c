"""How good is practice in the cases that were audited, and is it getting better?"""
