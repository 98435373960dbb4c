"""How does a council choose, set up and retire what it measures?"""
