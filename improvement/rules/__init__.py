"""The rules a council's figures and plans are judged by: values in, value and reason out.

Standard library only, no clock and no database, so every rule can be read and tested alone.
"""
