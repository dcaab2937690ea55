"""A reader for each kind of file: bytes in, what they hold out as a dict. Run by `reading_out.py`."""
