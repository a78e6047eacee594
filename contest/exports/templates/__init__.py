"""Organizers' own DOCX in the place of our layout: its fields, how they are found and checked, how they are filled.

fields    what a template may ask for, by name
answers   what a document answers
places    where fields stand in a DOCX, however Word has split them
asking    whether what is asked is known, and can be answered where it stands
checking  a file of strangers: refused with the field's name and its place, or taken
filling   the DOCX of a document by a template
starting  a template to begin with: our own layout with fields
"""
