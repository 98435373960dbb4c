"""Who is reminded of what, in which words, and how is nobody told twice a day?"""
