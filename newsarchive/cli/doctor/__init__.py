"""What `newsarchive doctor` looks at: many small checks, each of which gives lines that are ok, a warning or a problem.

machine.py, packages.py, user_files.py, archive_file.py and network.py hold the checks of one subject; examination.py
puts them in order. A check takes values and returns a Diagnosis. It prints nothing, writes nothing and repairs nothing.
"""
