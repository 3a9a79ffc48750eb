"""Formats that care maps and directories come in and go out as: one module a format.

Each turns files into plain elements, figures and connections, or back; none speaks to the store.
"""
