"""How do councils stand side by side?"""
