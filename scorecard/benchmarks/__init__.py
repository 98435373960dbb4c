"""What is published nationally about our measures, and how does each authority compare?"""
