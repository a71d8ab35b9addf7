"""Official documents: described in plain values, written as Word and PDF in the layout of Decree 30/2020, kept, numbered, signed.

It knows nothing of emulation work. Apps describe their documents (`description.py`) and register kinds (`kinds.py`).
"""
