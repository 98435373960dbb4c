"""Which grades has each authority been given in public, and how do authorities stand?"""
