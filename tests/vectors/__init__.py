"""Cases of edits that Python and the pages must answer alike (`edits.json`), and their maker.

`python -m tests.vectors` makes them anew, which is only needed when the rules change. They hold
edits on quiet maps, edits that raced another, undos after a race, and refusals.
"""
